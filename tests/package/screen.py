"""A program in a real pseudo-terminal, read through a terminal emulator."""

import os
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

import pexpect
import pyte


class Screen:
    """What a user would see of a program, and the keys to press."""

    def __init__(
        self,
        program: str | Path,
        *arguments: str,
        home: Path,
        size: tuple[int, int],
        environ: Mapping[str, str] | None = None,
    ) -> None:
        columns, rows = size
        self.raw = b""
        """Every byte that the program wrote."""
        self._screen = pyte.Screen(columns, rows)
        self._text: str | None = None
        self._stream = pyte.ByteStream(self._screen)
        keep = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
        self._child = pexpect.spawn(
            str(program),
            list(arguments),
            dimensions=(rows, columns),
            cwd=str(home),
            env={
                **keep,
                "HOME": str(home),
                "TERM": "xterm-256color",
                "PYTHONUTF8": "1",
                "TZ": "UTC",
                **(environ or {}),
            },
        )

        self._child.delaybeforesend = None

    def __enter__(self) -> "Screen":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._child.close(force=True)

    @property
    def text(self) -> str:
        """The screen as lines of text."""
        if self._text is None:
            self._text = "\n".join(line.rstrip() for line in self._screen.display)
        return self._text

    def press(self, keys: str) -> None:
        """Press keys."""
        self._child.send(keys)

    def see(self, text: str, timeout: float = 30.0, *, gone: str | None = None) -> str:
        """Wait until the screen shows ``text``, and no longer ``gone``; return the screen."""
        end = time.monotonic() + timeout
        while text not in self.text or (gone is not None and gone in self.text):
            if time.monotonic() > end:
                raise AssertionError(f"never saw {text!r} without {gone!r}:\n{self.text}")
            self._read()
        return self.text

    def ends(self, timeout: float = 30.0) -> int:
        """Wait until the program ends; return its exit code."""
        end = time.monotonic() + timeout
        while self._child.isalive() and time.monotonic() < end:
            self._read()
        self._child.close()
        status: int | None = self._child.exitstatus
        if status is None:
            raise AssertionError(f"it did not end by itself:\n{self.text}")
        return status

    def _read(self) -> None:
        try:
            read = self._child.read_nonblocking(65536, timeout=0.2)
        except pexpect.TIMEOUT:
            return
        except pexpect.EOF:
            time.sleep(0.05)
            return
        self.raw += read
        self._stream.feed(read)
        self._text = None
