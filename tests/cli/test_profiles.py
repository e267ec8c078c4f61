"""Profiles: which address and account a command uses, in a file without secrets."""

from pathlib import Path
from typing import Any

import pytest

from cardwright.staging import Staging

from .keys import Memory
from .running import Run
from .test_calls import ORDER


def _set(run: Run, name: str, vendor: str, *settings: str) -> None:
    run("profiles", "set", name, vendor, *settings)


LIVE = ("base_url=https://live.example", "email=ana@paper.example", "organization_id=12")


def test_a_profile_is_kept_shown_and_removed(alone: Run, config: Path) -> None:
    _set(alone, "live", "instantcard", *LIVE)
    _set(alone, "live", "synctera", "base_url=https://cards.example")
    _set(alone, "live", "instantcard", "organization_id=13")
    assert alone("profiles", "show", "live", "--json").json == [
        {"profile": "live", "vendor": "instantcard", "base_url": "https://live.example",
         "email": "ana@paper.example", "organization_id": 13},
        {"profile": "live", "vendor": "synctera", "base_url": "https://cards.example"},
    ]  # fmt: skip
    assert config.stat().st_mode & 0o777 == 0o600
    assert config.parent.stat().st_mode & 0o777 == 0o700
    assert [each.name for each in config.parent.iterdir()] == ["config.toml"]
    alone("profiles", "remove", "live")
    assert alone("profiles", "list", "--json").json == []
    alone("profiles", "remove", "live", code=3)
    alone("profiles", "show", "live", code=3)


def test_what_else_is_in_the_file_stays(alone: Run, config: Path) -> None:
    config.parent.mkdir()
    config.write_text('# ours\n[profiles.live.instantcard] # the shop\nemail = "a@b.example"\n')
    _set(alone, "other", "synctera", "base_url=https://cards.example")
    text = config.read_text()
    assert "# ours" in text
    assert "# the shop" in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[profiles.live.instantcard]\npassword = "x"', "secrets have no place"),
        ('[profiles.live.synctera]\napi_key = "x"', "secrets have no place"),
        ('[profiles.live.instantcard]\nauth_token = "x"', "secrets have no place"),
        ('[profiles.live.instantcard]\ncolour = "x"', "is not known for instantcard"),
        ('[profiles.live.elsewhere]\nemail = "x"', "must be a table for one of"),
        ('[profiles.live.instantcard]\norganization_id = "x"', "whole number from 1 up"),
        ("[profiles.live.instantcard]\nemail = 5", "must be text"),
        ('[profiles.live.instantcard]\nbase_url = "https://a:b@c.example"', "nothing else"),
        ('[profiles.live.instantcard]\nbase_url = "file:///etc"', "begins with https://"),
        ('[profiles."../x".instantcard]\nemail = "x"', "is no profile"),
        ("[profile]\nx = 1", "is not known there"),
        ("profiles = 5", "must be a table"),
        ("[profiles", "is no TOML"),
        ("a = " + "[" * 50_000, "is no TOML"),
        ("#" * 70_000, "larger than 64 KiB"),
    ],
)
def test_a_file_that_is_wrong_is_refused(alone: Run, config: Path, text: str, said: str) -> None:
    config.parent.mkdir()
    config.write_text(text)
    before = config.read_bytes()
    for words in (("profiles", "list"), ("--profile", "live", "instantcard", "cards", "list"),
                  ("profiles", "set", "n", "synctera", "base_url=https://x.example")):  # fmt: skip
        done = alone(*words, code=3)
        assert said in done.err
        assert str(config) in done.err
    assert config.read_bytes() == before


@pytest.mark.parametrize(
    "setting",
    ["password=hunter2", "api_key=hunter2", "email=", "organization_id=x", "hunter2",
     "base_url=nowhere", "organization_id=0"],
)  # fmt: skip
def test_a_setting_that_is_wrong_is_refused(alone: Run, config: Path, setting: str) -> None:
    done = alone("profiles", "set", "live", "instantcard", setting, code=2)
    assert "hunter2" not in done.err
    assert not config.exists()
    alone("profiles", "set", "../live", "instantcard", "email=a@b.example", code=2)


