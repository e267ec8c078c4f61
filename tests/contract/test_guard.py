"""Nothing leaves for somebody else's server but what was allowed, whatever the tests make up."""

import json
import re
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .belongings import Belongings
from .conftest import specs
from .document import Operation
from .guard import Guard
from .mark import MARK
from .target import Account, Target

_SPECS = specs()
_SPEC = _SPECS["instantcard"]
_BASE = "https://vendor.example/api/v2"
_MINE = f"{_BASE}/organizations/77"
_FORM = {"Content-Type": "multipart/form-data; boundary=x", "Authorization": "Bearer t"}


def _guard(allow: str) -> Guard:
    account = Account(organization_id="77", email="a@b.example", password="secret")
    belongings = Belongings()
    belongings.add("contacts", 5)
    belongings.add("print_jobs", 5)
    target = Target("instantcard", _BASE, account, remote=True, allow=allow)
    return Guard(_SPEC, target, belongings)


_GUARDS = {allow: _guard(allow) for allow in ("read", "write", "money")}

#: What servers take apart in different ways.
_HOSTILE = st.sampled_from(
    [
        "/",
        "//",
        "%2F",
        "%2f",
        "..",
        "%2e%2e",
        ".",
        ";",
        "%3B",
        ".json",
        "\\",
        "%5C",
        "%00",
        "%25",
        "?",
        "#",
        "&",
        "=",
        "٣",
        "５",
        "ⅷ",
        "²",
        "+",
        "%20",
        " ",
        "\t",
        "\n",
        "ſ",
        "İ",
        "K",
        "~",
        "print",
        "PRINT",
        "Print",
        "add_funds",
        "finalize",
        "5",
        "05",
        "-5",
        "77",
        "78",
        "1e1",
    ]
)
_SEGMENTS = st.one_of(
    _HOSTILE,
    st.lists(_HOSTILE, max_size=4).map("".join),
    st.text(max_size=6).map(lambda text: quote(text, safe="")),
)
_METHODS = st.sampled_from(
    [
        "GET",
        "POST",
        "PATCH",
        "PUT",
        "DELETE",
        "HEAD",
        "OPTIONS",
        "TRACE",
        "get",
        "post",
        "GET ",
        "CONNECT",
        "PROPFIND",
        "POST\t",
        "Post",
        "QUERY",
        "ＧET",
        "",
    ]
)


@st.composite
def _urls(draw: st.DrawFn) -> str:
    operation = draw(st.sampled_from(list(_SPEC.operations.values())))
    own = {"organization_id": "77", "id": "5", "card_id": "5"}
    parts = [
        re.sub(r"\{(.*)\}", lambda found: own[found[1]], part)
        for part in operation.path.split("/")[1:]
    ]
    for _ in range(draw(st.integers(0, 2))):
        place = draw(st.integers(0, len(parts)))
        parts[place : place + draw(st.integers(0, 1))] = [draw(_SEGMENTS)]
    query = draw(st.sampled_from(["", "?", "?page=1", "?_method=delete", "?%5Fmethod=PATCH"]))
    return _BASE + "/" + "/".join(parts) + draw(st.sampled_from(["", "", "/", ".json"])) + query


def _is(operation: Operation, url: str) -> bool:
    """Whether a server that is strict takes an address for this operation's."""
    pattern = re.sub(r"\{[^}]+\}", "[A-Za-z0-9_-]+", operation.path)
    path = url.removeprefix(_BASE).partition("?")[0].partition("#")[0]
    return re.fullmatch(pattern, path) is not None


@given(_METHODS, _urls(), st.sampled_from([b"", b"_method=delete", MARK.encode()]))
def test_reads_only_lets_nothing_but_reads_pass(method: str, url: str, body: bytes) -> None:
    """What passes is letter for letter a GET of the spec, or the login."""
    if _GUARDS["read"].refusal(method, url, dict(_FORM), body or None) is not None:
        return
    assert _is(_SPEC.operations["session.login"], url) or method == "GET"
    assert method in ("GET", "POST")
    matching = [one for one in _SPEC.operations.values() if one.method.upper() == method]
    assert any(_is(one, url) for one in matching)
    assert not re.search(r"%|//|\.\.|;|\\|_method", url.removeprefix("https://"))
    assert "/organizations/77" in url or "/organizations" not in url


@given(_METHODS, _urls(), st.sampled_from([b"", MARK.encode()]))
def test_writing_lets_no_money_move(method: str, url: str, body: bytes) -> None:
    """What charges, prints, or changes what was there before stays here."""
    if _GUARDS["write"].refusal(method, url, dict(_FORM), body or None) is not None:
        return
    path = urlsplit(url).path
    assert not re.search(r"print$|add_funds", path, re.IGNORECASE)
    assert urlsplit(url).path.isascii()
    if method in ("PATCH", "DELETE"):
        assert re.match("/api/v2/organizations/77/(contacts|print_jobs)/5(/|$)", path)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/cards"),
        ("GET", "/cards?page=2&page_size=100"),
        ("GET", "/cards/search?term=a+b%2F"),
        ("GET", "/cards/9/preview"),
        ("GET", "/cards/-1"),
        ("GET", ""),
    ],
)
def test_reads_pass(method: str, path: str) -> None:
    """Plain reads are sent, also of ids that nobody has."""
    assert _GUARDS["read"].refusal(method, _MINE + path, {}, None) is None


