"""The layout of Synctera's page: one operation with a sample, then lists of what it takes.

METHOD / path / segments
Title
curl sample, sample of the answer
Authorizations, Headers, Query Parameters, ...: name, type, place, required, description
Body: media type, description, fields
Response: status, media type, description, fields
"""

import re
from collections.abc import Sequence

import attrs

from .errors import PageError
from .facts import Facts, Operation, Parameter
from .lines import Line
from .prose import digest, prose_of, sentences_by_hash
from .samples import read_sample
from .words import METHODS, TYPE, type_of, values_in

_METHOD = re.compile(rf"({'|'.join(METHODS)})(?:\s+(/\S{{0,500}}))?")
_LISTS = {
    "authorizations": "authorization",
    "headers": "header",
    "header parameters": "header",
    "path parameters": "path",
    "query parameters": "query",
    "cookies": "cookie",
    "body": "body",
    "request body": "body",
    "response": "response",
    "responses": "response",
}
_TYPE = re.compile(
    rf"((?:enum|{TYPE})(?:<[\w-]{{1,40}}>)?(?:\[\])*(?:\s\|\snull)?)"
    r"((?:\s+(?:header|query|path|cookie|required|optional|deprecated|default:\S{0,80})){0,4})",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Za-z_][\w.\[\]-]{0,120}")
_MEDIA = re.compile(r"[a-z]+/[a-z0-9.+-]{1,80}")
_STATUS = re.compile(r"[1-5][0-9]{2}")
_URL = re.compile(r"https?://[^\s'\"\\]{1,500}")
_OPTIONS = re.compile(r"available options:?\s*(.*)", re.IGNORECASE)
_EXAMPLE = re.compile(r"examples?:?", re.IGNORECASE)
_SHAPE = re.compile(r"the (?:body|response) is of type (\w+)\.?", re.IGNORECASE)
_HEADER = re.compile(r"--header\s+['\"]([\w-]{1,80}):\s*(\S{0,80})", re.IGNORECASE)


def is_reference(lines: Sequence[Line]) -> bool:
    """Whether a page has this layout."""
    return bool(_starts(lines))


def _starts(lines: Sequence[Line]) -> list[int]:
    """Where operations begin: a method, with a path beside it or below."""
    found = []
    for index, line in enumerate(lines):
        method = _METHOD.fullmatch(line.text)
        following = lines[index + 1].text if index + 1 < len(lines) else ""
        if method and (method[2] or following.startswith("/")):
            found.append(index)
    return found


def read_reference(page: str, lines: Sequence[Line]) -> tuple[Facts, dict[str, str]]:
    """The facts of a page, and its sentences by their hashes.

    Raises:
        PageError: Something on it looks like a fact and cannot be read as one.
    """
    starts = _starts(lines)
    servers: list[str] = []
    operations: list[Operation] = []
    texts: dict[str, str] = {}
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else len(lines)
        before = lines[start - 1] if start else None
        reader = _Reader(page, list(lines[start:end]))
        operations.append(reader.read(before))
        servers += reader.servers
        texts |= sentences_by_hash(reader.whole)
    return Facts("reference", tuple(sorted(set(servers))), (), tuple(operations)), texts


@attrs.define
class _Entry:
    """A parameter or field as it is being read."""

    line: Line
    name: str
    type: str
    words: list[str]
    description: list[str] = attrs.Factory(list)
    options: list[str] = attrs.Factory(list)
    listing: bool = False


