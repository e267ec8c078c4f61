"""Which column of a sheet fills which field of a template."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from cardwright.issuing.errors import MatchError
from cardwright.issuing.reading import Sheet
from cardwright.issuing.texts import folded, shown
from instantcard import TemplateField

IMAGE_TYPES: Final = frozenset({"image", "photo"})


@dataclass(frozen=True, slots=True)
class Matching:
    """How the rows of a sheet become cards of a template.

    Attributes:
        fields: The template's fields, in its order.
        texts: For the token of each field with text, its column.
        files: For the token of each photo, the column that names the file.
        by_key: The tokens of photos whose file is named as a row's value in `photo_key`.
        photo_key: That column.
        key: The column that tells rows apart; `None` if their number does.
        optional: The tokens of fields that may be empty.
        unused: The columns that no field takes.
    """

    fields: tuple[TemplateField, ...]
    texts: Mapping[str, int]
    files: Mapping[str, int]
    by_key: frozenset[str]
    photo_key: int | None
    key: int | None
    optional: frozenset[str]
    unused: tuple[str, ...]

    @property
    def images(self) -> frozenset[str]:
        """The tokens of the photos that cards are sent with."""
        return frozenset(self.files) | self.by_key

    def label(self, token: str) -> str:
        """What people call a field."""
        return next(shown(each.label or token) for each in self.fields if each.token == token)


def is_image(field: TemplateField) -> bool:
    """Whether a field takes a photo."""
    return field.type.casefold() in IMAGE_TYPES


class _Names:
    """The fields by what a sheet or an option may call them."""

    def __init__(self, fields: Sequence[TemplateField]) -> None:
        self._fields = fields

    def find(self, name: str) -> list[str]:
        """The tokens that a name means: a token itself, else labels, else older tokens."""
        for attribute in ("token", "label", "legacy_token"):
            exact = [each.token for each in self._fields if getattr(each, attribute) == name]
            if exact:
                return exact
        wanted = folded(name)
        for attribute in ("token", "label", "legacy_token"):
            loose = [
                each.token
                for each in self._fields
                if folded(getattr(each, attribute) or "") == wanted
            ]
            if loose:
                return loose
        return []


def match(
    sheet: Sheet,
    fields: Sequence[TemplateField],
    *,
    mapped: Mapping[str, str] | None = None,
    optional: Collection[str] = (),
    key: str | None = None,
    photo_key: str | None = None,
    has_photos: bool = False,
) -> Matching:
    """Match a sheet's columns with a template's fields, by label or token, whatever their case.

    Args:
        sheet: The sheet.
        fields: What `card_templates.fields` answers.
        mapped: For columns with other names, the field that each fills.
        optional: Fields, by label or token, that may have no column or be empty.
        key: The column that tells rows apart.
        photo_key: The column after whose values photos are named; `key` unless given.
        has_photos: Whether there is a folder of photos.

    Raises:
        MatchError: Something does not fit; it lists everything that does not.
    """
    names, problems = _Names(fields), list[str]()
    taken: dict[str, int] = {}
    forced = _mapped(sheet, names, mapped or {}, problems)
    for at, column in enumerate(sheet.columns):
        tokens = [forced[at]] if at in forced else names.find(column) if column else []
        if len(tokens) > 1:
            problems.append(
                f"column {shown(column)!r} could be any of the fields {', '.join(tokens)};"
                f' say --map "{shown(column)}=TOKEN"'
            )
        elif tokens and tokens[0] in taken:
            other = shown(sheet.columns[taken[tokens[0]]])
            problems.append(
                f"columns {other!r} and {shown(column)!r} both fill the field {tokens[0]};"
                " remove one, or map it elsewhere"
            )
        elif tokens:
            taken[tokens[0]] = at
    images = {each.token for each in fields if is_image(each)}
    may_lack = _optional(names, optional, problems)
    key_at = _column(sheet, key, "--key", problems)
    photo_at = _column(sheet, photo_key, "--photo-key", problems)
    photo_at = key_at if photo_at is None else photo_at
    by_key = {each for each in images - taken.keys() if has_photos and photo_at is not None}
    if len(by_key) > 1:
        problems.append(
            f"the template has several photos ({', '.join(sorted(by_key))});"
            " name the files of each in a column of its own"
        )
    for field in fields:
        if field.token not in taken and field.token not in by_key | may_lack:
            problems.append(_missing(field, has_photos))
    if images & taken.keys() and not has_photos:
        problems.append("the sheet names photos; say --photos FOLDER")
    if problems:
        raise MatchError(problems)
    used = {*taken.values(), key_at, photo_at if by_key else key_at}
    return Matching(
        fields=tuple(fields),
        texts={token: at for token, at in taken.items() if token not in images},
        files={token: at for token, at in taken.items() if token in images},
        by_key=frozenset(by_key),
        photo_key=photo_at,
        key=key_at,
        optional=frozenset(may_lack),
        unused=tuple(
            shown(each) for at, each in enumerate(sheet.columns) if each and at not in used
        ),
    )


def _missing(field: TemplateField, has_photos: bool) -> str:
    name = shown(field.label or field.token)
    if is_image(field):
        how = "name its files in a column, or say --photo-key COLUMN" if has_photos else ""
        return (
            f"there is no column for the photo {name!r}: {how or 'say --photos FOLDER'},"
            f' or --optional "{name}"'
        )
    return (
        f"there is no column for the field {name!r} ({field.token}): add one, say"
        f' --map "COLUMN={name}", or --optional "{name}"'
    )


def _mapped(
    sheet: Sheet, names: _Names, mapped: Mapping[str, str], problems: list[str]
) -> dict[int, str]:
    found: dict[int, str] = {}
    for column, name in mapped.items():
        at = _column(sheet, column, "--map", problems)
        tokens = names.find(name)
        if len(tokens) != 1:
            what = "several fields; use a token" if tokens else "no field of the template"
            problems.append(f"--map: {shown(name)!r} is {what}")
        elif at is not None:
            found[at] = tokens[0]
    return found


def _optional(names: _Names, optional: Collection[str], problems: list[str]) -> set[str]:
    found: set[str] = set()
    for name in optional:
        tokens = names.find(name)
        if not tokens:
            problems.append(f"--optional: {shown(name)!r} is no field of the template")
        found.update(tokens)
    return found


def _column(sheet: Sheet, name: str | None, option: str, problems: list[str]) -> int | None:
    if name is None:
        return None
    at = sheet.column(name)
    if at is None:
        known = ", ".join(repr(shown(each)) for each in sheet.columns if each)
        problems.append(f"{option}: there is no column {shown(name)!r}; there are {known}")
    return at
