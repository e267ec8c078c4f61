r"""`LABEL=VALUE`, as `--field` takes it.

The first `=` ends the label; `\=` and `\\` in a label are `=` and `\`. The value is taken as it is.
Where a photo can stand, a value `@ana.jpg` is that file, and `@@` at its beginning is one `@`.
"""

import re
from typing import Final

_LABEL: Final = re.compile(r"((?:[^\\=]|\\.)*)=", re.DOTALL)


def label_and_value(text: str) -> tuple[str, str]:
    """The two parts of a pair.

    Raises:
        ValueError: There is no `=`, or nothing before it.
    """
    match = _LABEL.match(text)
    if match is None:
        raise ValueError("is not LABEL=VALUE")
    label = re.sub(r"\\([\\=])", r"\1", match[1])
    if not label.strip():
        raise ValueError("has nothing before its =")
    return label, text[match.end() :]


def text_or_file(value: str) -> tuple[str | None, str | None]:
    """A value as text, or as the name of a file: one of the two.

    Raises:
        ValueError: There is no name after the `@`.
    """
    if value.startswith("@@"):
        return value[1:], None
    if value.startswith("@"):
        if len(value) == 1:
            raise ValueError("names no file after its @")
        return None, value[1:]
    return value, None
