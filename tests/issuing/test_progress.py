"""How far it is, on a terminal and elsewhere."""

import io

from rich.console import Console

from cardwright.issuing import Reporter


def told(terminal: bool) -> str:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=terminal, width=100, color_system=None)
    with Reporter(console).phase("Drafts", 40) as advance:
        for _ in range(40):
            advance()
    return stream.getvalue()


def test_a_terminal_has_a_bar_and_a_file_has_a_line() -> None:
    assert "40/40" in told(terminal=True)
    assert "━" in told(terminal=True)
    (line,) = told(terminal=False).splitlines()
    assert line.startswith("Drafts: 40 of 40, ")
    assert line.endswith("/s")


def test_nothing_in_a_message_is_taken_for_markup() -> None:
    stream = io.StringIO()
    Reporter(Console(file=stream, width=200)).say("[red]Ana[/red] :smile:")
    assert stream.getvalue() == "[red]Ana[/red] :smile:\n"
