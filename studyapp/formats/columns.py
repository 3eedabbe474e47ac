"""What the columns of a table are, by what their headers are called or by what is in them.

A role is ``front``, ``back``, ``tags``, ``deck``, ``guid``, ``kind`` (``basic``, ``reversed`` or
``cloze``) or ``-`` for none. Several columns may be the front or the back: their texts follow
each other with a blank line between.
"""

from collections.abc import Sequence

NONE = "-"
ROLES = ("front", "back", "tags", "deck", "guid", "kind", NONE)

_NAMES = {
    "front": "front question prompt term word vocabulary vocab expression phrase q key text cloze "
    "frage vorderseite wort begriff ausdruck vokabel pregunta anverso término termino palabra "
    "frente pergunta termo palavra recto mot terme domanda fronte termine parola vraag "
    "voorkant woord pytanie przód słowo pojęcie вопрос термин слово "
    "лицо 问题 正面 単語 表 質問 단어 질문",
    "back": "back answer response definition meaning translation a value explanation description "
    "antwort rückseite ruckseite definition übersetzung bedeutung erklärung "
    "respuesta reverso definición definicion traducción traduccion significado resposta verso "
    "definição tradução significado réponse reponse définition traduction signification "
    "risposta retro definizione traduzione significato antwoord achterkant definitie vertaling "
    "betekenis odpowiedź tył definicja tłumaczenie znaczenie ответ определение перевод значение "
    "оборот 答案 背面 定义 意味 裏 答え 정답 뜻",
    "more": "hint hints note notes comment comments example examples extra remark remarks context "
    "pronunciation reading hinweis notiz notizen anmerkung beispiel pista nota notas ejemplo "
    "indice remarque exemple dica exemplo suggerimento esempio voorbeeld wskazówka przykład "
    "подсказка примечание пример",
    "tags": "tags tag labels label keywords category categories topic schlagwörter schlagworte "
    "etiquetas etiqueta étiquettes etichette mots-clés теги метки 标签 タグ 태그",
    "deck": "deck decks stapel mazo baralho paquet mazzo talia колода 牌组 デッキ 덱",
    "guid": "guid uuid",
    "kind": "kind",
}
_ROLE_OF = {name: role for role, names in _NAMES.items() for name in names.split()}

_LANGUAGES = (
    "english englisch inglés anglais inglese inglês engels",
    "german deutsch alemán allemand tedesco alemão duits",
    "french französisch francés français francese francês frans",
    "spanish spanisch español espagnol spagnolo espanhol spaans",
    "italian italienisch italiano italien italiaans",
    "portuguese portugiesisch portugués portugais portoghese português portugees",
    "dutch niederländisch neerlandés néerlandais olandese holandês nederlands",
    "polish polnisch polski polaco polonais polacco",
    "russian russisch ruso russe russo русский",
    "latin latein latín latino latim latijn",
    "japanese japanisch japonés japonais giapponese japonês japans 日本語",
    "chinese chinesisch chino chinois cinese chinês chinees 中文",
    "korean koreanisch coreano coréen koreaans 한국어",
    "greek griechisch griego grec greco grego grieks ελληνικά",
)
_LANGUAGE_OF = {name: names for names in _LANGUAGES for name in names.split()}

_GLUE = str.maketrans("_", " ")
MAX_COLUMNS = 200
"""Columns that are looked at; what is beyond is no flashcard."""
_MAX_LABEL = 40
_MAX_DIGITS = 9


def role_of(label: str) -> str:
    """Return the role that a header says a column has, ``more`` for what adds to the back.

    Empty if the header is none of the words known here. ``Front Side`` and ``Answer 2`` count.
    """
    if len(label) > _MAX_LABEL:
        return ""
    words = label.casefold().translate(_GLUE).strip(" :*#").split()
    known = [_ROLE_OF[word] for word in words if word in _ROLE_OF]
    return known[0] if known and len(words) - len(known) <= 1 else ""


def header_roles(cells: Sequence[str]) -> tuple[str, ...]:
    """Return the roles that a row of headers gives its columns, or nothing if it is not one.

    A header names a front and a back, or two different languages and nothing else unknown. Letters
    such as Q and A are also what cards may hold: they name columns only beside a longer name.
    """
    found = [role_of(cell) for cell in cells[:MAX_COLUMNS]]
    known = [cell.strip() for cell, role in zip(cells, found, strict=False) if role]
    if known and all(len(name) == 1 and name.isascii() for name in known):
        return ()
    if "front" not in found or "back" not in found:
        spoken = [_LANGUAGE_OF.get(cell.strip().casefold(), "") for cell in cells[:2]]
        if len(set(spoken)) < len(cells[:2]) or not all((*spoken, *found[2:])) or len(cells) < 2:
            return ()
        found[:2] = ["front", "back"]
    return tuple(_settle(found))


def is_front(label: str) -> bool:
    """Whether the first line of a single column is its name: one word, longer than a letter."""
    return len(label.split()) == 1 < len(label.strip()) and role_of(label) == "front"


def guessed_roles(rows: Sequence[Sequence[str]], width: int) -> tuple[str, ...]:
    """Return the roles of columns without headers, by what is in them.

    Empty columns and a first one that counts the rows are none. Then come front and back; of the
    others those that repeat a few short words are tags, the rest adds to the back.
    """
    columns = [[row[at].strip() if at < len(row) else "" for row in rows] for at in range(width)]
    roles: list[str] = []
    for at, column in enumerate(columns):
        rest = width - at - 1
        if not any(column) or (at == 0 and rest > 1 and _counts(column)):
            roles.append(NONE)
        elif "front" not in roles:
            roles.append("front")
        elif "back" not in roles:
            roles.append("back")
        else:
            roles.append("tags" if "tags" not in roles and _labels(column) else "back")
    return tuple(roles)


def shown_roles(columns: Sequence[tuple[int, str]], labels: Sequence[str]) -> str:
    """Return in words which column, counted from 0, was taken for what."""
    parts, unused = [], ""
    for role in ROLES:
        mine = [_name(labels, at) for at, taken in columns if taken == role]
        if mine and role == NONE:
            unused = f"- = {' + '.join(mine)}"
        elif mine:
            parts.append(f"{role} = {' + '.join(mine)}")
    return "columns: " + "; ".join(filter(None, (", ".join(parts), unused)))


def _name(labels: Sequence[str], at: int) -> str:
    return labels[at].strip() if at < len(labels) and labels[at].strip() else f"column {at + 1}"


def _settle(found: Sequence[str]) -> list[str]:
    """Let each role that can be had once go to the first column of it."""
    roles: list[str] = []
    for role in found:
        taken = role in roles and role not in ("more", "back")
        if role == "front" and taken:
            roles.append("back")
        else:
            roles.append(NONE if taken or not role else role)
    return ["back" if role == "more" else role for role in roles]


def _counts(column: Sequence[str]) -> bool:
    first = column[0]
    start = int(first) if first.isdecimal() and len(first) <= _MAX_DIGITS else 0
    return all(cell == str(number) for number, cell in enumerate(column, start))


def _labels(column: Sequence[str]) -> bool:
    filled = [cell for cell in column if cell]
    short = all(len(cell) <= _MAX_LABEL and cell[-1] not in ".?!" for cell in filled)
    return short and len(set(filled)) * 2 <= len(filled)
