"""Time left, as a clock shows it."""


def countdown(ms: int) -> str:
    """Return time left as ``1:05:00`` or ``12:34``, rounded up so that 0:00 is the end."""
    seconds = -(-ms // 1000)
    hours, rest = divmod(seconds, 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
