"""Synctera: the configuration for bulk orders."""

import copy
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardwright.staging import Staging
from cardwright.staging.http import BODY_LIMIT, RefusalError
from cardwright.staging.synctera.rules import read_configuration

from .support import Api

WHERE = "/cards/bulk_issuance"
FULL: dict[str, Any] = {
    "bulk_issuance_policy": "MANUAL",
    "card_product_id": "0b0b3bd1-7a9c-4a57-8a53-0f9f5f0e7a11",
    "name": "Badges for Port Ellery",
    "shipping": {
        "address": {
            "address_line_1": "12 Beacon Quay",
            "address_line_2": "Gate B",
            "city": "Port Ellery",
            "country_code": "US",
            "postal_code": "01234-0001",
            "state": "PA",
        },
        "business_name": "Harbour Lantern Museum",
        "is_expedited_fulfillment": True,
        "method": "OVERNIGHT",
        "phone_number": "+12155550142",
        "recipient_name": {
            "first_name": "Ines",
            "last_name": "Calloway",
            "middle_name": "Ruth",
        },
    },
}
LEAST: dict[str, Any] = {
    "bulk_issuance_policy": "AUTO",
    "card_product_id": "0b0b3bd1-7a9c-4a57-8a53-0f9f5f0e7a11",
    "name": "Badges",
    "shipping": {
        "address": {"address_line_1": "12 Beacon Quay", "country_code": "IE"},
        "method": "TWO_DAY",
        "recipient_name": {"first_name": "Ines", "last_name": "Calloway"},
    },
}


@pytest.fixture
def client(staging: Staging) -> Iterator[httpx.Client]:
    key = staging.environment["SYNCTERA_API_KEY"]
    with httpx.Client(
        base_url=staging.environment["SYNCTERA_BASE_URL"],
        headers={"Authorization": f"Bearer {key}"},
    ) as client:
        yield client


@pytest.fixture(scope="module")
def asking_synctera(asking: Api) -> Iterator[httpx.Client]:
    key = asking.environment["SYNCTERA_API_KEY"]
    with httpx.Client(
        base_url=asking.environment["SYNCTERA_BASE_URL"],
        headers={"Authorization": f"Bearer {key}"},
    ) as client:
        yield client


