"""Which lines and branches of studyapp the tests reach: ``-p tests.covered --floor PERCENT``.

Works with workers of xdist. With slipcover, since tracing every line doubles what the tests take;
its own way in, a module to run pytest with, instruments the tests as well, and looks again and
again through all objects for code that it can replace. Probes that take themselves out
(``immediate``) see the same.
"""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest

FOLDER = "STUDYAPP_COVERED"
"""Environment variable: the folder that each worker writes what it saw into."""
SOURCE = "studyapp"
EXCLUDED = ["if TYPE_CHECKING:", "raise NotImplementedError", "@overload", r"^\s*\.\.\.$"]
FAR_BELOW = 20
"""Percent below the floor from which on a file is listed."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the floor."""
    parser.addoption("--floor", type=float, help="percent of lines and branches to be reached")


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> None:
    """Begin before anything of studyapp is imported."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        early_config.pluginmanager.register(Worker(Path(os.environ[FOLDER])), "covered-worker")
    else:
        early_config.pluginmanager.register(Controller(), "covered-controller")


class Worker:
    """Watches what one worker runs."""

    def __init__(self, folder: Path) -> None:
        """Watch every module of studyapp that is imported from now on.

        One worker also counts the lines of modules that nobody imports.
        """
        from slipcover import FileMatcher, ImportManager, Slipcover, wrap_spec_from_file_location

        self._folder = folder
        self._name = os.environ["PYTEST_XDIST_WORKER"]
        every = [SOURCE] if self._name == "gw0" else None
        self._seen = Slipcover(immediate=True, branch=True, source=every, exclude_also=EXCLUDED)
        ours = FileMatcher(sources=[SOURCE])
        wrap_spec_from_file_location(self._seen, ours)
        self._imports = ImportManager(self._seen, ours)
        self._imports.__enter__()

    def pytest_sessionfinish(self) -> None:
        """Write down what was seen."""
        self._imports.__exit__()
        seen = json.dumps(self._seen.get_coverage())
        (self._folder / f"{self._name}.json").write_text(seen)


class Controller:
    """Adds up what the workers saw, and fails the session if it is too little."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="studyapp-covered-")
        os.environ[FOLDER] = self._folder.name
        self._lines: list[str] = []

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Hold the share of lines and branches that were seen against the floor."""
        floor = session.config.getoption("floor")
        seen = self._added_up()
        self._folder.cleanup()
        for name, each in sorted(seen["files"].items()):
            share = each["summary"]["percent_covered"]
            if share < floor - FAR_BELOW:
                missing = ", ".join(map(str, each["missing_lines"]))
                self._lines.append(f"{name}: {share:.0f}%, without lines {missing}")
        total = seen["summary"]["percent_covered"]
        verdict = "ok" if total >= floor else "FAILED"
        self._lines.append(f"{verdict}: {total:.1f}% of lines and branches (floor {floor:g}%)")
        if total < floor and not session.exitstatus:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def _added_up(self) -> dict[str, Any]:
        from slipcover import merge_coverage

        found = [json.loads(each.read_text()) for each in Path(self._folder.name).glob("*.json")]
        seen: dict[str, Any] = {"files": {}, "summary": {"percent_covered": 0.0}}
        for at, each in enumerate(found):
            seen = merge_coverage(seen, each) if at else each
        return seen

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Say so above the closing line."""
        terminalreporter.section("coverage")
        for line in self._lines:
            terminalreporter.line(line)
