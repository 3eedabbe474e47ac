"""Six scenarios, every policy with the same minutes: ``studyapp simulate --exam``.

Run as ``python -m tests.benchmarks.exam`` with the options of that command.
"""

from studyapp.cli.app import app

if __name__ == "__main__":
    import sys

    app(["simulate", "--exam", *sys.argv[1:]], prog_name="studyapp")
