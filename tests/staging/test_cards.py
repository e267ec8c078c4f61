"""Cards: drafts, finalizing, searching, deleting."""

import base64
import json

import pytest

from .support import BADGE, OF, Api, data, job_form, photo

FIELDS = {
    "id",
    "card_template_id",
    "organization_id",
    "data",
    "images",
    "last_printed_at",
    "last_submitted_at",
}


def values(card: dict[str, object]) -> dict[str, object]:
    entries = card["data"]
    assert isinstance(entries, list)
    return {entry["token"]: entry["value"] for entry in entries}


def test_card_is_created_with_its_data(api: Api) -> None:
    sent = photo()
    card = api.draft(photo=sent)
    assert set(card) == FIELDS
    assert card["card_template_id"] == 17280
    assert card["organization_id"] == 20003827
    assert card["images"] == [sent]
    assert values(card) == {**BADGE, "photo": sent}
    assert card["data"][0] == {
        "token": "first_name",
        "label": "First name",
        "type": "text",
        "value": "Marguerite",
    }
    assert card["last_printed_at"] is card["last_submitted_at"] is None
    assert api("GET", f"cards/{card['id']}") == card


def test_what_a_card_answers_can_be_sent_again(api: Api) -> None:
    card = api.draft(photo=photo())
    form = {"card[card_template_id]": "17280", "card[data]": json.dumps(card["data"])}
    assert api("POST", "cards", form)["data"] == card["data"]


def test_entries_may_come_in_any_order(api: Api) -> None:
    shuffled = dict(reversed(BADGE.items()))
    card = api("POST", "cards", {"card[card_template_id]": "17280", "card[data]": data(shuffled)})
    assert list(values(card)) == list(BADGE)


@pytest.mark.parametrize(
    ("form", "status", "naming"),
    [
        ({}, 400, "card[card_template_id]"),
        ({"card[data]": data(BADGE)}, 400, "card[card_template_id]"),
        ({"card[card_template_id]": "x", "card[data]": data(BADGE)}, 400, "card_template_id"),
        ({"card[card_template_id]": "", "card[data]": data(BADGE)}, 400, "card_template_id"),
        ({"card[card_template_id]": "0", "card[data]": data(BADGE)}, 400, "card_template_id"),
        ({"card[card_template_id]": "17279", "card[data]": data(BADGE)}, 404, "card template"),
        ({"card[card_template_id]": "17280"}, 400, "card[data]"),
        ({"card[card_template_id]": "17280", "card[data]": ""}, 400, "card[data]"),
    ],
)
def test_template_and_data_are_required(
    asking: Api, form: dict[str, str], status: int, naming: str
) -> None:
    asking.refused(status, naming, "POST", "cards", form)


@pytest.mark.parametrize("missing", list(BADGE))
def test_new_card_needs_every_field(asking: Api, missing: str) -> None:
    some = {token: value for token, value in BADGE.items() if token != missing}
    form = {"card[card_template_id]": "17280", "card[data]": data(some)}
    asking.refused(400, repr(missing), "POST", "cards", form)


BAD_DATA = {
    "no JSON": ("{", "card[data]"),
    "no array": ('{"first_name": "x"}', "array"),
    "no objects": ('["first_name"]', "array"),
    "no token": ('[{"value": "x"}]', "token"),
    "a token of another type": ('[{"token": 1, "value": "x"}]', "token"),
    "an unknown token": ('[{"token": "shoe_size", "value": "x"}]', "shoe_size"),
    "no value": ('[{"token": "title"}]', "'title' (Title)"),
    "a null": ('[{"token": "title", "value": null}]', "'title' (Title)"),
    "a number": ('[{"token": "title", "value": 7}]', "'title' (Title)"),
    "a list": ('[{"token": "title", "value": []}]', "'title' (Title)"),
    "a token twice": (
        '[{"token": "title", "value": "x"}, {"token": "title", "value": "y"}]',
        "two",
    ),
    "a long text": (data({"title": "x" * 256}), "'title' (Title)"),
    "a null byte": (data({"title": "a\0b"}), "'title' (Title)"),
    "half a character": ('[{"token": "title", "value": "\\ud83d"}]', "card[data]"),
    "deep nesting": ("[" * 60_000, "card[data]"),
    "a data URL": (data({"photo": "data:image/png;base64," + photo()}), "'photo' (Photo)"),
    "no Base64": (data({"photo": "not an image!"}), "'photo' (Photo)"),
    "bad padding": (data({"photo": photo().rstrip("=") + "A"}), "'photo' (Photo)"),
    "no image": (data({"photo": base64.b64encode(b"hello there").decode()}), "'photo' (Photo)"),
    "half an image": (
        data({"photo": base64.b64encode(base64.b64decode(photo())[:60]).decode()}),
        "'photo' (Photo)",
    ),
}


@pytest.mark.parametrize("what", list(BAD_DATA))
def test_malformed_data_are_refused(api: Api, what: str) -> None:
    sent, naming = BAD_DATA[what]
    api.refused(
        400, naming, "POST", "cards", {"card[card_template_id]": "17280", "card[data]": sent}
    )
    card = api.draft()
    where = f"{OF}/cards/{card['id']}"
    answer = api.send("PATCH", where, data={"card[data]": sent})
    assert answer.status_code == 400
    assert naming in answer.json()["error"]
    assert api("GET", where) == card


