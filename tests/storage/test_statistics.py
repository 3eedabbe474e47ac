"""The statements behind statistics mean the same on PostgreSQL."""

import re

from sqlalchemy.dialects import postgresql, sqlite

from studyapp.storage.statistics import _Statements

ALLOWED = {"CASE", "CAST", "NOT", "coalesce", "IN", "WHEN", "AS", "AND", "OR"}


def test_no_function_of_sqlite_alone_is_used() -> None:
    ours = vars(_Statements(postgresql.dialect()))  # type: ignore[no-untyped-call]
    assert ours.keys() == vars(_Statements(sqlite.dialect())).keys()
    for name, prepared in ours.items():
        text = re.sub(r"%\(\w+\)s", "?", prepared._sql)
        called = {found[1] for found in re.finditer(r"(\w+) ?\(", text)}
        assert called <= ALLOWED | {"THEN", "ELSE"}, (name, called)
        assert "::BIGINT" in prepared._sql
