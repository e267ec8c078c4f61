"""The mutants of the specs: what the rules make, and that it can be used."""

import copy
import hashlib
import json
import os
import subprocess
import sys

import pytest
import schemathesis
from openapi_spec_validator import OpenAPIV31SpecValidator
from schemathesis.core.result import Ok

from .choice import evenly
from .documents import VENDORS, SpecMutant, at, specification
from .places import operations
from .specs import spec_mutants

MUTANTS = list(spec_mutants())
ONE_OF_EACH = evenly(MUTANTS, 1)
SOME = ONE_OF_EACH[::6]

PROGRAM = """
import hashlib, json
from tests.contract.mutants.choice import evenly
from tests.contract.mutants.specs import spec_mutants
mutants = list(spec_mutants())
found = hashlib.sha256("\\n".join(each.id for each in mutants).encode())
for each in evenly(mutants, 1)[::6]:
    found.update(json.dumps([each.operations, each.description, each.document()]).encode())
print(found.hexdigest())
"""

#: What a spec can be wrong about, in the words of the kinds.
ASKED = """
operation drop, operation add, operation rename, operation method, operation id rename,
operation security on, operation security off, security scheme header,
query parameter drop, query parameter add, query parameter rename, query parameter required on,
query parameter required off, query parameter location, query parameter to body,
path parameter location, header parameter drop, header parameter required on,
body drop, body add, body required on, body required off, body media application/json,
request member drop, request member add, request member rename, request member required on,
request member required off, response member drop, response member add, response member rename,
response member required on, response member required off, status 2xx drop, status 4xx rename,
status 409 add, link drop, link expression, link target, request type, response type,
request format change, response format drop, request enum drop, request enum add,
response enum close, request minimum tighter, request minimum looser, request maximum drop,
request minLength looser, request maxLength tighter, request pattern drop, request pattern change,
response nullable on, response nullable off, answer media, refusal media, request json to text,
request json schema drop, request minItems drop, request additional open,
response additional close, response array to object, response object to array,
request default change, both default change, request choice rule drop, response choice drop,
word reset drop, word paging first, word idempotency drop
"""


def test_every_way_to_be_wrong_has_mutants() -> None:
    kinds = {each.kind for each in MUTANTS}
    assert {each.strip() for each in ASKED.replace("\n", " ").split(",")} <= kinds


def test_there_are_hundreds_and_each_has_a_name_of_its_own() -> None:
    assert len(MUTANTS) > 1000
    assert len({each.id for each in MUTANTS}) == len(MUTANTS)


def test_every_operation_has_mutants() -> None:
    for vendor in VENDORS:
        known = {each.id for each in operations(specification(vendor))}
        named = {name for each in MUTANTS if each.vendor == vendor for name in each.operations}
        assert known <= named


@pytest.mark.parametrize("mutant", ONE_OF_EACH, ids=lambda each: each.kind)
def test_a_mutant_differs_where_it_says_and_leaves_the_spec_alone(mutant: SpecMutant) -> None:
    before = copy.deepcopy(specification(mutant.vendor))
    at(before, mutant.place)
    document = mutant.document()
    assert document != before
    assert specification(mutant.vendor) == before
    assert mutant.document() == document


@pytest.mark.parametrize("mutant", SOME, ids=lambda each: each.kind)
def test_a_mutant_is_openapi_and_loads(mutant: SpecMutant) -> None:
    document = mutant.document()
    assert next(OpenAPIV31SpecValidator(document).iter_errors(), None) is None
    named = set()
    for each in schemathesis.openapi.from_dict(document).get_all_operations():
        assert isinstance(each, Ok)
        named.add(each.ok().definition.raw["operationId"])
    assert set(mutant.operations) <= named


def test_the_same_mutants_are_made_in_every_process() -> None:
    found = hashlib.sha256("\n".join(each.id for each in MUTANTS).encode())
    for each in SOME:
        found.update(json.dumps([each.operations, each.description, each.document()]).encode())
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "7"},
    )
    assert ended.stdout.strip() == found.hexdigest()


def test_a_choice_is_even_over_operations_and_always_the_same() -> None:
    kind = [each for each in MUTANTS if each.kind == "operation rename"]
    chosen = evenly(reversed(kind), 6)
    assert sorted(each.id for each in chosen) == sorted(each.id for each in evenly(kind, 6))
    mine = [each.operations[0] for each in chosen if each.vendor == "instantcard"]
    assert len(mine) == len(set(mine)) == 6
