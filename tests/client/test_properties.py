"""What holds for every text and every number: the encoders against independent decoders."""

import html
import json
import re
from decimal import Context, Decimal, localcontext
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, unquote, urlsplit

import httpx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from instantcard import Image, Photo
from instantcard._runtime.bodies import Form, Json
from instantcard._runtime.drift import NO_DRIFT
from instantcard._runtime.errors import ConfigurationError, InvalidArgument
from instantcard._runtime.excerpts import outline
from instantcard._runtime.money import format_money, parse_money
from instantcard._runtime.operation import Operation
from instantcard._runtime.recording import blotted_request
from instantcard._runtime.redaction import HIDDEN, Redactor
from instantcard._runtime.settings import header_setting, integer_setting, setting
from instantcard._runtime.urls import Query, base_address, segment

from .readers import nested, parts

often = settings(max_examples=100, deadline=None)

texts = st.text(st.characters(exclude_categories=["Cs"]))
scalars = texts | st.integers(-(2**70), 2**70) | st.booleans()
names = st.lists(st.from_regex("[a-z_]{1,8}", fullmatch=True), min_size=1, max_size=5).map(
    lambda path: path[0] + "".join(f"[{each}]" for each in path[1:])
)


def as_sent(value: object) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


@often
@given(st.lists(st.tuples(names, scalars), max_size=6))
def test_a_form_is_what_a_parser_reads(pairs: list[tuple[str, Any]]) -> None:
    form = Form()
    for name, value in pairs:
        form.add(name, value)
    content_type, content = form.encode()
    body = b"".join(content.pieces())
    assert len(body) == content.length
    assert parts(body, content_type) == [(name, as_sent(value)) for name, value in pairs]


@often
@given(st.lists(st.tuples(names, scalars), max_size=6))
def test_a_query_is_what_a_parser_reads(pairs: list[tuple[str, Any]]) -> None:
    query = Query()
    for name, value in pairs:
        query.add(name, name, value)
    text = str(query)
    assert text.isascii()
    assert text.startswith("?") == bool(pairs)
    expected = [(name, as_sent(value)) for name, value in pairs]
    assert parse_qsl(text[1:], keep_blank_values=True, strict_parsing=bool(pairs)) == expected
    # httpx must not change a byte of it.
    assert httpx.URL("http://h/" + text).raw_path.decode() == "/" + text


@often
@given(texts, texts)
def test_bracketed_names_nest_for_a_server(first: str, second: str) -> None:
    query = Query()
    query.add("a[b][c]", "c", first)
    query.add("a[d]", "d", second)
    assert nested(str(query)[1:]) == {"a": {"b": {"c": first}, "d": second}}


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@often
@given(st.dictionaries(texts, json_values))
def test_a_json_body_is_what_a_parser_reads(value: dict[str, Any]) -> None:
    content_type, content = Json(value).encode()
    body = b"".join(content.pieces())
    assert content_type == "application/json"
    assert json.loads(body) == value


amounts = st.decimals(min_value=0, max_value=10**12, places=2, allow_nan=False)


@often
@given(amounts)
@example(Decimal("17000.37"))
@example(Decimal("-0"))
@example(Decimal("0E+99"))
def test_money_round_trips(amount: Decimal) -> None:
    text = format_money(amount)
    assert parse_money(text) == amount
    assert parse_money(f"${text}") == amount
    for below in (f"(${text})", f"-${text}", f"$-{text}", f"(  {text})".replace("  ", "")):
        assert parse_money(below) == -amount
        assert not parse_money(below).is_signed() or amount


@often
@given(amounts)
def test_money_is_exact_in_any_decimal_context(amount: Decimal) -> None:
    with localcontext(Context(prec=2)):
        text = format_money(amount)
        read = parse_money(f"(${text})")
    assert read == amount.copy_negate()


