"""The figures of a run, for people, and their place in the docs."""

from typing import Final

from tests.issuing.soak.run import Figures, Plan
from tests.soak.process import REPOSITORY

PAGE: Final = REPOSITORY / "docs" / "bulk-issuing.md"
BEGIN: Final = "<!-- what `make issue-soak` writes -->"
END: Final = "<!-- end of what `make issue-soak` writes -->"
_SHOWN: Final = 20


def told(plan: Plan, figures: Figures) -> str:
    """The figures as lines, and what did not hold."""
    met = sum(figures.faults.values())
    by_operation = ", ".join(
        f"{count} {name}" for name, count in figures.faults.most_common() if count
    )
    rows = {
        "rows": f"{figures.rows}, {figures.rows / figures.seconds:.1f} a second,"
        f" {figures.seconds:.0f} s in all",
        "concurrency": f"{plan.concurrency} calls at once",
        "kills": f"{figures.kills} with SIGKILL, {figures.starts} starts",
        "faults": f"{met} met: {by_operation}",
        "tokens": f"expired {figures.expired} times",
        "contact sheet": f"{min(plan.sample, plan.rows)} cards",
        "one card each": f"{figures.one_card} rows",
        "listed": f"{figures.listed} rows that cannot be told",
        "duplicates": str(len(figures.duplicates)),
        "missing": str(len(figures.missing)),
        "print jobs": f"{figures.jobs}, charged {figures.charges} times",
    }
    lines = [f"    {name:<14} {value}" for name, value in rows.items()]
    broken = [*figures.duplicates, *figures.missing, *figures.wrong][:_SHOWN]
    return "\n".join([*lines, *(f"    broken         {each}" for each in broken)])


def write(text: str) -> None:
    """Put the figures into the docs."""
    page = PAGE.read_text("utf-8")
    head, _, rest = page.partition(BEGIN)
    _, _, tail = rest.partition(END)
    PAGE.write_text(f"{head}{BEGIN}\n\n{text}\n\n{END}{tail}", "utf-8")
