"""What stops a generation."""


class SpecError(Exception):
    """A spec is broken, or uses something that is not supported.

    Attributes:
        file: The spec's file.
        pointer: Where in it, as a JSON pointer (empty for the whole document).
        reason: What is wrong there and, where that helps, what to write instead.
    """

    def __init__(self, file: str, pointer: str, reason: str) -> None:
        super().__init__(file, pointer, reason)
        self.file = file
        self.pointer = pointer
        self.reason = reason

    def __str__(self) -> str:
        place = one_line(f"{self.file}: #{self.pointer}")
        reason = " ".join(self.reason.split())
        return f"{place}: {one_line(reason[:500] + '…' * (len(reason) > 500))}"


def one_line(text: str) -> str:
    """Text for a terminal: on one line, and nothing in it that a terminal would obey."""
    return "".join(c if c.isprintable() else _escaped(c) for c in text)


def _escaped(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")
