"""`make generate`."""

from statistics import median

from ..bench import Bench
from ..contestants import OURS
from ..figures import Figure, Goal, Row
from ..growth.operations import GENERATE_SIZES, generate_seconds
from ..harness import interleaved, steepening


def measure(bench: Bench) -> Row:
    specs = [bench.checkout / "spec" / f"{name}.yaml" for name in ("instantcard", "synctera")]
    samples = interleaved(
        {"both": lambda: bench.generated(specs, bench.empty_folder()).wall},
        bench.thoroughness.generate,
    )
    points = generate_seconds(bench)
    shown = ", ".join(f"{seconds:.1f} s for {size}" for size, seconds in points)
    return Row(
        "generate",
        "generate the clients",
        "–",
        [
            Figure(OURS, median(samples["both"]), "s", Goal(3), "of the clock", "both clients"),
            Figure(
                OURS,
                steepening(points),
                "x",
                # A line that bends up by less than this is not told from a straight one.
                Goal(1.25),
                f"CPU: {shown} operations",
                f"CPU an operation, {GENERATE_SIZES[-2]} to {GENERATE_SIZES[-1]} beside "
                f"{GENERATE_SIZES[0]} to {GENERATE_SIZES[-2]}",
            ),
        ],
    )
