"""Tables, TSV and JSON; and text of others that would rather do something else."""

import json

from cardwright.staging import Staging

from .running import Run

#: Clears the screen, sets the title, links elsewhere, turns the writing round, marks up.
HOSTILE = "Ana\x1b[2J\x1b]0;owned\x07\u202e\x9b31m [bold red]x[/] :smile:\ttab\nline"


def _hostile(run: Run) -> int:
    contact = run.contacts(
        "create", "--full-name", HOSTILE, "--email", "ana@paper.example", "--json"
    )
    number: int = contact.json["id"]
    return number


def test_nothing_hostile_reaches_a_terminal(run: Run) -> None:
    number = _hostile(run)
    shown = [run.contacts("list", "--output", how) for how in ("tsv", "json", "jsonl")]
    shown += [run.contacts(*words, "--output", "table", FORCE_COLOR="1")
              for words in (("list",), ("get", number))]  # fmt: skip
    for done in shown:
        plain = done.out.replace("\x1b[1m", "").replace("\x1b[0m", "")
        assert not {"\x1b", "\x07", "\u202e", "\x9b"} & set(plain)
        assert "Ana" in plain
    # Neither markup nor emoji codes mean anything in data.
    assert (
        "[bold red]x[/] :smile:"
        in run.contacts("get", number, "--output", "table", COLUMNS="200").out
    )


def test_hostile_text_is_whole_where_programs_read_it(run: Run) -> None:
    number = _hostile(run)
    assert run.contacts("get", number, "--json").json["full_name"] == HOSTILE
    (row,) = run.contacts("get", number).rows
    read = row["full_name"].encode("ascii", "backslashreplace").decode("unicode_escape")
    assert read == HOSTILE


def test_a_refusal_cannot_act_either(run: Run, staging: Staging) -> None:
    staging.controls.arm("cards.get", "status", status=404, body={"error": HOSTILE})
    done = run.cards("get", 1, code=5)
    assert done.err.isascii() or "\u202e" not in done.err
    assert "\x1b" not in done.err
    assert len(done.err.splitlines()) == 1


def test_each_line_is_an_item(run: Run, staging: Staging) -> None:
    staging.controls.seed(cards=3)
    items = [json.loads(each) for each in run.cards("list", "--jsonl").lines]
    assert items == run.cards("list", "--json").json
    assert [str(each["id"]) for each in items] == [each["id"] for each in run.cards("list").rows]
    assert run.print_jobs("list", "--json").json == []
    assert run.print_jobs("list", "--jsonl").out == ""


def test_a_table_fits_the_width(run: Run, staging: Staging) -> None:
    staging.controls.seed(cards=3)
    for width in (20, 40, 80, 200):
        done = run.cards("list", "--output", "table", "--page-size", 2, COLUMNS=str(width))
        assert max(map(len, done.lines)) <= width, width
        assert len(done.lines) == 4, "a header and three cards, whatever the pages"
        assert [line.split()[0] for line in done.lines[1:]] == ["3145927", "3145928", "3145929"]
    assert "First name: Amara" in done.out
    assert "nothing found" in run.print_jobs("list", "--output", "table").err


def test_colours_only_where_they_are_wanted(run: Run, staging: Staging) -> None:
    staging.controls.seed(cards=1)
    table = ("list", "--output", "table")
    assert "\x1b[" not in run.cards(*table).out
    assert "\x1b[1m" in run.cards(*table, FORCE_COLOR="1").out
    assert "\x1b[" not in run.cards(*table, FORCE_COLOR="1", TERM="dumb").out


def test_the_usual_format_comes_from_a_variable(run: Run) -> None:
    assert run.organization("balance", CARDWRIGHT_OUTPUT="jsonl").json == {"balance": "5.50"}
    assert run.organization("balance", "--output", "tsv", CARDWRIGHT_OUTPUT="jsonl").lines == [
        "balance", "5.50",
    ]  # fmt: skip
    assert "CARDWRIGHT_OUTPUT" in run.organization("balance", CARDWRIGHT_OUTPUT="x", code=2).err


def test_two_formats_are_one_too_many(run: Run) -> None:
    assert "give one of" in run.cards("list", "--json", "--jsonl", code=2).err


def test_what_the_vendor_adds_is_in_the_json(run: Run, staging: Staging) -> None:
    staging.controls.arm("organization.get", "extra_field", field="motto", value="ink")
    done = run.organization("get", "--json")
    assert done.json["motto"] == "ink"
    staging.controls.arm("organization.get", "extra_field", field="total_cards", value="many")
    done = run.organization("get", "--json")
    assert done.json["total_cards"] == "many"
    assert "differs from the specification at /total_cards" in done.err


def test_what_differs_in_every_entry_is_said_once(run: Run, staging: Staging) -> None:
    staging.controls.seed(cards=3)
    staging.controls.arm("cards.list", "extra_field", field="card_template_id", value="many")
    done = run.cards("list", "--jsonl")
    assert len(done.lines) == 3
    assert len(done.err.splitlines()) == 1


def test_pictures_go_to_files_or_pipes(run: Run, staging: Staging) -> None:
    card = staging.controls.seed(cards=1).cards[0]
    done = run.cards("preview", card)
    assert "nothing was saved; give --front FILE, --back FILE" in done.err
    assert run.cards("preview", card, "--front", "-").data.startswith(b"\x89PNG")
    assert "only one picture" in run.cards("preview", card, "--front=-", "--back=-", code=2).err
    assert "No such file" in run.cards("preview", card, "--front", "/no/such/f.png", code=1).err