@often
@given(
    texts
    | st.from_regex(r"[-($ ]{0,3}[0-9.,]{0,9}[)]{0,2}", fullmatch=True)
    | st.from_regex(r"\d{1,80}", fullmatch=True)
)
@example("()")
@example("($5.50")
@example("-($5.50)")
@example("1,23.00")
@example("٣.50")
def test_anything_else_is_no_money(text: str) -> None:
    try:
        amount = parse_money(text)
    except ValueError:
        return
    assert amount.is_finite()
    assert amount.copy_abs() == Decimal("".join(each for each in text if each in "0123456789."))


@often
@given(st.decimals() | st.integers().map(Decimal))
@example(Decimal("1E+1000000"))
@example(Decimal("1E-1000000"))
@example(Decimal("sNaN"))
@example(Decimal("-Infinity"))
def test_every_decimal_is_written_exactly_or_refused(amount: Decimal) -> None:
    try:
        text = format_money(amount)
    except ValueError:
        return
    assert Decimal(text.replace(",", "")) == amount


@often
@given(st.binary())
def test_pictures_round_trip_through_base64(data: bytes) -> None:
    photo = Photo.from_bytes(b"\x89PNG\r\n\x1a\n" + data)
    text = photo.to_base64()
    wrapped = "\r\n".join(text[at : at + 76] for at in range(0, len(text), 76))
    for each in (text, f"data:image/png;base64,{text}", wrapped):
        assert Image.from_base64(each).data == photo.data


@often
@given(st.text())
@example("data:image/png,%89PNG")
@example("data:image/png;base64")
@example("é===")
def test_a_text_is_base64_or_a_value_error(text: str) -> None:
    try:
        Image.from_base64(text)
    except ValueError:
        return
    assert text.isascii()


@often
@given(st.text(min_size=1) | st.integers())
@example(".%2e")
@example("a/../b")
@example("…")
@example("~.-_")
def test_a_segment_stays_one_segment(value: str | int) -> None:
    try:
        quoted = segment("name", value)
    except InvalidArgument:
        return
    url = httpx.URL(f"http://h/a/{quoted}/b")
    assert url.raw_path.decode() == f"/a/{quoted}/b"
    assert [unquote(each) for each in url.raw_path.decode().split("/")] == [
        "",
        "a",
        str(value),
        "b",
    ]


@pytest.mark.parametrize(
    "step",
    ["", ".", "..", "%2e", "%2E%2e", ".%2e", "%252e%252E", "%25252e.", f"%{'25' * 20}2e"],
)
def test_a_step_is_no_segment(step: str) -> None:
    with pytest.raises(InvalidArgument, match="card_id"):
        segment("card_id", step)


hosts = st.sampled_from(
    ["h", "api.lantern.example", "127.0.0.1", "[::1]", "BÜCHER.example", "a_b", "-", "", "a b"]
)
addresses = st.builds(
    lambda scheme, host, port, path: f"{scheme}://{host}{port}{path}",
    st.sampled_from(["http", "https", "HTTPS", "ftp", "", "javascript"]),
    hosts,
    st.sampled_from(["", ":", ":80", ":0", ":65535", ":65536", ":x"]),
    st.sampled_from(["", "/", "//", "/api/v2", "/api/v2//", "/p/api/v2", "/p", "/ü", "/?q", "#f"]),
)


@often
@given(addresses | st.text())
def test_an_address_is_usable_or_refused(address: str) -> None:
    try:
        base = base_address(address, path="/api/v2", argument="base_url")
    except ConfigurationError:
        return
    assert base.endswith("/api/v2")
    assert base_address(base, path="/api/v2", argument="base_url") == base
    read = urlsplit(base)
    assert read.hostname == (urlsplit(address).hostname or "")
    assert httpx.Request("GET", base + "/x").url.path.endswith("/api/v2/x")


@often
@given(st.text() | st.integers())
def test_a_number_setting_is_a_number_or_refused(value: Any) -> None:
    try:
        assert integer_setting("n", value, "N_VARIABLE") == value
    except ConfigurationError:
        fits = isinstance(value, int) and 1 <= value < 10**18
        assert not fits


@often
@given(st.text() | st.none() | st.binary())
def test_a_header_setting_fits_a_header_or_is_refused(value: Any) -> None:
    try:
        kept = header_setting("key", value, "KEY_VARIABLE_THAT_IS_NOT_SET")
    except ConfigurationError:
        return
    assert kept == value
    assert kept.isascii()
    assert kept.isprintable()
    assert kept == kept.strip()


