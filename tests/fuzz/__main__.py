"""Fuzz one reader: ``python -m tests.fuzz NAME --seconds 600``."""

import argparse
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["studyapp.formats"]):
    from studyapp.formats import registry

    registry.formats()
    from tests.fuzz import targets

LONGEST = 20_000
"""Bytes of one input; the hangs and bombs that need more have tests of their own."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=targets.names())
    parser.add_argument("--seconds", type=int, default=600)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as found:
        kept = targets.SEEDS / given.name
        kept.mkdir(parents=True, exist_ok=True)
        limits = [
            f"-max_total_time={given.seconds}",
            f"-max_len={LONGEST if given.name not in targets.PACKED else 200_000}",
            "-timeout=5",
            "-rss_limit_mb=300",
            f"-artifact_prefix={Path.cwd() / given.name}-",
            "-print_final_stats=1",
        ]
        atheris.Setup([sys.argv[0], *limits, found, str(kept)], targets.target(given.name))
        atheris.Fuzz()


if __name__ == "__main__":
    main()
