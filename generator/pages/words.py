"""The words of the pages, in English and in Spanish."""

import re

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")

#: How the pages call the place of a parameter, and what the facts call it; longer ones first.
_PLACES = {
    r"url\s+param(?:eter)?s?": "url",
    r"par[aá]metros?\s+(?:de\s+(?:la\s+)?)?url": "url",
    r"query(?:\s+(?:string|param(?:eter)?s?))?": "query",
    r"consulta": "query",
    r"body\s+(?:form[\s-]*data|x-www-form-urlencoded)": "form",
    r"cuerpo\s+form[\s-]*data": "form",
    r"form[\s-]*data(?:\s+in\s+request\s+body)?": "form",
    r"body(?:\s+(?:json|raw|param(?:eter)?s?))?": "body",
    r"cuerpo": "body",
    r"path(?:\s+param(?:eter)?s?)?": "path",
    r"ruta": "path",
    r"headers?": "header",
    r"encabezado|cabecera": "header",
    r"cookies?": "cookie",
}
PLACE = "|".join(_PLACES)

_TYPES = re.findall(
    r"\S+",
    """
    string str text cadena texto integer int entero long bigint short float double decimal number
    numeric número numero boolean bool booleano array list lista arreglo object objeto map json file
    archivo image binary blob base64 date fecha datetime date-time time timestamp uuid guid email
    e-mail uri url enum any null money
    """,
)
TYPE = "|".join(sorted(map(re.escape, _TYPES), key=len, reverse=True))

_SAME_TYPE = {
    **dict.fromkeys(("str", "cadena", "texto", "text"), "string"),
    **dict.fromkeys(("int", "entero"), "integer"),
    **dict.fromkeys(("bool", "booleano"), "boolean"),
    **dict.fromkeys(("lista", "list", "arreglo"), "array"),
    **dict.fromkeys(("número", "numero", "numeric"), "number"),
    "objeto": "object",
}


def place_of(text: str) -> str | None:
    """What the facts call a place, or `None` for a place that is not known."""
    text = " ".join(text.split())
    for pattern, place in _PLACES.items():
        if re.fullmatch(pattern, text, re.IGNORECASE):
            return place
    return None


def type_of(text: str) -> str:
    """What the facts call a type."""
    word = text.strip().lower()
    return _SAME_TYPE.get(word, word)


_REQUIRED = r"required|requerid[oa]|obligatori[oa]|mandatory"
_OPTIONAL = r"optional|opcional"
_MARK = re.compile(rf"\(\s*(?:({_REQUIRED})|({_OPTIONAL}))\b([^()]*)\)", re.IGNORECASE)
_EITHER = re.compile(r"\(\s*\*\s*\)")
_INCLUDED = re.compile(r"\(\s*(?:include|incluir|send|enviar)\b([^()]*)\)", re.IGNORECASE)


def mark_of(description: str) -> tuple[str, bool | str, str]:
    """A description without its mark, how required the mark says it is, and what else it says."""
    if found := _MARK.search(description):
        rest = description[: found.start()] + " " + description[found.end() :]
        return rest.strip(), bool(found[1]), found[3]
    if found := _EITHER.search(description):
        rest = description[: found.start()] + " " + description[found.end() :]
        return rest.strip(), "either", ""
    if found := _INCLUDED.search(description):
        rest = description[: found.start()] + " " + description[found.end() :]
        return rest.strip(), False, found[1]
    return description.strip(), False, ""


def place_in(mark: str) -> str | None:
    """The place that the rest of a mark names, as in "(required | include in header)"."""
    if re.search(r"form[\s-]*data", mark, re.IGNORECASE):
        return "form"
    found = re.search(rf"(?<![^\W_])(?:{PLACE})(?![^\W_])", mark, re.IGNORECASE)
    return place_of(found[0]) if found else None


_VALUE = r"[0-9]{1,6}|true|false|null|[A-Z][A-Z0-9_]{1,40}"
_QUOTED = re.compile(rf"\"\s*({_VALUE})\b|\b({_VALUE})\s*\"")
_LISTED = re.compile(r"\(([^()]*)\)")
_LABELLED = re.compile(r"[^\W\d][\w \-]{0,40}:\s*([\w-]{1,40})")


def values_in(text: str) -> tuple[str, ...]:
    """The values that a text names: quoted ones, and lists such as `(Created: 0, Submitted: 1)`."""
    found = {one or other for one, other in _QUOTED.findall(text)}
    for group in _LISTED.findall(text):
        parts = [_LABELLED.fullmatch(part.strip()) for part in group.split(",")]
        if all(parts):
            found |= {part[1] for part in parts if part}
    return tuple(sorted(found))
