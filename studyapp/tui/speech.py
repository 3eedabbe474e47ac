"""Reading a question aloud with the speaker that the system has; without one, nothing is missing.

The text is data: it goes to the program's standard input, or behind ``--`` where the program has
none, and never through a shell; so quotes, newlines and leading dashes are just read.
"""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from tempfile import TemporaryFile
from threading import Thread

from studyapp.domain.unmarked import unmarked

LONGEST = 3_000
"""Characters that are read: some minutes."""
_BLANK = re.compile(r"\[…\]|_{3,}")
_COMMAND = re.compile(r"\[\[|\]\]|[<>|\\]")
"""What some speakers take for commands of their own."""

_WINDOWS = (
    "[Console]::InputEncoding = [Text.Encoding]::UTF8; "
    "Add-Type -AssemblyName System.Speech; "
    "(New-Object System.Speech.Synthesis.SpeechSynthesizer).Speak([Console]::In.ReadToEnd())"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """A program that speaks what it reads."""

    command: tuple[str, ...]
    """The program's path and its arguments."""
    silence: tuple[str, ...] = ()
    """What stops it where ending the program does not."""

    @property
    def reads(self) -> bool:
        """Whether it takes the text from its standard input rather than as its last argument."""
        return self.command[-1] != "--"


_SPEAKERS: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("darwin", "say", (), ()),
    ("win32", "powershell", ("-NoProfile", "-NonInteractive", "-Command", _WINDOWS), ()),
    ("", "espeak-ng", ("--stdin",), ()),
    ("", "espeak", ("--stdin",), ()),
    ("", "spd-say", ("--wait", "--"), ("--stop",)),
)
"""Platform (any if empty), program, its arguments, and those that stop it; the best first.

``spd-say`` only hands the text to a service, and reads its standard input without waiting for the
end: then nobody would know whether there is still something of ours to stop.
"""

Finder = Callable[[], Speaker | None]


def find() -> Speaker | None:
    """Return the system's speaker, None where there is none."""
    for platform, name, arguments, silence in _SPEAKERS:
        if platform not in ("", sys.platform):
            continue
        program = shutil.which(name)
        if program is not None:
            stop = (program, *silence) if silence else ()
            return Speaker((program, *arguments), stop)
    return None


def spoken(text: str) -> str:
    """Return Markdown as it is read aloud: words only, in one line without control characters."""
    text = _BLANK.sub(" blank ", text[: 2 * LONGEST])
    words = _COMMAND.sub(" ", unmarked(text)[:LONGEST])
    return " ".join("".join(each if each.isprintable() else " " for each in words).split())


class Voice:
    """Speaks one text at a time, without waiting for its end."""

    def __init__(self, finder: Finder | None = None) -> None:
        self._speaker = (finder or find)()
        self._speaking: subprocess.Popen[bytes] | None = None

    @property
    def there(self) -> bool:
        """Whether there is anything to speak with."""
        return self._speaker is not None

    @property
    def speaking(self) -> bool:
        """Whether something is being read at this moment."""
        return self._speaking is not None and self._speaking.poll() is None

    def say(self, text: str) -> None:
        """Read ``text`` (Markdown) aloud instead of what is being read. Raises ``OSError``."""
        self.stop()
        words = spoken(text)
        if self._speaker is None or not words:
            return
        reads = self._speaker.reads
        with TemporaryFile() as told:
            told.write(words.encode("utf-8", "replace") + b"\n")
            told.seek(0)
            self._speaking = subprocess.Popen(  # noqa: S603
                self._speaker.command if reads else (*self._speaker.command, words),
                stdin=told if reads else subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        Thread(target=self._speaking.wait, daemon=True).start()

    def stop(self) -> None:
        """Be silent."""
        process, self._speaking = self._speaking, None
        if process is None or process.poll() is not None:
            return
        with suppress(OSError):
            if sys.platform == "win32":
                process.terminate()
            else:
                os.killpg(process.pid, signal.SIGTERM)
        if self._speaker is not None and self._speaker.silence:
            with suppress(OSError):
                silence = subprocess.Popen(  # noqa: S603
                    self._speaker.silence,
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL,
                )
                Thread(target=silence.wait, daemon=True).start()
