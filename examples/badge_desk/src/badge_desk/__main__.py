"""``badge-desk visitors.csv``: orders badges for everybody in a file."""

import csv
import sys
from datetime import date
from pathlib import Path

from badge_desk.desk import Desk, OutOfFunds, Visitor


def main() -> int:
    """Order, and tell the print job's number."""
    with Path(sys.argv[1]).open(encoding="utf-8", newline="") as file:
        visitors = [
            Visitor(row["name"], row["company"], row["host"], date.fromisoformat(row["until"]))
            for row in csv.DictReader(file)
        ]
    with Desk() as desk:
        try:
            order = desk.order(visitors)
        except OutOfFunds as error:
            print(error, file=sys.stderr)
            return 1
    print(f"print job {order.print_job_id}: {len(order.card_ids)} badges")
    return 0


if __name__ == "__main__":
    sys.exit(main())
