"""Mutants of the specs, made by rule: pure functions of a document."""

from collections.abc import Iterator

from ..documents import VENDORS, SpecMutant, specification
from . import answers, operations, parameters, schemas, words

RULES = (
    *operations.RULES,
    *parameters.RULES,
    *schemas.RULES,
    *answers.RULES,
    *words.RULES,
)


def spec_mutants() -> Iterator[SpecMutant]:
    """Every mutant of both specs, always the same in the same order."""
    for vendor in VENDORS:
        document = specification(vendor)
        for rule in RULES:
            for draft in rule(document):
                yield SpecMutant(
                    vendor,
                    draft.kind,
                    draft.operations,
                    draft.place,
                    draft.description,
                    tuple(draft.edits),
                )
