"""What stops a run before it is done."""


class IssuingError(Exception):
    """Base of all of them. The message names the place and the remedy."""


class SheetError(IssuingError):
    """The spreadsheet cannot be read."""


class MatchError(IssuingError):
    """Its columns do not fit the template.

    Attributes:
        problems: All that does not fit, one sentence each.
    """

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class JournalError(IssuingError):
    """The journal cannot be used: it belongs to another run, or is in use."""


class JournalInUseError(JournalError):
    """Another process works on the same journal."""


class VendorError(IssuingError):
    """The vendor cannot be reached, or keeps failing; the run can be taken up again."""
