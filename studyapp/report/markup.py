"""HTML and SVG elements as text; what is put between them is escaped."""

from html import escape

from studyapp.domain.plain import plain_line


class Raw(str):
    """Markup that was made here and is not escaped again."""

    __slots__ = ()


def text(value: object) -> Raw:
    """Return any value as harmless text."""
    return Raw(escape(plain_line(str(value))))


def tag(name: str, *children: object, **attributes: object) -> Raw:
    """Return an element. ``class_`` is class; an underscore in a name is a hyphen."""
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    inner = "".join(each if isinstance(each, Raw) else text(each) for each in children)
    return Raw(f"<{name}{shown}>{inner}</{name}>")


def joined(*children: object) -> Raw:
    """Return several elements one after another."""
    return Raw("".join(each if isinstance(each, Raw) else text(each) for each in children))
