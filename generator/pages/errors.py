"""What stops the reading of a page."""

from ..errors import one_line


class PageError(Exception):
    """A page cannot be read.

    Attributes:
        page: The page's file, `-` for the standard input.
        line: The line, from 1; 0 for the whole page.
        reason: What is wrong there and, where that helps, what to do.
        text: The line as it stands.
    """

    def __init__(self, page: str, line: int, reason: str, text: str = "") -> None:
        super().__init__(page, line, reason, text)
        self.page = page
        self.line = line
        self.reason = reason
        self.text = text

    def __str__(self) -> str:
        place = f"{self.page}:{self.line}" if self.line else self.page
        shown = self.text[:120] + "…" * (len(self.text) > 120)
        return one_line(f"{place}: {self.reason}" + (f": {shown!r}" if shown else ""))
