"""Tokens, and organizations that never see each other."""

from typing import Any

from ..api import Api, Stop
from ..worlds import texts
from .comparing import changed, hold
from .journey import journey

_READS = (
    "profile.me",
    "cards.list",
    "print_jobs.list",
    "organization.get",
    "organization.balance",
    "organization.shipping_providers",
    "organization.financial_transactions",
    "card_templates.list",
    "addresses.list",
    "contacts.list",
)

#: Operations on one thing, with its kind and what else they need.
_ON_ONE: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("cards.get", "card", {}),
    ("cards.preview", "card", {}),
    ("cards.print_history", "card", {}),
    ("cards.update", "card", {"card[data]": [{"token": "full_name", "value": "Stolen"}]}),
    ("cards.finalize", "card", {}),
    ("cards.delete", "card", {}),
    ("print_jobs.get", "job", {}),
    ("print_jobs.update", "job", {"print_job[number_of_copies]": 3}),
    ("print_jobs.check_balance", "job", {}),
    ("print_jobs.charge_details", "job", {}),
    ("print_jobs.submit", "job", {}),
    ("card_templates.fields", "template", {}),
    ("addresses.get", "address", {}),
    ("addresses.update", "address", {"address[city]": "Stolen"}),
    ("addresses.delete", "address", {}),
    ("contacts.get", "contact", {}),
    ("contacts.update", "contact", {"contact[full_name]": "Stolen"}),
    ("contacts.delete", "contact", {}),
)


@journey("session.login", "profile.me", "organization.get")
def a_login_is_somebody(api: Api, world: Any) -> None:
    """The token is of the account that logged in."""
    profile = api.call("profile.me").value
    hold(
        api,
        "profile.me",
        profile["email"].lower() == api.account.email.lower(),
        "somebody else",
        "the profile is somebody else's",
    )
    mine = {
        profile.get("organizationId"),
        (profile.get("organization") or {}).get("organizationId"),
    }
    hold(
        api,
        "profile.me",
        mine <= {int(api.account.organization_id), None},
        "somebody else",
        "the profile is of another organization",
    )
    organization = api.call("organization.get").value
    hold(
        api,
        "organization.get",
        organization["id"] == int(api.account.organization_id),
        "somebody else",
        "the organization is another one",
    )
    for fields in (
        {"email": api.account.email, "password": "wrong"},
        {"email": "nobody@probe.example", "password": "wrong"},
    ):
        if not api.wire.target.remote:
            api.call("session.login", fields, token="", expect=(401,))
    if not api.wire.target.remote:
        for name in ("email", "password"):
            api.call("session.login", {name: "x@probe.example"}, token="", expect=(400,))


@journey("organization.get", "cards.create", "card_templates.list", needs="write")
def totals_are_counted(api: Api, world: Any) -> None:
    """The organization's totals are those of its lists."""
    before = api.call("organization.get").value
    hold(
        api,
        "organization.get",
        before["total_templates"] == len(api.call("card_templates.list").value),
        "total",
        "total_templates is not the number of templates",
    )
    card = world.new_card()
    after = api.call("organization.get").value
    hold(
        api,
        "organization.get",
        after["total_cards"] == before["total_cards"] + 1
        and changed(before, after) == {"total_cards"},
        "total",
        "a new card did not raise total_cards by one, or changed something else",
    )
    api.call("cards.delete", {"id": card})


@journey(*_READS)
def a_token_is_needed(api: Api, world: Any) -> None:
    """Without a token, with a wrong one, and with a spoilt one, the answer is 401."""
    for operation in _READS:
        for token in ("", "wrong", api.token[:-1], api.token + "x"):
            try:
                answer = api.call(operation, token=token, expect=(401,))
            except Stop:
                break
            hold(
                api,
                operation,
                "WWW-Authenticate" in answer.headers or api.wire.target.remote,
                "no challenge",
                "a 401 does not say how to authenticate (RFC 9110, 11.6.1)",
            )


@journey("session.login", "profile.me", needs="controls")
def tokens_expire(api: Api, world: Any) -> None:
    """An expired token is refused, and a new login gives another."""
    old = api.login()
    api.call("profile.me")
    api.wire.target.controls.expire_tokens()
    try:
        api.call("profile.me", token=old, expect=(401,))
    finally:
        new = api.login()
    hold(api, "session.login", new != old, "same token", "a new login gave the expired token")
    api.call("profile.me")


@journey(
    *_READS,
    *(operation for operation, _, _ in _ON_ONE),
    "cards.create",
    "cards.search",
    "print_jobs.create",
    "print_jobs.add_cards",
    "print_jobs.remove_card",
    "organization.add_funds",
    "addresses.create",
    "contacts.create",
    needs="other write money",
)
def organizations_are_apart(api: Api, world: Any) -> None:
    """What one organization has, no other reads, changes, orders or deletes."""
    other = api.wire.target.other
    assert other is not None
    stranger = Api(api.spec, api.wire, other, api.findings)
    things = {
        "card": world.new_card(),
        "job": world.ready_job(),
        "address": world.new_address(),
        "contact": world.new_contact(),
        "template": world.template["id"],
    }
    before = _seen(api, things)
    mine = {"organization_id": api.account.organization_id}
    for operation in _READS:
        if operation != "profile.me":
            _not_found(stranger, operation, mine)
    _not_found(stranger, "cards.search", {**mine, "term": "a"})
    for operation, kind, more in _ON_ONE:
        for own in ({}, mine):
            _not_found(stranger, operation, {**own, **more, "id": things[kind]})
    data = {"card[data]": world.data("stolen")}
    template = {"card[card_template_id]": things["template"]}
    for own in ({}, mine):
        _not_found(stranger, "cards.create", {**own, **template, **data})
        cards = {"print_job[card_ids]": [things["card"]]}
        _not_found(stranger, "print_jobs.create", {**own, **cards})
        _not_found(stranger, "print_jobs.add_cards", {**own, **cards, "id": things["job"]})
        _not_found(
            stranger,
            "print_jobs.remove_card",
            {**own, "id": things["job"], "card_id": world.card},
        )
        _not_found(
            stranger, "print_jobs.create", {**own, "print_job[address_id]": things["address"]}
        )
        form = {
            name: value
            for name, value in texts.address(1).items()
            if not name.startswith("address[contact]")
        }
        form["address[contact_id]"] = things["contact"]
        _not_found(stranger, "addresses.create", {**own, **form})
    _not_found(stranger, "contacts.create", {**mine, **texts.contact(1)})
    _not_found(stranger, "organization.add_funds", {**mine, **texts.payment("1.00")})
    for operation in ("cards.list", "print_jobs.list", "addresses.list", "contacts.list"):
        ids = {one["id"] for one in stranger.call(operation, {"page_size": 100}).value}
        hold(
            api,
            operation,
            ids.isdisjoint(things.values()),
            "somebody else's",
            "a list has something of another organization's",
        )
    for kind in changed(before, _seen(api, things)):
        api.fail("organization.get", "somebody else's", f"another organization changed a {kind}")


def _seen(api: Api, things: dict[str, int]) -> dict[str, Any]:
    return {
        "card": api.call("cards.get", {"id": things["card"]}).value,
        "job": api.call("print_jobs.get", {"id": things["job"]}).value,
        "address": api.call("addresses.get", {"id": things["address"]}).value,
        "contact": api.call("contacts.get", {"id": things["contact"]}).value,
        "balance": api.call("organization.balance").value,
    }


def _not_found(api: Api, operation: str, fields: dict[str, Any]) -> None:
    api.refused(operation, fields, 404)