def problem(answer: httpx.Response, status: int, naming: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    report = answer.json()
    assert set(report) == {"type", "title", "status", "detail"}
    assert report["status"] == status
    assert naming in report["detail"]


def kept(staging: Staging) -> int:
    with staging.services.database.reading() as connection:
        row = connection.execute("SELECT count(*) FROM synctera_bulk_configurations").fetchone()
    return int(row[0])


def test_configuration_is_created(client: httpx.Client, staging: Staging) -> None:
    answer = client.post(WHERE, json=FULL)
    assert answer.status_code == 201
    assert answer.headers["content-type"] == "application/json"
    created = answer.json()
    assert uuid.UUID(created.pop("id"))
    assert created.pop("tenant") == "staging_lantern"
    assert created.pop("creation_time") == "2026-05-04T15:00:00.000Z"
    assert created == FULL
    assert kept(staging) == 1


def test_what_was_left_out_is_left_out_but_for_defaults(client: httpx.Client) -> None:
    created = client.post(WHERE, json=LEAST).json()
    shipping = {**LEAST["shipping"], "is_expedited_fulfillment": False}
    assert {**created, **LEAST, "shipping": shipping} == created


def test_unknown_members_are_ignored(client: httpx.Client) -> None:
    created = client.post(WHERE, json={**LEAST, "id": "mine", "extra": 1}).json()
    assert created["id"] != "mine"
    assert "extra" not in created


@pytest.mark.parametrize("header", [None, "", "Bearer", "Bearer wrong", "Basic abc"])
def test_key_is_needed(asking_synctera: httpx.Client, header: str | None) -> None:
    url = str(asking_synctera.base_url) + WHERE.removeprefix("/")
    answer = httpx.post(
        url, json=LEAST, headers={} if header is None else {"Authorization": header}
    )
    problem(answer, 401, "key")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


REQUIRED = [
    "bulk_issuance_policy",
    "card_product_id",
    "name",
    "shipping",
    "shipping.address",
    "shipping.method",
    "shipping.recipient_name",
    "shipping.recipient_name.first_name",
    "shipping.recipient_name.last_name",
    "shipping.address.address_line_1",
    "shipping.address.country_code",
]


def changed(where: str, *value: object) -> dict[str, Any]:
    """The full configuration with another value at a path, or none."""
    body = copy.deepcopy(FULL)
    *parents, last = where.split(".")
    place = body
    for parent in parents:
        place = place[parent]
    if value:
        place[last] = value[0]
    else:
        del place[last]
    return body


@pytest.mark.parametrize("where", REQUIRED)
def test_required_members(asking_synctera: httpx.Client, where: str) -> None:
    problem(asking_synctera.post(WHERE, json=changed(where)), 400, f"{where} is missing")


@pytest.mark.parametrize(
    ("where", "value"),
    [
        ("bulk_issuance_policy", "SOMETIMES"),
        ("bulk_issuance_policy", []),
        ("card_product_id", "7"),
        ("name", ""),
        ("name", 7),
        ("shipping", []),
        ("shipping.method", "PIGEON"),
        ("shipping.is_expedited_fulfillment", "true"),
        ("shipping.is_expedited_fulfillment", 1),
        ("shipping.phone_number", "215 555 0142"),
        ("shipping.phone_number", "+0155550142"),
        ("shipping.phone_number", "+1234567890123456"),
        ("shipping.phone_number", "+12155550142\n"),
        ("shipping.business_name", None),
        ("shipping.address", "12 Beacon Quay"),
        ("shipping.address.country_code", "USA"),
        ("shipping.address.country_code", "us"),
        ("shipping.address.state", "US-PA"),
        ("shipping.address.postal_code", "1234"),
        ("shipping.address.postal_code", 12345),
        ("shipping.recipient_name.first_name", " "),
        ("shipping.recipient_name.middle_name", None),
    ],
)
def test_malformed_members(asking_synctera: httpx.Client, where: str, value: object) -> None:
    problem(asking_synctera.post(WHERE, json=changed(where, value)), 400, where)


@pytest.mark.parametrize("method", ["LOCAL_MAIL", "TWO_DAY", "OVERNIGHT", "INTERNATIONAL"])
def test_known_methods(asking_synctera: httpx.Client, method: str) -> None:
    answer = asking_synctera.post(WHERE, json=changed("shipping.method", method))
    assert answer.json()["shipping"]["method"] == method


def test_postal_codes_of_other_countries_are_free(asking_synctera: httpx.Client) -> None:
    body = changed("shipping.address.country_code", "IE")
    body["shipping"]["address"]["postal_code"] = "D02 AF30"
    assert asking_synctera.post(WHERE, json=body).status_code == 201


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"null", b'{"name": NaN}', b"\xff", b'"\\ud800"']
)
def test_malformed_bodies(asking_synctera: httpx.Client, body: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    problem(asking_synctera.post(WHERE, content=body, headers=headers), 400, "body")


def test_other_media_types_are_415(asking_synctera: httpx.Client) -> None:
    answer = asking_synctera.post(WHERE, data={"name": "x"})
    problem(answer, 415, "application/json")
    assert answer.headers["Accept"] == "application/json"


def test_large_bodies_are_413(asking_synctera: httpx.Client) -> None:
    headers = {"Content-Type": "application/json"}
    body = b" " * (BODY_LIMIT + 1)
    problem(asking_synctera.post(WHERE, content=body, headers=headers), 413, "body")


def test_other_paths_and_methods(asking_synctera: httpx.Client) -> None:
    problem(asking_synctera.get("/cards"), 404, "no such path")
    answer = asking_synctera.get(WHERE)
    problem(answer, 405, "GET")
    assert answer.headers["Allow"] == "POST"


def test_retry_with_its_key_answers_the_same(client: httpx.Client, staging: Staging) -> None:
    headers = {"Idempotency-Key": str(uuid.uuid4())}
    first = client.post(WHERE, json=FULL, headers=headers)
    again = client.post(WHERE, json=dict(reversed(FULL.items())), headers=headers)
    assert again.status_code == first.status_code == 201
    assert again.json() == first.json()
    assert kept(staging) == 1


def test_another_request_with_a_used_key_is_422(client: httpx.Client, staging: Staging) -> None:
    headers = {"Idempotency-Key": "once"}
    first = client.post(WHERE, json=FULL, headers=headers).json()
    problem(client.post(WHERE, json=LEAST, headers=headers), 422, "Idempotency-Key")
    assert client.post(WHERE, json=FULL, headers=headers).json() == first
    assert kept(staging) == 1


def test_without_a_key_every_request_counts(client: httpx.Client, staging: Staging) -> None:
    ids = {client.post(WHERE, json=FULL).json()["id"] for _ in range(3)}
    ids |= {
        client.post(WHERE, json=FULL, headers={"Idempotency-Key": key}).json()["id"]
        for key in ("one", "two")
    }
    assert len(ids) == kept(staging) == 5


def test_refused_request_leaves_its_key_free(client: httpx.Client) -> None:
    headers = {"Idempotency-Key": "again"}
    problem(client.post(WHERE, json={}, headers=headers), 400, "missing")
    assert client.post(WHERE, json=FULL, headers=headers).status_code == 201


@pytest.mark.parametrize("key", ["", "k" * 256])
def test_malformed_keys(asking_synctera: httpx.Client, key: str) -> None:
    answer = asking_synctera.post(WHERE, json=FULL, headers={"Idempotency-Key": key})
    problem(answer, 400, "Idempotency-Key")


def test_retries_at_once_create_one(client: httpx.Client, staging: Staging) -> None:
    headers = {"Idempotency-Key": "at once"}
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.post(WHERE, json=FULL, headers=headers), range(8)))
    assert {each.status_code for each in answers} == {201}
    assert len({each.json()["id"] for each in answers}) == kept(staging) == 1


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=8,
)
PATHS = st.sampled_from([*REQUIRED, "shipping.phone_number", "shipping.address.postal_code"])


@given(where=PATHS, value=JSON)
def test_any_value_is_kept_or_refused(where: str, value: object) -> None:
    refusals = []
    try:
        content = read_configuration(changed(where, value))
    except RefusalError as refusal:
        refusals.append(refusal)
    else:
        assert read_configuration(content) == content
    assert all(each.status == 400 and where in each.message for each in refusals)


@given(JSON)
def test_any_body_is_kept_or_refused(value: Any) -> None:
    with pytest.raises(RefusalError):
        read_configuration(value)
