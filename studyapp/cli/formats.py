"""``studyapp formats``: what can be imported and exported."""

from studyapp.cli import contract, exchanged, output
from studyapp.cli.context import JsonOption

HELP = contract.help_text(
    "List the formats of decks that studyapp reads and writes. A file to import is recognised "
    "by what is in it; the name of one to export chooses the format.",
    exchanged.FORMATS,
)


def command(as_json: JsonOption = False) -> None:
    """List the formats."""
    from studyapp.formats.registry import table

    infos = table()
    if as_json:
        output.write_json([exchanged.formats(info) for info in infos])
        return
    rows = [
        (
            info.name,
            "yes" if info.reads else "-",
            "yes" if info.writes else "-",
            " ".join(info.suffixes),
            ", ".join(info.carries),
            info.title,
        )
        for info in infos
    ]
    output.table(("name", "read", "write", "endings", "keeps besides texts", "what"), rows)