@often
@given(st.text())
def test_a_text_setting_is_kept_as_it_is(value: str) -> None:
    try:
        assert setting("name", value, "NAME_VARIABLE") == value
    except ConfigurationError:
        assert value == ""


def operations() -> list[Operation[Any]]:
    """Every operation that a client has."""
    from instantcard._resources import (
        addresses,
        card_templates,
        cards,
        contacts,
        organization,
        print_jobs,
        profile,
        session,
    )

    modules = (
        addresses,
        card_templates,
        cards,
        contacts,
        organization,
        print_jobs,
        profile,
        session,
    )
    return [
        each for module in modules for each in vars(module).values() if isinstance(each, Operation)
    ]


KEYS = [
    *("id", "card_template_id", "organization_id", "data", "images", "token", "label", "type"),
    *("value", "front", "back", "balance", "status", "processed_at", "created_at", "settings"),
    *("organization", "notifications", "auth_token", "error", "items", "shipping_cost", "debit"),
    *("credit", "list_users", "contact", "addresses"),
]
answers = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.sampled_from(["$5.50", "2026-01-02T03:04:05Z", "true", "0"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=8)
    ),
    max_leaves=20,
)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(operations()), answers)
def test_no_answer_breaks_a_decoder(operation: Operation[Any], answer: Any) -> None:
    if type(answer) in operation.answer:
        repr(operation.decode(answer, NO_DRIFT, ""))
    for decode in operation.errors.values():
        if decode is not None and isinstance(answer, dict):
            repr(decode(answer, NO_DRIFT, ""))


def test_there_is_an_operation_for_each_section_of_the_page() -> None:
    assert len({each.id for each in operations()}) == 37


secrets = texts.filter(lambda each: len(each.strip()) > 1 and each.strip() not in HIDDEN)
ways = st.sampled_from([str, quote, quote_plus, html.escape, lambda each: json.dumps(each)[1:-1]])


@often
@given(st.lists(secrets, min_size=1, max_size=3), ways, ways)
def test_what_was_sent_does_not_come_back(sent: list[str], first: Any, second: Any) -> None:
    document = {"full_name": sent[0], "list": [{"email": each} for each in sent], "open": "kept"}
    scrubber = Redactor({"full_name", "email"}).for_sent(document)
    told = scrubber.text("kept\n" + "\n".join(second(first(each)) for each in sent))
    assert told.startswith("kept\n")
    rest = told.replace(HIDDEN, "")
    assert rest.replace("kept", "", 1).strip() == ""


@often
@given(json_values, st.integers(0, 400))
def test_an_outline_shows_no_value(value: Any, cut: int) -> None:
    def planted(part: Any) -> Any:
        if isinstance(part, dict):
            return {key: planted(each) for key, each in part.items()}
        if isinstance(part, list):
            return [planted(each) for each in part]
        return f'planted\\ "{part}' if isinstance(part, str) else part

    text = json.dumps({"name": planted(value)}, ensure_ascii=False)
    assert outline(text[:cut]).count("plant") == 0
    assert not re.search(r"\d", outline(json.dumps({"name": [1, -2.5e9, 10**30]})))


@often
@given(st.lists(st.tuples(names, texts), max_size=5))
def test_a_recorded_form_hides_values_and_keeps_the_others(pairs: list[tuple[str, str]]) -> None:
    form = Form()
    form.add("email", "planted")
    for name, value in pairs:
        form.add(f"open_{name}", value)
    content_type, content = form.encode()
    body = b"".join(content.pieces())
    assert len(body) == content.length
    request = httpx.Request(
        "POST", "https://h/", content=body, headers={"Content-Type": content_type}
    )
    kept = parts(blotted_request({"email"}, request).read(), content_type)
    assert kept[0] == ("email", HIDDEN)
    scrubber = Redactor(set()).for_sent()
    assert kept[1:] == [(f"open_{name}", scrubber.text(value)) for name, value in pairs]
