"""The variables that name a server: what they make of it, and what is wrong with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .target import BadTarget, from_environment

_GOOD = {
    "INSTANTCARD_STAGING_URL": "https://vendor.example",
    "INSTANTCARD_STAGING_EMAIL": "a@b.example",
    "INSTANTCARD_STAGING_PASSWORD": "secret-word",
    "INSTANTCARD_STAGING_ORGANIZATION_ID": "77",
}


def test_without_an_address_there_is_no_server() -> None:
    """Nothing is asked that nobody named."""
    assert from_environment("instantcard", {}) is None
    assert from_environment("instantcard", {"STAGING_ALLOW": "nonsense"}) is None


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("https://vendor.example", "https://vendor.example/api/v2"),
        ("https://vendor.example/", "https://vendor.example/api/v2"),
        ("https://vendor.example/api/v2/", "https://vendor.example/api/v2"),
        ("https://vendor.example:8443/api/v3", "https://vendor.example:8443/api/v3"),
    ],
)
def test_another_machine_is_treated_gently(url: str, base: str) -> None:
    """Away from loopback everything is restricted unless a variable says otherwise."""
    target = from_environment("instantcard", {**_GOOD, "INSTANTCARD_STAGING_URL": url})
    assert target is not None
    assert target.base_url == base
    assert (target.remote, target.allow, target.rate, target.most_calls) == (True, "read", 2, 500)
    assert "at most 500 requests to vendor.example (2 a second, about 4.2 minutes" in target.plan
    assert "secret-word" not in repr(target)


@pytest.mark.parametrize("host", ["localhost:1", "127.0.0.1:1", "127.9.9.9", "[::1]:1"])
@pytest.mark.parametrize(
    ("switch", "remote"), [("", False), ("0", False), ("1", True), ("y", True)]
)
def test_loopback_is_remote_only_when_told(host: str, switch: str, remote: bool) -> None:
    """The switch restricts what is ours."""
    named = {"INSTANTCARD_STAGING_URL": f"http://{host}", "STAGING_TREAT_AS_REMOTE": switch}
    target = from_environment("instantcard", {**_GOOD, **named, "STAGING_RATE": "9"})
    assert target is not None
    assert target.remote is remote
    assert target.may("money") is not remote
    assert target.rate == (9 if remote else 0)


@pytest.mark.parametrize("switch", ["", "0", "false"])
def test_no_switch_frees_another_machine(switch: str) -> None:
    """The switch can only restrict."""
    target = from_environment("instantcard", {**_GOOD, "STAGING_TREAT_AS_REMOTE": switch})
    assert target is not None
    assert target.remote


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ({"INSTANTCARD_STAGING_URL": "http://vendor.example"}, "by https only"),
        ({"INSTANTCARD_STAGING_URL": "http://127.0.0.1.vendor.example"}, "by https only"),
        ({"INSTANTCARD_STAGING_URL": "http://localhost.vendor.example"}, "by https only"),
        ({"INSTANTCARD_STAGING_URL": "vendor.example"}, "_URL: give an address"),
        ({"INSTANTCARD_STAGING_URL": "https://a:b@vendor.example"}, "_URL: give an address"),
        ({"INSTANTCARD_STAGING_URL": "https://vendor.example?x"}, "_URL: give an address"),
        ({"INSTANTCARD_STAGING_URL": "https://vendor.example:x"}, "_URL: give an address"),
        ({"INSTANTCARD_STAGING_URL": "https://vendor.example:99999"}, "_URL: give an address"),
        ({"INSTANTCARD_STAGING_URL": "https://vendor.example/a/../b"}, "_URL: give an address"),
        ({"INSTANTCARD_STAGING_URL": "https://[vendor"}, "_URL: give an address"),
        ({"INSTANTCARD_STAGING_URL": ""}, "INSTANTCARD_STAGING_URL is missing"),
        ({"INSTANTCARD_STAGING_PASSWORD": " "}, "INSTANTCARD_STAGING_PASSWORD is missing"),
        ({"INSTANTCARD_STAGING_ORGANIZATION_ID": "7/8"}, "_ORGANIZATION_ID: give a number"),
        ({"INSTANTCARD_STAGING_ORGANIZATION_ID": "٧"}, "_ORGANIZATION_ID: give a number"),
        ({"STAGING_ALLOW": "everything"}, "STAGING_ALLOW: say one of"),
        ({"STAGING_RATE": "0"}, "STAGING_RATE: give a number above 0"),
        ({"STAGING_RATE": "nan"}, "STAGING_RATE: give a number above 0"),
        ({"STAGING_RATE": "fast"}, "STAGING_RATE: give a number above 0"),
        ({"STAGING_MOST_CALLS": "1.5"}, "STAGING_MOST_CALLS: give a whole number"),
    ],
)
def test_a_wrong_variable_is_named(named: dict[str, str], told: str) -> None:
    """The message names the variable and says what to do."""
    with pytest.raises(BadTarget, match="STAGING") as caught:
        from_environment("instantcard", {**_GOOD, **named})
    assert told in str(caught.value)
    assert "secret-word" not in str(caught.value)


@given(st.dictionaries(st.sampled_from([*_GOOD, "STAGING_RATE", "STAGING_ALLOW"]), st.text()))
def test_any_text_makes_a_server_or_an_error(named: dict[str, str]) -> None:
    """Whatever the variables hold, there is a target that is safe to talk to, or one error."""
    try:
        target = from_environment("instantcard", {**_GOOD, **named})
    except BadTarget:
        return
    if target is not None:
        assert target.base_url.startswith("https://") or not target.remote
        assert target.base_url.isascii()
