"""The figures as pictures: `plot.png` and `plot.svg`."""

import textwrap
from collections.abc import Sequence
from pathlib import Path

import matplotlib
from matplotlib import pyplot
from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from .contestants import OURS, OURS_FAST
from .figures import Curve, Figure, Row

# The rows that are drawn as bars, by name: what a reader of the README asks for first.
_BARS = {
    "get": "GET one card",
    "get-async": "GET one card, async",
    "list": "list of 100 cards",
    "decode": "decode 1,000 cards",
    "start": "import + client",
    "photo": "send an 8 MB photo",
}
_COLOURS = {
    OURS: "#1b5e9e",
    OURS_FAST: "#5aa9e6",
    "openapi-python-client": "#c98a2b",
    "openapi-generator": "#8c6bb1",
    "requests": "#9aa0a6",
    "aiohttp": "#3a9a6b",
}
# The least that a logarithmic axis shows.
_LEAST = 0.1
_OTHERS = ("#4a4a4a", "#8a8a8a", "#b07a7a", "#b9a44c")


def draw(rows: Sequence[Row], curves: Sequence[Curve], folder: Path) -> None:
    """Write the plot of ratios above that of growth."""
    matplotlib.use("agg")
    # The same figures make the same bytes, with text as text.
    matplotlib.rcParams |= {"svg.hashsalt": "benchmarks", "svg.fonttype": "none", "font.size": 9}
    bars = [row for row in rows if row.name in _BARS]
    columns = 3
    heights = [1] * (-(-len(bars) // columns)) + [1] * (-(-len(curves) // columns))
    figure = pyplot.figure(figsize=(13, 3.1 * max(len(heights), 1)), layout="constrained")
    engine = figure.get_layout_engine()
    assert engine is not None
    engine.set(hspace=0.06)
    grid = figure.add_gridspec(len(heights), columns)
    for number, row in enumerate(bars):
        _bars(figure.add_subplot(grid[divmod(number, columns)]), row)
    below = -(-len(bars) // columns)
    for number, curve in enumerate(curves):
        line, column = divmod(number, columns)
        _curve(figure.add_subplot(grid[below + line, column]), curve)
    for suffix, metadata in ((".png", None), (".svg", {"Date": None})):
        figure.savefig((folder / "plot").with_suffix(suffix), dpi=110, metadata=metadata)
    pyplot.close(figure)


def _bars(axes: Axes, row: Row) -> None:
    figures = [each for each in row.figures if each.of == "CPU"]
    reference, *others = figures
    positions = range(len(others))
    axes.barh(
        positions,
        [each.value for each in others],
        color=[_colour(each.client, number) for number, each in enumerate(others)],
        height=0.7,
    )
    axes.set_yticks(positions, [each.client for each in others])
    axes.invert_yaxis()
    axes.axvline(1, color="#4a4a4a", linewidth=1)
    for position, each in zip(positions, others, strict=True):
        axes.annotate(
            f"{each.value:.2f}",
            (each.value, position),
            xytext=(3, 0),
            textcoords="offset points",
            va="center",
        )
        _goal(axes, position, each)
    axes.set_xlim(0, 1.18 * max(1, *(each.value for each in others)))
    axes.set_title(_BARS[row.name], fontsize=10)
    axes.set_xlabel(f"CPU, times {reference.client}")
    axes.spines[["top", "right"]].set_visible(False)


def _goal(axes: Axes, position: int, figure: Figure) -> None:
    """A mark across the bar where the goal is."""
    if figure.goal is not None:
        bound = figure.goal.bound
        axes.plot([bound, bound], [position - 0.42, position + 0.42], color="#d62728", linewidth=2)


def _curve(axes: Axes, curve: Curve) -> None:
    for number, (name, points) in enumerate(curve.lines.items()):
        x, y = zip(*points, strict=True)
        if curve.log_y:
            # A logarithmic axis has no zero: what is nothing lies at its foot.
            y = tuple(max(each, _LEAST) for each in y)
        axes.plot(
            x,
            y,
            marker="o",
            markersize=3,
            label=name,
            color=_colour(name, number),
            linestyle=":" if name.endswith("in threads") else "-",
        )
    if curve.goal is not None:
        axes.axhline(curve.goal, color="#d62728", linewidth=1, linestyle="--", label="goal")
    axes.set_xscale("log")
    if curve.log_y:
        axes.set_yscale("log")
        axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axes.yaxis.set_minor_locator(NullLocator())
    else:
        axes.set_ylim(bottom=0)
    ticks = sorted({x for points in curve.lines.values() for x, _ in points})
    axes.set_xticks(ticks, [f"{tick:,.0f}" for tick in ticks])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlabel(curve.x)
    axes.set_ylabel(curve.y)
    axes.set_title(textwrap.fill(curve.title, 40), fontsize=10)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(fontsize=7, frameon=False)


def _colour(client: str, number: int) -> str:
    # A longer name is a form of the client that it begins with.
    for name in sorted(_COLOURS, key=len, reverse=True):
        if client.startswith(name):
            return _COLOURS[name]
    return _OTHERS[number % len(_OTHERS)]
