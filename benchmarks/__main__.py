"""`python -m benchmarks`: measure, print, and write the results down."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from .bench import FULL, QUICK, Bench, CannotMeasure
from .machine import busy, machine, packages
from .plain import NotMade
from .registry import GROWTH, ROWS
from .report import for_markdown, for_terminal, summary
from .workers import ROOT, WorkerEnded


def main(arguments: Sequence[str] | None = None) -> int:
    """Run it. 0: measured, whatever the figures; 2: something could not be measured."""
    options = _parser().parse_args(arguments)
    try:
        _measure(options)
    except (CannotMeasure, NotMade, WorkerEnded, OSError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("error: interrupted", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks", description="What the clients cost, beside their peers."
    )
    parser.add_argument(
        "--quick", action="store_true", help="few rounds, no growth, no generated peers"
    )
    parser.add_argument(
        "--row", action="append", choices=ROWS, metavar="ROW", help=f"only: {', '.join(ROWS)}"
    )
    parser.add_argument(
        "--growth",
        action="append",
        choices=GROWTH,
        metavar="GROWTH",
        help=f"only: {', '.join(GROWTH)}",
    )
    parser.add_argument(
        "--checkout",
        type=Path,
        default=ROOT,
        metavar="FOLDER",
        help="the repository whose specs, generator and clients are measured (default: this one)",
    )
    parser.add_argument(
        "--write",
        type=Path,
        metavar="FOLDER",
        help="where to write results.md, plot.png and plot.svg",
    )
    return parser


def _measure(options: argparse.Namespace) -> None:
    checkout = options.checkout.resolve()
    if not (checkout / "generated" / "instantcard").is_dir():
        raise CannotMeasure(f"{checkout} holds no generated/instantcard; name a checkout")
    rows, curves = [], []
    all_of_it = not (options.row or options.growth)
    begun, warning = machine(), busy()
    if warning:
        _say(warning)
    with Bench(checkout, QUICK if options.quick else FULL, _say) as bench:
        for name in options.row or (ROWS if all_of_it else ()):
            row = ROWS[name](bench)
            rows.append(row)
            print(for_terminal(row) + "\n", flush=True)
        for name in options.growth or (GROWTH if all_of_it and not options.quick else ()):
            _say(f"growth: {name}")
            curves += GROWTH[name](bench)
        notes = [*([warning] if warning else []), *bench.notes]
    if rows:
        print(summary(rows))
    if options.write:
        from .plot import draw

        text = for_markdown(rows, curves, begun, packages(), notes)
        (options.write / "results.md").write_text(text, "utf-8")
        draw(rows, curves, options.write)
        _say(f"wrote {options.write}/results.md, plot.png and plot.svg")


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