def test_a_named_profile_counts_more_than_the_environment(run: Run, staging: Staging) -> None:
    given = staging.environment
    _set(run, "mine", "instantcard", f"base_url={given['INSTANTCARD_BASE_URL']}",
         "email=staging@harbour-lantern.example", "organization_id=20003827")  # fmt: skip
    elsewhere: dict[str, Any] = {
        "INSTANTCARD_BASE_URL": "http://127.0.0.1:9",
        "INSTANTCARD_EMAIL": "x@y.example",
    }
    run.profile("me", code=3, **elsewhere)
    assert run("--profile", "mine", "instantcard", "profile", "me", **elsewhere).code == 0
    assert run.profile("me", CARDWRIGHT_PROFILE="mine", **elsewhere).code == 0
    assert "there is no profile 'none'" in run("--profile", "none", "instantcard", "profile", "me",
                                               code=3).err  # fmt: skip
    assert "has nothing for synctera" in run("--profile", "mine", "synctera", "bulk-orders",
                                             "create", "--dry-run", *ORDER, code=3).err  # fmt: skip


def test_an_exported_address_is_not_overruled_by_a_profile_nobody_named(alone: Run) -> None:
    _set(alone, "default", "instantcard", *LIVE)
    exported: dict[str, Any] = {
        "INSTANTCARD_BASE_URL": "http://127.0.0.1:9",
        "INSTANTCARD_EMAIL": "x@y.example",
        "INSTANTCARD_ORGANIZATION_ID": "5",
    }
    shown = ("instantcard", "contacts", "list", "--dry-run")
    assert alone(*shown, **exported).out.startswith(
        "GET http://127.0.0.1:9/api/v2/organizations/5/"
    )
    assert alone(*shown).out.startswith("GET https://live.example/api/v2/organizations/12/")


def test_what_is_missing_is_named_with_its_remedy(alone: Run) -> None:
    assert "INSTANTCARD_BASE_URL" in alone("instantcard", "cards", "list", code=3).err
    _set(alone, "default", "instantcard", *LIVE)
    done = alone("instantcard", "cards", "list", code=3)
    assert "INSTANTCARD_PASSWORD" in done.err
    assert "cardwright instantcard login" in done.err


def test_a_password_in_the_keyring(run: Run, staging: Staging, keys: Memory) -> None:
    bare: dict[str, Any] = {"INSTANTCARD_PASSWORD": None}
    run("instantcard", "login", "--from", "-", input="wrong\n", code=4, **bare)
    assert keys.kept == {}
    run("instantcard", "login", "--from", "-", input="local-staging-only\n", **bare)
    (place,) = keys.kept
    origin = staging.environment["INSTANTCARD_BASE_URL"].removesuffix("/api/v2")
    assert place == (f"cardwright instantcard {origin}", "staging@harbour-lantern.example")
    assert run.profile("me", **bare).code == 0
    # It belongs to that address: another one never gets it.
    run.profile("me", code=3, INSTANTCARD_BASE_URL="http://127.0.0.1:9", **bare)
    assert "forgotten" in run("instantcard", "logout").err
    assert "nothing was kept" in run("instantcard", "logout").err
    run.profile("me", code=3, **bare)


def test_an_exported_password_is_not_sent_for_a_named_profile_that_has_its_own(
    run: Run, staging: Staging, keys: Memory
) -> None:
    _set(run, "mine", "instantcard", f"base_url={staging.environment['INSTANTCARD_BASE_URL']}",
         "email=staging@harbour-lantern.example", "organization_id=20003827")  # fmt: skip
    mine = ("--profile", "mine", "instantcard")
    run(*mine, "login", "--from", "-", input="local-staging-only\n")
    assert run(*mine, "profile", "me", INSTANTCARD_PASSWORD="another's").code == 0
    keys.kept.clear()
    assert run(*mine, "profile", "me").code == 0


def test_a_key_in_the_keyring(run: Run, tmp_path: Path, keys: Memory) -> None:
    file = tmp_path / "key"
    file.write_text("local-staging-only-api-key\n")
    run("synctera", "login", "--from", file, SYNCTERA_API_KEY=None)
    assert list(keys.kept.values()) == ["local-staging-only-api-key"]
    run("synctera", "bulk-orders", "create", *ORDER, SYNCTERA_API_KEY=None)


def test_without_a_keyring_it_says_what_to_do(run: Run) -> None:
    import keyring
    from keyring.backends.fail import Keyring

    keyring.set_keyring(Keyring())  # type: ignore[no-untyped-call]
    bare: dict[str, Any] = {"INSTANTCARD_PASSWORD": None}
    done = run("instantcard", "login", "--no-check", "--from", "-", input="x\n", code=3, **bare)
    assert "INSTANTCARD_PASSWORD" in done.err
    assert "INSTANTCARD_PASSWORD" in run.profile("me", code=3, **bare).err
    run("instantcard", "logout", code=3)


def test_nobody_can_be_asked_for_a_password(run: Run) -> None:
    assert "--from" in run("instantcard", "login", code=2).err
    assert "is empty" in run("instantcard", "login", "--from", "-", input="\n", code=2).err
