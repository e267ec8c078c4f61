"""`python -m cardwright.cli`."""

from .entry import main

main()