@pytest.mark.parametrize(
    ("allow", "method", "path", "body", "why"),
    [
        ("read", "POST", "/contacts", MARK, "STAGING_ALLOW=write"),
        ("write", "POST", "/print_jobs/5/print", MARK, "STAGING_ALLOW=money"),
        ("write", "POST", "/add_funds", MARK, "STAGING_ALLOW=money"),
        ("write", "POST", "/contacts", "contact[full_name]=Ana", "mark"),
        ("write", "PATCH", "/contacts/6?contact%5Bemail%5D=a", "", "did not make"),
        ("write", "DELETE", "/contacts/6", "", "did not make"),
        ("money", "POST", "/print_jobs/6/print", "", "did not make"),
        ("money", "POST", "/addresses", f"address[primary]=true {MARK}", "before"),
        ("money", "POST", "/contacts", f'name="_method" delete {MARK}', "method"),
        ("money", "POST", "/contacts", f"%5Fmethod=delete&{MARK}", "method"),
        ("money", "GET", "/cards", "x=1", "has none"),
        ("money", "GET", "/cards?method=delete", "", "parameter"),
        ("money", "GET", "/cards?page=1;_method=delete", "", "parameter"),
        ("money", "HEAD", "/cards", "", "plain request"),
        ("money", "TRACE", "/cards", "", "plain request"),
        ("money", "GET", "/cards/", "", "plain request"),
        ("money", "GET", "/cards/5.json", "", "plain request"),
        ("money", "GET", "/Cards", "", "plain request"),
        ("money", "DELETE", "/contacts/05", "", "plain request"),
        ("money", "DELETE", "/contacts/٥", "", "plain request"),
    ],
)
def test_each_reason_is_told(allow: str, method: str, path: str, body: str, why: str) -> None:
    """What is held back says why, and what would let it."""
    told = _GUARDS[allow].refusal(method, _MINE + path, dict(_FORM), body.encode() or None)
    assert told is not None
    assert why in told


@pytest.mark.parametrize(
    "name",
    [
        "X-HTTP-Method-Override",
        "x-method-override",
        "X-HTTP-Method",
        "Host",
        "Cookie",
        "Content-Encoding",
        "X-Original-URL",
        "X-Rewrite-URL",
        "Transfer-Encoding",
    ],
)
def test_headers_that_change_a_request_are_held_back(name: str) -> None:
    """Only headers that the spec or HTTP needs are sent."""
    assert _GUARDS["money"].refusal("GET", f"{_MINE}/cards", {name: "x"}, None) is not None


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/api/v2/profile/me",
        "http://vendor.example/api/v2/profile/me",
        "https://vendor.example:8443/api/v2/profile/me",
        "https://a@vendor.example/api/v2/profile/me",
        "https://vendor.example/api/v1/profile/me",
        "https://vendor.example/api/v2/organizations/78/cards",
        "https://vendor.example/api/v2/organizations/077/cards",
        "https://vendor.example/api/v2/organizations/7٧/cards",
    ],
)
def test_nothing_else_is_looked_at(url: str) -> None:
    """Another host, another path and another organization are left alone, also by reads."""
    assert _GUARDS["money"].refusal("GET", url, {}, None) is not None


def test_escapes_in_json_hide_nothing() -> None:
    """A name written with escapes is the same name."""
    spec = _SPECS["synctera"]
    target = Target("synctera", "https://v.example/v1", Account(api_key="k"), remote=True)
    guard = Guard(spec, target, Belongings())
    body = json.dumps({"name": MARK, "_method": "x"}).replace("_", "\\u005f").encode()
    url, headers = "https://v.example/v1/cards/bulk_issuance", {"Content-Type": "application/json"}
    assert "method" in (guard.refusal("POST", url, headers, body) or "")
    assert guard.refusal("POST", url, headers, json.dumps({"name": MARK}).encode()) is None


def test_our_own_servers_are_met_with_everything() -> None:
    """A staging of ours gets what it has to withstand."""
    target = Target("instantcard", _BASE, Account(organization_id="77"))
    guard = Guard(_SPEC, target, Belongings())
    assert guard.refusal("TRACE", f"{_BASE}/../..;x", {"X-HTTP-Method": "x"}, b"_method") is None
    assert guard.refusal("GET", "https://elsewhere.example/", {}, None) is not None