@attrs.define
class _Reader:
    """Reads one operation, line by line."""

    page: str
    lines: list[Line]
    servers: list[str] = attrs.Factory(list)
    prose: list[str] = attrs.Factory(list)
    whole: list[str] = attrs.Factory(list)
    parameters: list[Parameter] = attrs.Factory(list)
    security: str | None = None
    scheme: str = ""
    statuses: dict[str, str] = attrs.Factory(dict)
    media: str | None = None
    samples: dict[str, str] = attrs.Factory(dict)
    shown: list[tuple[str, ...]] = attrs.Factory(list)

    def read(self, before: Line | None) -> Operation:
        """The operation."""
        method = self._method()
        path, index = self._path()
        title, index = self._title(before, index)
        index = self._samples(index, path)
        self._lists(index)
        return Operation(
            section=title,
            method=method,
            path=path,
            parameters=tuple(self.parameters),
            security=self.security,
            statuses=dict(sorted(self.statuses.items())),
            media=self.media,
            request=self.shown[0] if self.shown else None,
            response=self.shown[1] if len(self.shown) > 1 else None,
            samples=dict(sorted(self.samples.items())),
            prose=prose_of(self.prose),
            whole=prose_of(self.whole),
        )

    def _refuse(self, line: Line, reason: str) -> PageError:
        return PageError(self.page, line.number, reason, line.raw or line.text)

    def _method(self) -> str:
        found = _METHOD.fullmatch(self.lines[0].text)
        return found[1] if found else ""

    def _path(self) -> tuple[str, int]:
        """The path, which may be one line or one line a segment."""
        found = _METHOD.fullmatch(self.lines[0].text)
        path = (found[2] or "") if found else ""
        index = 1
        while index < len(self.lines):
            text = self.lines[index].text
            if " " in text or not (text.startswith("/") or not path or path.endswith("/")):
                break
            path += text
            index += 1
        if path in ("", "/"):
            raise self._refuse(self.lines[0], "a method without a path")
        return path, index

    def _title(self, before: Line | None, index: int) -> tuple[str, int]:
        """The title: below the path, or above the method."""
        if index < len(self.lines):
            line = self.lines[index]
            key = line.text.lower().rstrip(":")
            if key not in _LISTS and not line.text.startswith(("curl", "{")):
                return line.printed, index + 1
        if before is None:
            raise self._refuse(self.lines[0], "an operation without a title")
        return before.printed, index

    def _samples(self, index: int, path: str) -> int:
        """The samples, as far as the first list."""
        while index < len(self.lines):
            line = self.lines[index]
            if line.text.lower().rstrip(":") in _LISTS:
                break
            brace = re.search(r"[{\[]", line.text)
            opening = brace and (brace.start() == 0 or "--data" in line.text or "-d " in line.text)
            if opening and len(self.shown) < 2:
                self._call(line.text[: brace.start()] if brace else "", path)
                sample = read_sample(self.page, self.lines[index:])
                self.shown.append(sample.fields)
                side = "request" if len(self.shown) == 1 else "response"
                self.samples |= {f"{side}.{k}": value for k, value in sample.values.items()}
                index += sample.taken
                if sample.rest.strip("' \\"):
                    raise self._refuse(self.lines[index - 1], "text after a sample")
                continue
            if not self._call(line.text, path) and line.text.strip("'\"\\ "):
                self._say(line.text)
            index += 1
        return index

    def _call(self, text: str, path: str) -> bool:
        """Take the server out of a line of a curl sample; whether it was one."""
        for url in _URL.findall(text):
            ending = re.sub(
                r"\{[^{}/]*\}", "[^/]+", re.escape(path).replace(r"\{", "{").replace(r"\}", "}")
            )
            server = re.sub(rf"{ending}/?$", "", url)
            self.servers.append(server.rstrip("/"))
        for name, value in _HEADER.findall(text):
            if name.lower() == "authorization":
                self.scheme = value.lower()
        return bool(re.match(r"curl\b|--?[a-z]", text))

    def _say(self, text: str) -> None:
        self.prose.append(text)
        self.whole.append(text)

    def _lists(self, index: int) -> None:
        where = ""
        entry: _Entry | None = None
        status = ""
        while index < len(self.lines):
            line = self.lines[index]
            following = self.lines[index + 1] if index + 1 < len(self.lines) else None
            key = line.text.lower().rstrip(":")
            index += 1
            if key in _LISTS:
                self._close(entry, where)
                entry, where, status = None, _LISTS[key], ""
                continue
            begun = self._begun(line, following)
            if begun and where and (where != "response" or status):
                self._close(entry, where)
                entry, taken = begun
                index += taken
                continue
            if where == "response" and _STATUS.fullmatch(line.text):
                self._close(entry, where)
                entry, status = None, line.text
                self.statuses[status] = ""
                continue
            if entry is not None:
                self._describe(entry, line)
            elif _MEDIA.fullmatch(line.text):
                if where == "body":
                    self.media = line.text
            elif where == "response" and status and not self.statuses[status]:
                self.statuses[status] = digest(line.text)
                self.whole.append(line.text)
            else:
                self._say(line.text)
        self._close(entry, where)

    @staticmethod
    def _begun(line: Line, following: Line | None) -> tuple[_Entry, int] | None:
        """The entry that a line begins: a name, and a type beside it or on the next line."""
        name, _, rest = line.text.partition(" ")
        if not _NAME.fullmatch(name):
            return None
        if rest:
            found = _TYPE.fullmatch(rest)
            return (_Entry(line, name, found[1], found[2].split()), 0) if found else None
        found = _TYPE.fullmatch(following.text) if following else None
        return (_Entry(line, name, found[1], found[2].split()), 1) if found else None

    @staticmethod
    def _describe(entry: _Entry, line: Line) -> None:
        options = _OPTIONS.fullmatch(line.text)
        if options:
            entry.listing = True
            entry.options += re.findall(r"[\w.-]+", options[1])
        elif entry.listing and re.fullmatch(r"[\w.-]+,?", line.text):
            entry.options.append(line.text.rstrip(","))
        elif _EXAMPLE.fullmatch(line.text) or line.text.startswith(('"', "'")):
            entry.listing = False
        elif not entry.description and re.fullmatch(
            r"(?:header|query|path|cookie|required|optional|deprecated|default:\S{0,80})", line.text
        ):
            entry.words.append(line.text)
        else:
            entry.listing = False
            entry.description.append(line.text)

    def _close(self, entry: _Entry | None, where: str) -> None:
        """Make a parameter of an entry that is complete."""
        if entry is None:
            return
        description = " ".join(entry.description)
        self.whole += entry.description
        required = "required" in entry.words
        if where == "authorization":
            place = next(
                (word for word in entry.words if word in ("header", "query", "cookie")), "?"
            )
            scheme = re.match(r"(\w+) authentication|api key", description, re.IGNORECASE)
            words = [(scheme[1] or "apikey").lower() if scheme else "?", place, entry.name.lower()]
            if self.scheme and self.scheme != words[0]:
                words.append(f"but {self.scheme} in the sample")
            self.security = " ".join(words + ([] if required else ["optional"]))
            return
        if where == "response":
            return
        type_, options = entry.type, entry.options
        named = re.fullmatch(r"enum<(.+)>", type_)
        self.parameters.append(
            Parameter(
                name=entry.name,
                where=where,
                type=type_of(re.sub(r"<.*>", "", named[1] if named else type_)),
                required=required,
                description=digest(description),
                values=tuple(sorted(options)) or values_in(description),
            )
        )
