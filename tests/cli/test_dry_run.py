"""`--dry-run` shows the request, hides what is secret, and needs nobody to be there."""

from pathlib import Path
from typing import Any

import pytest

from cardwright.cli.catalogue import VENDORS, catalogue
from cardwright.staging import Staging

from .running import Run
from .test_calls import BILLING, CARD, ORDER

#: Nothing listens there.
NOWHERE: dict[str, Any] = {
    "INSTANTCARD_BASE_URL": "http://127.0.0.1:9",
    "INSTANTCARD_EMAIL": "ana@paper.example",
    "INSTANTCARD_ORGANIZATION_ID": "20003827",
    "SYNCTERA_BASE_URL": "https://nowhere.example",
}

#: What each method needs beside its ids.
NEEDED: dict[str, tuple[str, ...]] = {
    "cards.create": ("--template", "1", "--data", "full_name=Ana"),
    "cards.update": ("--data", "full_name=Ana"),
    "cards.search": ("--term", "Ana"),
    "print_jobs.update": ("--no-shipping",),
    "print_jobs.add_cards": ("--card", "1"),
    "organization.add_funds": ("--amount", "50", *BILLING, "--card-from", "-"),
    "addresses.create": ("--contact-id", "1", "--address1", "x", "--city", "x", "--state", "x",
                         "--zip-code", "1", "--country", "US"),
    "addresses.update": ("--label", "x"),
    "contacts.create": ("--full-name", "Ana", "--email", "ana@paper.example"),
    "contacts.update": ("--full-name", "Ana"),
    "bulk_orders.create": ORDER,
}  # fmt: skip

METHODS = [
    pytest.param(vendor, resource["name"], method, id=f"{vendor}.{method['operation']}")
    for vendor in VENDORS
    for resource in catalogue(vendor)["resources"]
    for method in resource["methods"]
]


@pytest.mark.parametrize(("vendor", "resource", "method"), METHODS)
def test_every_operation_can_be_looked_at(
    vendor: str, resource: str, method: dict[str, Any]
) -> None:
    ids = [7 for each in method["arguments"] if each["positional"]]
    more = NEEDED.get(method["operation"], ())
    done = Run(NOWHERE)(vendor, resource, method["name"], *ids, *more, "--dry-run", "--json",
                        input=CARD)  # fmt: skip
    request = done.json["request"]
    assert request["method"] == method["verb"]
    path = method["route"].replace("{organization_id}", "20003827")
    for each in ("{id}", "{card_id}"):
        path = path.replace(each, "7")
    assert request["url"].partition("?")[0].endswith(path)
    assert request["headers"]["authorization"] == "<hidden>"
    for secret in ("4242424242424242", "ana@paper.example", "dry-run"):
        assert secret not in done.out


def test_a_form_can_be_read(photo: Path) -> None:
    run = Run(NOWHERE)
    done = run.cards("create", "--template", 17281, "--data", f"photo=@{photo}", "--dry-run")
    assert done.lines[0] == "POST http://127.0.0.1:9/api/v2/organizations/20003827/cards"
    assert "card[card_template_id] = 17281" in done.lines
    assert "card[data] = <hidden>" in done.lines
    done = run.print_jobs("create", "--card", 5, "--card", 6, "--copies", 2, "--dry-run", "--json")
    assert done.json["request"]["form"] == [
        ["print_job[number_of_copies]", "2"],
        ["print_job[card_ids]", [5, 6]],
    ]


def test_what_depends_on_a_read_is_said_to(photo: Path) -> None:
    run = Run(NOWHERE)
    done = run.cards("create", "--template", 17281, "--field", "Full name=Ana", "--dry-run")
    assert done.out == (
        "# first: GET http://127.0.0.1:9/api/v2/organizations/20003827/card_templates/17281/fields\n"
    )
    assert "--dry-run-reads" in done.err
    done = run.cards("update", 5, "--photo", photo, "--dry-run", "--json")
    assert done.json["request"] is None
    assert done.json["before"][0]["url"].endswith("/cards/5")


def test_reads_may_go_out_and_writes_never(run: Run, staging: Staging, photo: Path) -> None:
    done = run.cards("create", "--template", 17281, "--field", "Full name=Ana", "--photo", photo,
                     "--dry-run-reads")  # fmt: skip
    assert "POST http" in done.out
    run.organization("add-funds", "--amount", 5, *BILLING, "--card-from", "-", "--dry-run-reads",
                     input=CARD)  # fmt: skip
    run.contacts("list", "--dry-run-reads")
    seen = {each.operation for each in staging.controls.calls}
    assert seen == {"session.login", "card_templates.fields", "organization.financial_transactions"}


def test_a_dry_run_asks_nobody_and_keeps_no_key(alone: Run) -> None:
    done = alone("instantcard", "print-jobs", "submit", 5, "--dry-run", **NOWHERE)
    assert done.out.startswith("POST ")


def test_a_dry_run_sends_nothing(run: Run, staging: Staging) -> None:
    run.print_jobs("create", "--dry-run")
    run.contacts("list", "--dry-run")
    run("synctera", "bulk-orders", "create", *ORDER, "--dry-run")
    assert list(staging.controls.calls) == []
