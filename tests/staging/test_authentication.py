"""Login, tokens, the profile, and who may see what."""

from datetime import timedelta

import pytest

from cardwright.staging import Staging, serve
from cardwright.staging.secret import hash_password, password_matches

from .support import OF, OPERATIONS, THEIRS, Api, MovableClock, path

GUARDED = OPERATIONS[1:]


def test_login_gives_a_token_that_lets_in(api: Api) -> None:
    token = api.login()
    assert isinstance(token, str)
    assert len(token) > 20
    assert api("GET", OF)["id"] == 20003827


def test_a_password_that_was_right_lets_nobody_else_in() -> None:
    ours, theirs = hash_password("ours"), hash_password("theirs")
    for _ in range(2):
        assert password_matches("ours", ours)
        assert not password_matches("ours", theirs)
        assert not password_matches("theirs", ours)


def test_login_takes_the_address_in_any_case(api: Api) -> None:
    api.login(email=" Staging@Harbour-Lantern.EXAMPLE ")


@pytest.mark.parametrize(
    "wrong",
    [{"password": "wrong"}, {"email": "nobody@harbour-lantern.example"}],
)
def test_wrong_login_is_401(asking: Api, wrong: dict[str, str]) -> None:
    environment = asking.environment
    right = {
        "email": environment["INSTANTCARD_EMAIL"],
        "password": environment["INSTANTCARD_PASSWORD"],
    }
    asking.refused(401, "password", "POST", "/authenticate", {**right, **wrong})


@pytest.mark.parametrize("missing", ["email", "password"])
def test_login_needs_both_fields(asking: Api, missing: str) -> None:
    form = {"email": "a@b", "password": "c"}
    del form[missing]
    asking.refused(400, missing, "POST", "/authenticate", form)


def test_password_is_kept_as_a_hash_and_token_as_a_digest(api: Api, staging: Staging) -> None:
    token = api.login()
    with staging.services.database.reading() as connection:
        kept = "\n".join(connection.iterdump())
    assert staging.environment["INSTANTCARD_PASSWORD"] not in kept
    assert staging.environment["SYNCTERA_API_KEY"] not in kept
    assert token not in kept


@pytest.mark.parametrize(("method", "template"), GUARDED)
@pytest.mark.parametrize("header", [None, "", "bearer", "basic abc", "bearer nonsense"])
def test_every_operation_needs_a_token(
    asking: Api, method: str, template: str, header: str | None
) -> None:
    headers = {} if header is None else {"Authorization": header}
    bare = asking.http.headers.pop("Authorization")
    try:
        answer = asking.send(method, path(template), headers=headers)
    finally:
        asking.http.headers["Authorization"] = bare
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json()["error"]


@pytest.mark.parametrize("scheme", ["bearer", "Bearer", "BEARER"])
def test_scheme_is_case_insensitive(api: Api, scheme: str) -> None:
    token = api.login()
    api("GET", "/profile/me", headers={"Authorization": f"{scheme} {token}"})


def test_token_expires(api: Api, clock: MovableClock) -> None:
    clock.advance(seconds=3599)
    api("GET", "/profile/me")
    clock.advance(seconds=1)
    api.refused(401, "token", "GET", "/profile/me")
    api.login()
    api("GET", "/profile/me")


def test_expired_tokens_are_forgotten(api: Api, staging: Staging, clock: MovableClock) -> None:
    def kept() -> int:
        with staging.services.database.reading() as connection:
            row = connection.execute("SELECT count(*) FROM instantcard_tokens").fetchone()
        return int(row[0])

    assert kept() == 1
    clock.advance(minutes=30)
    api.login()
    assert kept() == 2
    clock.advance(minutes=30)
    api.login()
    assert kept() == 2
    clock.advance(hours=2)
    api.login()
    assert kept() == 1


def test_token_lifetime_can_be_set(clock: MovableClock) -> None:
    with serve(clock=clock, token_ttl=timedelta(0)) as staging:
        api = Api(staging)
        api.login()
        api.refused(401, "token", "GET", "/profile/me")
        api.close()


def test_profile(api: Api) -> None:
    profile = api("GET", "/profile/me")
    assert profile == {
        "id": 5101,
        "email": "staging@harbour-lantern.example",
        "organizationId": 20003827,
        "organizationName": "Harbour Lantern Museum",
        "organization": {
            "organizationId": 20003827,
            "organizationName": "Harbour Lantern Museum",
        },
        "settings": {
            "fullName": "Ines Calloway",
            "showPhoto": True,
            "pageSize": 25,
            "notifications": {"orderConfirmation": True, "orderPrintedConfirmation": True},
        },
    }


@pytest.mark.parametrize(("method", "template"), GUARDED[1:])
@pytest.mark.parametrize("organization", ["1", str(THEIRS), "abc", "9" * 300, "20003827x"])
def test_another_organization_is_404(
    asking: Api, method: str, template: str, organization: str
) -> None:
    of = f"/organizations/{organization}"
    asking.refused(404, "organization", method, path(template, of=of))
