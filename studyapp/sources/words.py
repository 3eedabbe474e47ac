"""Word lists kept as readable blocks of text."""


def phrases(block: str) -> frozenset[str]:
    """Return the phrases of a block: separated by bars or line ends, outer spaces dropped."""
    parts = (part.strip() for line in block.splitlines() for part in line.split("|"))
    return frozenset(part for part in parts if part)
