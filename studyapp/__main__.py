"""``python -m studyapp`` and the ``studyapp`` command."""

import sys


def main() -> None:
    """Run the command line and leave with its exit code."""
    try:
        from studyapp.cli.app import app

        app(prog_name="studyapp")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
