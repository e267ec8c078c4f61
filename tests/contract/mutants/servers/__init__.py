"""Mutants of the server: one thing wrong in one operation's answers or behaviour."""

from collections.abc import Iterator

from . import answers, money, reads, rights, writes
from .fields import operations_of_all
from .mutant import ServerMutant

RULES = (*answers.RULES, *writes.RULES, *reads.RULES, *rights.RULES, *money.RULES)


def server_mutants() -> Iterator[ServerMutant]:
    """Every mutant of both servers, always the same in the same order."""
    for rule in RULES:
        for vendor, operation in operations_of_all():
            yield from rule(vendor, operation)
