"""Request parameters: read as Rails reads them, and refused as JSON when they cannot be."""

import http.client
import json
from contextlib import suppress

import httpx
import pytest
import qs_codec
from hypothesis import given
from hypothesis import strategies as st

from cardwright.staging.forms import nest
from cardwright.staging.http import BODY_LIMIT, parse_json

from .support import ADDRESS, CONTACT, OF, OPERATIONS, Api, path

KEYS = st.text(alphabet="abcdefghij_12", min_size=1, max_size=8).filter(lambda key: key[0] > "9")
TREES = st.recursive(
    st.text(alphabet=st.characters(codec="utf-8"), max_size=12),
    lambda leaves: st.dictionaries(KEYS, leaves, min_size=1, max_size=3),
    max_leaves=8,
)


def pairs(tree: object, name: str = "") -> list[tuple[str, str]]:
    if isinstance(tree, str):
        return [(name, tree)]
    assert isinstance(tree, dict)
    return [
        pair
        for key, below in tree.items()
        for pair in pairs(below, f"{name}[{key}]" if name else key)
    ]


@given(st.dictionaries(KEYS, TREES, max_size=3))
def test_bracketed_keys_nest(tree: dict[str, object]) -> None:
    assert nest(pairs(tree)) == tree


@given(st.lists(st.text(max_size=5), min_size=1, max_size=60))
def test_empty_brackets_make_a_list(values: list[str]) -> None:
    assert nest([("a[b][]", value) for value in values]) == {"a": {"b": values}}


@given(st.lists(st.text(max_size=5), min_size=1))
def test_of_a_key_sent_twice_the_last_counts(values: list[str]) -> None:
    assert nest([("a[b]", value) for value in values]) == {"a": {"b": values[-1]}}


@given(st.lists(st.tuples(st.text(alphabet="a[]0%.=", max_size=12), st.text(max_size=3))))
def test_any_keys_nest_or_are_refused(anything: list[tuple[str, str]]) -> None:
    with suppress(ValueError):
        assert isinstance(nest(anything), dict)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_json_is_read_as_it_is_or_refused(value: object) -> None:
    assert parse_json(json.dumps(value)) == value


@pytest.mark.parametrize(
    "text",
    ["", "[", "NaN", "[Infinity]", "-Infinity", '"\\ud800"', "[" * 100_000, "1" * 5000, "1e999"],
)
def test_json_that_cannot_be_kept_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not valid|nested|digit|JSON"):
        parse_json(text)


@pytest.mark.parametrize("encoding", ["urlencoded", "multipart"])
def test_both_kinds_of_form_are_read(api: Api, encoding: str) -> None:
    form = {**CONTACT, "contact[phone_number]": "+1 215 555 0150 & ü"}
    if encoding == "multipart":
        contact = api("POST", "contacts", files={key: (None, form[key]) for key in form})
    else:
        contact = api("POST", "contacts", form)
    assert contact["phone_number"] == "+1 215 555 0150 & ü"


def test_patch_reads_the_query_string_and_a_form_body(api: Api) -> None:
    where = f"{OF}/contacts/12629"
    in_query = api.http.patch(where, params={"contact[full_name]": "Query"}).json()
    assert in_query["full_name"] == "Query"
    in_body = api.http.patch(where, data={"contact[full_name]": "Body"}).json()
    assert in_body["full_name"] == "Body"


def test_query_string_wins_over_the_body_at_the_top_level(api: Api) -> None:
    answer = api.http.patch(
        f"{OF}/contacts/12629",
        params={"contact[full_name]": "Query"},
        data={"contact[full_name]": "Body", "contact[alt_email]": "alt@glass.example"},
    ).json()
    assert answer["full_name"] == "Query"
    assert answer["alt_email"] is None


def test_post_parameters_may_stand_in_the_query_string(api: Api) -> None:
    answer = api.http.post(f"{OF}/contacts", params=CONTACT)
    assert answer.json()["full_name"] == "Tobias Lindqvist"


@pytest.mark.parametrize(
    "content_type", ["application/json", "text/plain", "", "multipart/mixed; boundary=x"]
)
def test_other_bodies_are_415(asking: Api, content_type: str) -> None:
    answer = asking.send(
        "POST", f"{OF}/contacts", content=b'{"contact": {}}', headers={"Content-Type": content_type}
    )
    assert answer.status_code == 415
    assert "multipart/form-data" in answer.headers["Accept"]
    assert "form-data" in answer.json()["error"]


@pytest.mark.parametrize("declared", [True, False])
def test_large_bodies_are_413(asking: Api, declared: bool) -> None:
    body = b"x=" + b"a" * BODY_LIMIT
    chunks = (body[start : start + 2**20] for start in range(0, len(body), 2**20))
    asking.refused(
        413,
        "body",
        "POST",
        f"{OF}/contacts",
        content=body if declared else chunks,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )


def test_a_caller_that_sends_everything_first_gets_the_413(asking: Api) -> None:
    base = httpx.URL(asking.environment["INSTANTCARD_BASE_URL"])
    connection = http.client.HTTPConnection(base.host, base.port or 80, timeout=20)
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", f"{base.path}{OF}/contacts", bytes(3 * BODY_LIMIT), headers)
    assert connection.getresponse().status == 413
    connection.close()


