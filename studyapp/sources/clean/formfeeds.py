"""Form feeds: the page breaks of extracted PDFs."""

from dataclasses import replace

from studyapp.sources.clean.draft import Draft, Row


def split_pages(draft: Draft) -> Draft:
    """Give each row its page; a row with a form feed inside becomes two rows of the same line."""
    if not any("\f" in row.text for row in draft.rows):
        return draft
    rows: list[Row] = []
    page = 0
    for row in draft.rows:
        if "\f" not in row.text:
            rows.append(replace(row, page=page))
            continue
        for index, part in enumerate(row.text.split("\f")):
            page += index > 0
            if part.strip() or index == 0:
                rows.append(replace(row, text=part, page=page))
    return replace(draft, rows=tuple(rows))
