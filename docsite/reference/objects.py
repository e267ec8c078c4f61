"""The objects that are given and answered, and where a type is explained."""

import re

from docsite.markdown import code, definition, escaped, line, text
from docsite.reading import Described


def linked(annotation: str, described: Described) -> str:
    """A Python type; the client's classes in it lead to what they hold."""
    known = described.api.schemas
    words = re.split(r"([A-Za-z_]\w*)", annotation.replace("datetime.datetime", "datetime"))
    return "<code>{}</code>".format(
        "".join(
            f"[{text(word)}](objects.md#{word.lower()})"
            if word in known.models or word in known.enums
            else escaped(word)
            for word in words
        )
    )


def objects_page(described: Described) -> str:
    """All classes and enumerations of a client."""
    schemas, names = described.api.schemas, described.names
    parts = [
        f"# {line(described.api.title)}: objects",
        "What is given to the client and what it answers. A member that the vendor adds is kept, "
        "and you are told once. What is sensitive is never shown in a `repr` or a log line.",
    ]
    for name, model in sorted(schemas.models.items()):
        members = [
            definition(
                f"{code(names.attributes[name, each.wire])} · "
                f"{linked(each.kind.annotation, described)}"
                f"{'' if each.required else ' · may be absent'}"
                f"{' · sensitive' if each.sensitive else ''}",
                line(each.said(constrained=False)),
            )
            for each in model.fields
        ]
        said = line(model.description) if model.description.strip() else ""
        parts += [f"## {text(name)} {{#{name.lower()}}}", said, "\n".join(members)]
    for name, enum in sorted(schemas.enums.items()):
        values = [
            definition(
                f"{code(f'{name}.{key}')} · {code(str(value))} on the wire",
                line(each.description) if each.description.strip() else "Not described.",
            )
            for (key, value), each in zip(names.members[name], enum.members, strict=True)
        ]
        parts += [f"## {text(name)} {{#{name.lower()}}}", "\n".join(values)]
    return "\n\n".join(each for each in parts if each) + "\n"
