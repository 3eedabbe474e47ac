"""Anki's field HTML and our Markdown: what one shows, the other shows."""


def to_markdown(html: str) -> str:
    """Return an Anki field as Markdown. Never raises."""
    return html


def to_html(markdown: str) -> str:
    """Return Markdown as an Anki field. Never raises."""
    return markdown
