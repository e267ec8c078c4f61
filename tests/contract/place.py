"""Where in the tests something happened."""

from pathlib import Path
from types import TracebackType

_HERE = Path(__file__).parent


def place_of(traceback: TracebackType | None) -> str:
    """The innermost place in these tests, as file and line."""
    place = "outside the tests"
    while traceback is not None:
        file = Path(traceback.tb_frame.f_code.co_filename)
        if file.is_relative_to(_HERE):
            place = f"at {file.relative_to(_HERE.parent)}:{traceback.tb_lineno}"
        traceback = traceback.tb_next
    return place
