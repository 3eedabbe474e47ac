"""The root command: where every error ends as one clear message and an exit code."""

import os
import sys
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperGroup, TyperOption

from studyapp.cli import exits, output
from studyapp.errors import StudyError

DEBUG = "STUDYAPP_DEBUG"
"""Set this to see the traceback of an unexpected error."""


class QuickOption(TyperOption):
    """An option that costs nothing where it is not given.

    Typer loads pydantic to convert even the values that are not there, which takes longer than
    all the rest of printing a help text.
    """

    def process_value(self, ctx: Any, value: Any) -> Any:
        """Convert and check a value; None stays None."""
        if value is None and self.nargs == 1 and not (self.required or self.multiple):
            return None if self.callback is None else self.callback(ctx, self, None)
        return super().process_value(ctx, value)


class StudyGroup(TyperGroup):
    """Commands under one roof: no traceback, no half-written line, no raw byte leaves it."""

    def get_params(self, ctx: Any) -> Any:
        """Return the options, made quick: Typer leaves no other way to choose their class."""
        params = super().get_params(ctx)
        for param in params:
            if type(param) is TyperOption:
                param.__class__ = QuickOption
        return params

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an interruption and a closed pipe end it quietly."""
        try:
            result = super().invoke(ctx)
            output.finish()
        except KeyboardInterrupt:
            raise typer.Exit(exits.INTERRUPTED) from None
        except BrokenPipeError:
            output.abandon()
            raise typer.Exit(exits.PIPE_CLOSED) from None
        return result

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run the command line and leave with its exit code."""
        output.prepare()
        try:
            code = super().main(args, prog_name, complete_var, False, windows_expand_args, **extra)
            output.finish()
        except BrokenPipeError:
            output.abandon()
            code = exits.PIPE_CLOSED
        except Exception as error:  # noqa: BLE001  (the last door of the program)
            code = explain(error)
        if standalone_mode:
            sys.exit(code if isinstance(code, int) else exits.OK)
        return code


def explain(error: Exception) -> int:
    """Print what went wrong and return the exit code."""
    if isinstance(error, StudyError):
        output.complain(error)
        return error.exit_code
    if isinstance(error, typer.Abort):
        return exits.INTERRUPTED
    message = getattr(error, "format_message", None)
    if message is not None:
        return _usage(error, str(message()))
    if isinstance(error, OSError) and error.filename is None:
        output.abandon()
        output.complain(StudyError(f"cannot write the output: {error.strerror or error}"))
        return exits.FAILED
    if os.environ.get(DEBUG):
        from traceback import format_exception

        output.warn("".join(format_exception(error)).rstrip())
    from studyapp import __version__

    python = ".".join(map(str, sys.version_info[:3]))
    output.complain(
        StudyError(
            f"unexpected {type(error).__name__}: {str(error)[:300]}",
            f"Please report this line, the command, and: studyapp {__version__}, "
            f"Python {python}, {sys.platform}. {DEBUG}=1 shows more.",
        )
    )
    return exits.UNEXPECTED


def _usage(error: Exception, message: str) -> int:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "studyapp"
    output.complain(StudyError(message, f"Try '{path} --help'."))
    return int(getattr(error, "exit_code", exits.USAGE))