PART = b'--b\r\nContent-Disposition: form-data; name="contact[email]"\r\n\r\na@b\r\n'


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", PART + b"--b--\r\n"),
        ("multipart/form-data; boundary=other", PART + b"--b--\r\n"),
        ("multipart/form-data; boundary=b", PART),
        ("multipart/form-data; boundary=b", b"nonsense"),
        ("multipart/form-data; boundary=b", b"--b\r\n\r\nno name\r\n--b--\r\n"),
        ("multipart/form-data; boundary=b", PART[:-6] + b"\xff\r\n--b--\r\n"),
        ("application/x-www-form-urlencoded", b"contact[email]=%ff"),
        ("application/x-www-form-urlencoded", b"contact[email]=\xff"),
        ("application/x-www-form-urlencoded", b"&".join([b"a[]=1"] * 1001)),
        ("application/x-www-form-urlencoded", b"a" + b"[b]" * 20 + b"=1"),
    ],
)
def test_malformed_bodies_are_400(asking: Api, content_type: str, body: bytes) -> None:
    headers = {"Content-Type": content_type}
    asking.refused(400, "body", "POST", f"{OF}/contacts", content=body, headers=headers)


@pytest.mark.parametrize("query", ["a=%ff", "&".join(["a=1"] * 1001), "a" + "[b]" * 20 + "=1"])
def test_malformed_query_strings_are_400(asking: Api, query: str) -> None:
    asking.refused(400, "query string", "GET", f"{OF}/cards?{query}")


def test_files_are_refused(asking: Api) -> None:
    files = {"contact[email]": ("photo.png", b"\x89PNG\xff", "image/png")}
    asking.refused(400, "contact[email]", "POST", f"{OF}/contacts", files=files)


@pytest.mark.parametrize(
    ("form", "naming"),
    [
        ({"contact": "text"}, "contact"),
        ({"contact[full_name][deep]": "x"}, "contact[full_name]"),
        ({"contact[full_name][]": "x"}, "contact[full_name]"),
        ({"contact[full_name]": "a\0b"}, "contact[full_name]"),
        ({"contact[full_name]": "a" * 256}, "contact[full_name]"),
        ({"contact[]": "x"}, "contact"),
    ],
)
def test_parameters_of_another_shape_are_refused(
    asking: Api, form: dict[str, str], naming: str
) -> None:
    asking.refused(406, naming, "POST", "contacts", form)
    asking.refused(406, naming, "PATCH", "contacts/12629", form)


def test_unknown_parameters_are_ignored(api: Api) -> None:
    api("POST", "contacts", {**CONTACT, "contact[id]": "7", "nothing": "1", "utf8": "✓"})


KNOWN_KEYS = st.sampled_from(
    [
        "email",
        "password",
        "page",
        "page_size",
        "term",
        "status",
        "amount",
        "number",
        "exp_month",
        "exp_year",
        "cvc",
        "card[card_template_id]",
        "card[data]",
        "card",
        "print_job",
        "print_job[card_ids]",
        "print_job[card_ids][]",
        "print_job[address_id]",
        "print_job[address]",
        "print_job[address][contact]",
        "print_job[address][zip_code]",
        "print_job[shipping_provider_id]",
        "print_job[number_of_copies]",
        *ADDRESS,
        "address[contact][email]",
        "address[primary]",
        *CONTACT,
    ]
)
VALUES = (
    st.text(max_size=20)
    | st.integers().map(str)
    | st.sampled_from(["17280", "17281", "[]", "[1]", "[[]]", "{}", "null", "true", "0", "1"])
)


@given(
    operation=st.sampled_from(OPERATIONS),
    wanted=st.sampled_from([1, 12782, 12783, 12629, 17280, 3145927, 1614262]),
    form=st.dictionaries(KNOWN_KEYS, VALUES, max_size=5),
    in_query=st.booleans(),
)
def test_whatever_is_sent_the_answer_is_json_and_never_500(
    asking: Api, operation: tuple[str, str], wanted: int, form: dict[str, str], in_query: bool
) -> None:
    method, template = operation
    if method == "DELETE" or template == "/authenticate":
        return
    where = path(template, id=wanted)
    try:
        if in_query:
            answer = asking.http.request(method, where, params=form)
        else:
            answer = asking.http.request(method, where, data=form)
    except (UnicodeEncodeError, httpx.InvalidURL):
        return
    assert answer.headers["content-type"] == "application/json"
    assert answer.status_code in {200, 400, 401, 404, 406, 415, 501}, answer.text


@given(
    body=st.binary(max_size=200),
    content_type=st.sampled_from(
        ["multipart/form-data; boundary=b", "application/x-www-form-urlencoded"]
    ),
)
def test_any_bytes_are_read_or_refused(asking: Api, body: bytes, content_type: str) -> None:
    for content in (body, PART + body + b"\r\n--b--\r\n"):
        answer = asking.send(
            "PATCH", f"{OF}/print_jobs/1", content=content, headers={"Content-Type": content_type}
        )
        assert answer.status_code in {400, 404}


def test_encoder_of_another_library_is_understood(api: Api) -> None:
    encoded = qs_codec.encode({"contact": {"full_name": "Ana & Bo", "email": "a@b.example"}})
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    contact = api("POST", "contacts", content=encoded, headers=headers)
    assert contact["full_name"] == "Ana & Bo"
