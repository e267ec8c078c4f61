"""What a user does with it, from a draft to a printed card."""

import json
from pathlib import Path

from PIL import Image

from cardwright.staging import Staging

from .running import Done, Run

BADGE = ("First name=Ana", "Last name=Example", "Title=Baker", "Department=Bread",
         "Employee ID=1", "Expires=2031-01-31")  # fmt: skip
CARD = "number=4242424242424242\nexp_month=06\nexp_year=2045\ncvc=424\n"
BILLING = ("--full-name", "Ana Example", "--billing-address1", "1 Any Street", "--billing-country",
           "US", "--billing-city", "Aldwich", "--billing-state", "NJ", "--billing-zip-code",
           "07001")  # fmt: skip
ORDER = ("--name", "Branch", "--bulk-issuance-policy", "manual", "--card-product-id",
         "0f9c9b1c-3d0e-4b53-8f5e-0c5b7c0f2c11", "--shipping-address-address-line-1", "1 Any St",
         "--shipping-address-country-code", "US", "--shipping-method", "two-day",
         "--shipping-recipient-name-first-name", "Ana", "--shipping-recipient-name-last-name",
         "Example", "--shipping-is-expedited-fulfillment")  # fmt: skip


def fields(*texts: str) -> list[str]:
    return [word for each in texts for word in ("--field", each)]


def draft(run: Run, photo: Path) -> Done:
    return run.cards("create", "--template", 17280, *fields(*BADGE), "--photo", photo, "--json")


def test_a_card_from_the_draft_to_the_printer(
    run: Run, staging: Staging, photo: Path, tmp_path: Path
) -> None:
    card = draft(run, photo).json["id"]
    front, back = tmp_path / "front.png", tmp_path / "back.png"
    run.cards("preview", card, "--front", front, "--back", back)
    for side in (front, back):
        with Image.open(side) as picture:
            assert picture.size == (1011, 638)
    run.cards("finalize", card)
    job = run.print_jobs("create", "--card-id", card, "--address-id", 12782, "--shipping", 1,
                         "--copies", 2, "--jsonl").json["id"]  # fmt: skip
    staging.controls.set_balance("500.00")
    assert run.print_jobs("check-balance", job).out == "true\n"
    assert run.print_jobs("submit", job, "--yes", "--json").json["status"] == "1"
    assert run.print_jobs("list", "--status", "submitted").rows[0]["id"] == str(job)
    assert run.print_jobs("list", "--status", "created").out == ""
    history = run.cards("print-history", card, "--output", "table")
    assert "not_printed" in history.out


def test_a_photo_by_its_label_and_a_correction(run: Run, photo: Path) -> None:
    created = run.cards(
        "create", "--template", 17280, *fields(*BADGE, f"Photo=@{photo}"), "--json"
    ).json
    sent = {each["token"]: each["value"] for each in created["data"]}
    assert sent["photo"].startswith("/9j/")
    changed = run.cards("update", created["id"], "--field", "Title=@@home = here", "--json").json
    assert {each["token"]: each["value"] for each in changed["data"]}["title"] == "@home = here"
    run.cards("update", created["id"], "--photo", photo)
    run.cards("update", created["id"], "--data", "title=Cook", "--data", f"photo=@{photo}")
    said = run.cards("get", created["id"], "--json").json["data"]
    assert {each["token"]: each["value"] for each in said}["title"] == "Cook"


def test_one_off_addresses_and_lists_of_ids(run: Run, photo: Path) -> None:
    card = draft(run, photo).json["id"]
    run.cards("finalize", card)
    job = run.print_jobs(
        "create", "--address-address-1", "1 Any Street", "--address-city", "Aldwich",
        "--address-contact-full-name", "Ana Example", "--shipping", 2, "--json",
    ).json  # fmt: skip
    assert job["address"]["contact"]["full_name"] == "Ana Example"
    added = run.print_jobs("add-cards", job["id"], "--card", card, "--json").json
    assert [each["id"] for each in added["list_users"]] == [card]
    cleared = run.print_jobs("update", job["id"], "--no-shipping", "--json")
    assert cleared.code == 0
    run.print_jobs("remove-card", job["id"], card)
    assert run.print_jobs("get", job["id"], "--json").json["list_users"] == []


def test_addresses_and_contacts(run: Run) -> None:
    address = run.addresses(
        "create", "--contact-full-name", "Ana Example", "--contact-email", "ana@paper.example",
        "--contact-phone-number", "555 0101", "--address1", "1 Any Street", "--city", "Aldwich",
        "--state", "NJ", "--zip-code", "07001", "--country", "USA", "--primary", "--json",
    ).json  # fmt: skip
    assert (address["zip_code"], address["primary"]) == ("07001", True)
    changed = run.addresses("update", address["id"], "--no-primary", "--label", "Shop", "--json")
    assert (changed.json["primary"], changed.json["label"]) == (False, "Shop")
    contact = address["contact_id"]
    run.contacts("update", contact, "--full-name", "Ana Sample")
    assert run.contacts("get", contact, "--json").json["full_name"] == "Ana Sample"
    run.addresses("delete", address["id"])
    run.addresses("get", address["id"], code=5)


def test_money_is_exact_text(run: Run, staging: Staging) -> None:
    staging.controls.set_balance("17000.30")
    assert run.organization("balance", "--json").json == {"balance": "17000.30"}
    assert run.organization("balance").out == "balance\n17000.30\n"
    assert run.organization("add-funds", "--amount", "1,000.05", *BILLING, "--yes",
                            "--card-from", "-", input=CARD).out == "true\n"  # fmt: skip
    assert run.organization("balance", "--json").json == {"balance": "18000.35"}


def test_lists_stop_where_they_are_told_to(run: Run, staging: Staging) -> None:
    staging.controls.seed(cards=5)
    done = run.cards("list", "--page-size", 2, "--limit", 3, "--jsonl")
    assert len({json.loads(each)["id"] for each in done.lines}) == 3
    assert [each.query["page"] for each in staging.controls.calls if each.operation == "cards.list"
            ] == ["1", "2"]  # fmt: skip
    found = run.cards("search", "--term", "Bruno", "--json").json
    assert len(found) == 1


def test_bulk_orders(run: Run, staging: Staging) -> None:
    stored = run("synctera", "bulk-orders", "create", *ORDER, "--json").json
    assert stored["shipping"]["recipient_name"]["first_name"] == "Ana"
    assert (stored["bulk_issuance_policy"], stored["shipping"]["method"]) == ("MANUAL", "TWO_DAY")
    assert stored["shipping"]["is_expedited_fulfillment"] is True


def test_the_profile_is_whose_the_token_is(run: Run) -> None:
    assert run.profile("me", "--json").json["email"] == "staging@harbour-lantern.example"


def test_templates_and_their_fields(run: Run) -> None:
    assert {each["id"]: each["name"] for each in run.card_templates("list").rows} == {
        "17280": "Employee badge",
        "17281": "Visitor pass",
    }
    assert "Employee ID" in run.card_templates("fields", 17280).out


def test_names_may_be_written_as_in_python(run: Run) -> None:
    assert run("instantcard", "card_templates", "list").code == 0