def test_line_breaks_in_base64_are_no_part_of_it(api: Api) -> None:
    sent = photo()
    broken = "\n".join(sent[start : start + 60] for start in range(0, len(sent), 60))
    assert api.draft(photo=broken)["images"] == [sent]


def test_update_sets_a_subset(api: Api) -> None:
    card = api.draft(photo=photo())
    where = f"cards/{card['id']}"
    form = {"card[data]": data({"title": "Registrar", "expires": "2032-01-31"})}
    changed = api("PATCH", where, data=form)
    assert values(changed) == {**values(card), "title": "Registrar", "expires": "2032-01-31"}
    assert changed["images"] == card["images"]
    assert api("PATCH", where, {"card[data]": data({"photo": ""})})["images"] == []


def test_update_needs_data(api: Api) -> None:
    api.refused(400, "card[data]", "PATCH", f"cards/{api.card()}")


def test_finalized_cards_may_be_updated_and_stay_finalized(api: Api) -> None:
    card = api.card()
    form = {"card[data]": data({"expires": "2033-01-31"})}
    assert values(api("PATCH", f"cards/{card}", data=form))["expires"] == "2033-01-31"
    api.job(card)


def test_drafts_cannot_be_printed(api: Api) -> None:
    draft, job = api.draft()["id"], api.job()
    form = job_form(card_ids=[draft])
    for method, where in (
        ("POST", "print_jobs"),
        ("PATCH", f"print_jobs/{job}"),
        ("POST", f"print_jobs/{job}/add_cards"),
    ):
        api.refused(400, "print_job[card_ids]", method, where, form)
    assert api("GET", f"print_jobs/{job}")["list_users"] == []
    assert len(api("GET", "print_jobs")) == 1
    finalized = api("PATCH", f"cards/{draft}/finalize")
    assert finalized["id"] == draft
    assert api("PATCH", f"cards/{draft}/finalize") == finalized
    api("POST", f"print_jobs/{job}/add_cards", form)


def test_finalized_card_is_answered_with_its_images(api: Api) -> None:
    card = api.draft(photo=photo())
    assert api("PATCH", f"cards/{card['id']}/finalize") == card


def test_lists_and_searches_have_no_images(api: Api) -> None:
    card = api.draft(photo=photo())
    bare = api.draft()
    for listed in (api("GET", "cards"), api("GET", "cards/search", {"term": "Okonkwo"})):
        assert [each["id"] for each in listed] == [card["id"], bare["id"]]
        assert set(listed[0]) == FIELDS
        assert listed[0]["images"] == ["image"]
        assert values(listed[0]) == {**BADGE, "photo": "image"}
        assert listed[1]["images"] == []


def test_search_finds_every_word_in_any_field(api: Api) -> None:
    ana = api.draft(first_name="Ana", last_name="Ödegård", department="Glass")["id"]
    bo = api.card(first_name="Bo", last_name="Bell", department="Glass", title="100% wool_")
    found = {
        "glass": [ana, bo],
        "GLASS bell": [bo],
        "ödegÅRD": [ana],
        "ana bell": [],
        "%": [bo],
        "l_": [bo],
        "la%s": [],
        "nobody": [],
        "image": [],
    }
    for term, expected in found.items():
        assert [each["id"] for each in api("GET", "cards/search", {"term": term})] == expected
    page = {"term": "glass", "page": 2, "page_size": 1}
    assert [each["id"] for each in api("GET", "cards/search", page)] == [bo]


def test_search_follows_updates(api: Api) -> None:
    card = api.card()
    api("PATCH", f"cards/{card}", {"card[data]": data({"title": "Astronomer"})})
    assert len(api("GET", "cards/search", {"term": "astronomer"})) == 1
    assert api("GET", "cards/search", {"term": "Conservator"}) == []


@pytest.mark.parametrize("term", [None, "", "  ", "x" * 256])
def test_search_needs_a_term(asking: Api, term: str | None) -> None:
    form = {} if term is None else {"term": term}
    asking.refused(400, "term", "GET", "cards/search", form)


def test_deleted_card_is_gone(api: Api) -> None:
    card, other = api.card(), api.card()
    job = api.job(card, other)
    assert isinstance(api("DELETE", f"cards/{card}")["message"], str)
    for method, where in (
        ("GET", ""),
        ("PATCH", ""),
        ("DELETE", ""),
        ("GET", "/preview"),
        ("PATCH", "/finalize"),
        ("GET", "/print_history"),
    ):
        api.refused(404, "card", method, f"cards/{card}{where}")
    assert [each["id"] for each in api("GET", "cards")] == [other]
    assert [each["id"] for each in api("GET", f"print_jobs/{job}")["list_users"]] == [other]
    api.refused(404, "card", "POST", "print_jobs", job_form(card_ids=[card]))
    assert api.card() > other


def test_print_history_has_submitted_jobs(api: Api) -> None:
    card = api.card()
    job = api.job(card)
    assert api("GET", f"cards/{card}/print_history") == []
    api("POST", f"print_jobs/{job}/print")
    assert api("GET", f"cards/{card}/print_history") == [{"status": 0, "processed_at": None}]
    submitted = api("GET", f"cards/{card}")["last_submitted_at"]
    assert submitted == "2026-05-04T15:00:00.000Z"


def test_submitted_jobs_keep_a_deleted_card(api: Api) -> None:
    card = api.card()
    job = api.job(card)
    api("POST", f"print_jobs/{job}/print")
    api("DELETE", f"cards/{card}")
    assert [each["id"] for each in api("GET", f"print_jobs/{job}")["list_users"]] == [card]
