"""Figures as text: for the terminal, and for `results.md`."""

from collections.abc import Mapping, Sequence

from .figures import Curve, Figure, Row, shown

_HEAD = ("client", "of", "figure", "goal", "", "measured")


def for_terminal(row: Row) -> str:
    """A row as a table of aligned columns."""
    lines = [_HEAD, *map(_cells, row.figures)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    table = [
        "  "
        + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    return "\n".join([f"{row.name}: {row.title}, against {row.against}", *table])


def summary(rows: Sequence[Row]) -> str:
    """What has a goal, one line each, and how many goals are met."""
    held = [(row, figure) for row in rows for figure in row.figures if figure.goal is not None]
    lines = [
        f"  {figure.verdict:8} {row.name:11} {figure.client}, {figure.of}: "
        f"{figure.shown} (goal {figure.shown_goal})"
        for row, figure in held
    ]
    met = sum(figure.verdict == "met" for _, figure in held)
    return "\n".join([f"{met} of {len(held)} goals are met", *lines])


def for_markdown(
    rows: Sequence[Row],
    curves: Sequence[Curve],
    machine: Mapping[str, str],
    packages: Sequence[str],
    notes: Sequence[str],
) -> str:
    """The whole of `results.md`."""
    parts = [
        "# Results",
        "From `make bench`; what the words mean is in [README.md](README.md).",
        "\n".join(f"- {name}: {value}" for name, value in machine.items()),
        *notes,
        "![Ratios and growth](plot.png)",
        "## Goals",
        _table(
            ("what", "client", "of", "figure", "goal", ""),
            [
                (row.title, *_cells(figure)[:5])
                for row in rows
                for figure in row.figures
                if figure.goal is not None
            ],
        ),
        "## Everything",
    ]
    for row in rows:
        parts += [f"### {row.title[0].upper()}{row.title[1:]}", f"Against: {row.against}."]
        parts += [_table(_HEAD, list(map(_cells, row.figures))), *row.notes]
    if curves:
        parts.append("## How costs grow")
    for curve in curves:
        parts += [f"### {curve.title}", f"{curve.y}, by {curve.x}.", _grown(curve)]
    parts += ["## Packages", ", ".join(packages) + "."]
    return "\n\n".join(parts) + "\n"


def _cells(figure: Figure) -> tuple[str, ...]:
    return (
        figure.client,
        figure.of,
        figure.shown,
        figure.shown_goal,
        figure.verdict,
        figure.detail,
    )


def _grown(curve: Curve) -> str:
    sizes = sorted({x for points in curve.lines.values() for x, _ in points})
    lines = []
    for name, points in curve.lines.items():
        at = dict(points)
        lines.append((name, *(_short(at[x]) if x in at else "–" for x in sizes)))
    return _table(("", *(shown(x, "") for x in sizes)), lines)


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _table(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    rows = [head, ["---"] * len(head), *lines]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in rows)
