"""`issue` as a program of its own: what `cardwright instantcard issue` runs."""

from cardwright.cli.context import Context
from cardwright.issuing.command import issue

if __name__ == "__main__":
    issue(prog_name="cardwright instantcard issue", obj=Context())
