"""The command, from a sheet to a print job, against staging."""

import csv
import signal
import subprocess
import sys
import time
from pathlib import Path

import openpyxl
import pytest

from cardwright.issuing import Journal, RowState
from cardwright.issuing.ends import End
from cardwright.staging import Staging
from instantcard import InstantCard

from .conftest import Issue
from .people import TEMPLATE, write_people

ORDER = ("--shipping-provider", 1, "--address-id", 12782)


@pytest.fixture
def people(tmp_path: Path) -> Path:
    return write_people(tmp_path, 5, photos=5)


@pytest.fixture
def given(people: Path) -> tuple[object, ...]:
    return (people, "--template", TEMPLATE, "--photos", people.parent / "photos")


def rows_of(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def rewrite(path: Path, rows: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(rows)


def names(api: InstantCard) -> list[str]:
    return sorted(
        next(each.value for each in card.data if each.token == "full_name") or ""
        for card in api.cards.list()
    )


def called(staging: Staging, operation: str) -> int:
    return sum(each.operation == operation for each in staging.controls.calls)


def test_a_sheet_becomes_a_print_job_in_steps(
    run_issue: Issue, given: tuple[object, ...], staging: Staging, api: InstantCard, people: Path
) -> None:
    first = run_issue(*given)
    assert first.exit_code == End.APPROVAL
    assert "run again with --approve" in first.stderr
    assert called(staging, "cards.finalize") == 0
    assert len(names(api)) == 5
    folder = people.with_name("people.csv.cards")
    assert (folder / "sheet.pdf").exists()
    assert (folder.stat().st_mode & 0o77) == 0

    staging.controls.set_balance("900.00")
    second = run_issue(*given, "--approve", *ORDER, "--report", people.parent / "r.csv")
    assert second.exit_code == End.DONE
    assert "nothing is printed before you run again with --submit" in " ".join(
        second.stderr.split()
    )
    (job,) = api.print_jobs.list()
    assert job.status == "0"
    assert sorted(each["id"] for each in job.list_users or []) == [
        int(line[2]) for line in sorted(rows_of(people.parent / "r.csv")[1:], key=lambda x: x[2])
    ]

    refused = run_issue(*given, *ORDER, "--submit")
    assert refused.exit_code == End.DECLINED
    assert api.print_jobs.get(job.id).status == "0"
    assert run_issue(*given, *ORDER, "--submit", input="n\n").exit_code == End.DECLINED
    paid = run_issue(*given, *ORDER, "--submit", input="y\n")
    assert paid.exit_code == End.DONE
    assert "It costs money, which the balance of 900.00 covers" in paid.stderr
    assert api.print_jobs.get(job.id).status == "1"
    assert run_issue(*given, *ORDER, "--submit", "--yes").exit_code == End.DONE
    assert called(staging, "print_jobs.submit") == 1
    assert len(names(api)) == 5


def test_everything_is_checked_before_anything_is_sent(
    run_issue: Issue, given: tuple[object, ...], staging: Staging, api: InstantCard, people: Path
) -> None:
    rows = rows_of(people)
    rows[2][0] = "An\x1b[2Ja"
    rows[4][3] = "soon"
    rows[5][4] = "../../etc/passwd"
    rewrite(people, rows)
    report = people.parent / "report.csv"
    done = run_issue(*given, "--report", report)
    assert done.exit_code == End.REFUSED
    assert "\x1b" not in done.output
    assert "3 of 5 rows have problems, and nothing was sent" in done.stderr
    told = {line[0]: line for line in rows_of(report)[1:]}
    assert told["3"][1] == "problem"
    assert "U+001B" in told["3"][3]
    assert "'soon' is no date" in told["5"][3]
    assert "leads out of the folder" in told["6"][3]
    assert called(staging, "cards.create") == 0
    skipped = run_issue(*given, "--skip-problems", "--yes")
    assert skipped.exit_code == End.REFUSED
    assert len(names(api)) == 2
    assert called(staging, "cards.finalize") == 2


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--template", 1), "there is no template 1"),
        (("--map", "Nobody=Host"), "there is no column 'Nobody'"),
        (("--photos", "nowhere"), "nowhere: No such file"),
        (("--submit",), "--submit needs --shipping-provider"),
        (("--address-id", 1), "needs --shipping-provider"),
        (("--shipping-provider", 1), "Give either --address-id or a one-off"),
        (("--decide", "2=7"), "row 2 is not undecided"),
        (("--report", "people.csv"), "would overwrite the sheet"),
        (("--worksheet", "Staff"), "is a CSV file, which has no worksheets"),
    ],
)
def test_a_slip_is_told_and_nothing_is_sent(
    run_issue: Issue,
    given: tuple[object, ...],
    staging: Staging,
    options: tuple[object, ...],
    told: str,
    people: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(people.parent)
    before = people.read_bytes()
    done = run_issue(*given, *options)
    assert people.read_bytes() == before
    assert done.exit_code == End.USAGE
    assert told in " ".join(done.stderr.split())
    assert called(staging, "cards.create") == 0


def test_a_declined_sheet_is_mended_and_its_draft_changes(
    run_issue: Issue, given: tuple[object, ...], staging: Staging, api: InstantCard, people: Path
) -> None:
    assert run_issue(*given, input="n\n").exit_code == End.DECLINED
    rows = rows_of(people)
    rows[1][0] = "Ana Corrected"
    rewrite(people, rows)
    # What was approved was another sheet.
    assert run_issue(*given, "--approve").exit_code == End.APPROVAL
    assert called(staging, "cards.finalize") == 0
    assert run_issue(*given, "--approve").exit_code == End.DONE
    assert called(staging, "cards.create") == 5
    assert called(staging, "cards.update") == 1
    assert "Ana Corrected" in names(api)
    assert len(names(api)) == 5


def test_a_row_that_changes_after_its_card_was_finalized_is_told(
    run_issue: Issue, given: tuple[object, ...], staging: Staging, api: InstantCard, people: Path
) -> None:
    assert run_issue(*given, "--yes").exit_code == End.DONE
    before = names(api)
    rows = rows_of(people)
    rows[1][0] = "Ana Too-Late"
    rewrite(people, [*rows[:5], *[["New Person", *rows[1][1:]]]])
    done = run_issue(*given, "--yes")
    assert done.exit_code == End.REFUSED
    assert "the row has changed since its card was finalized" in " ".join(done.stdout.split())
    # Row 6 was somebody else's, whose card was finalized; the row that is no longer there is told.
    assert names(api) == before
    rewrite(people, rows[:4])
    assert "the row is no longer in the sheet" in " ".join(run_issue(*given).stdout.split())


def test_a_key_keeps_rows_apart_when_they_move(
    run_issue: Issue, given: tuple[object, ...], staging: Staging, api: InstantCard, people: Path
) -> None:
    rows = rows_of(people)
    keyed = [[*row, "Id" if at == 0 else f"id-{at}"] for at, row in enumerate(rows)]
    rewrite(people, keyed)
    assert run_issue(*given, "--key", "id", "--yes").exit_code == End.DONE
    new = ["New Person", *rows[1][1:], "id-9"]
    rewrite(people, [keyed[0], new, *reversed(keyed[1:])])
    assert run_issue(*given, "--key", "id", "--yes").exit_code == End.DONE
    assert called(staging, "cards.create") == 6
    assert called(staging, "cards.update") == 0


def test_status_and_undo(
    run_issue: Issue, given: tuple[object, ...], staging: Staging, api: InstantCard, people: Path
) -> None:
    assert run_issue(people, "--status").exit_code == End.USAGE
    run_issue(*given)
    status = run_issue(people, "--status")
    assert (status.exit_code, "5 rows: 5 draft" in status.stdout) == (End.DONE, True)
    assert run_issue(people, "--undo").exit_code == End.DECLINED
    staging.controls.fail_next("cards.delete", after_commit=True)
    assert run_issue(people, "--undo", "--yes").exit_code == End.DONE
    assert names(api) == []
    assert run_issue(*given, "--yes", *ORDER).exit_code == End.FUNDS
    done = run_issue(people, "--undo", "--yes")
    assert done.exit_code == End.BROKEN
    assert "nothing is taken back once cards are ordered" in " ".join(done.stderr.split())
    assert len(names(api)) == 5


def test_a_workbook_with_photos_by_key_goes_to_a_one_off_address(
    run_issue: Issue, staging: Staging, api: InstantCard, people: Path
) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Visitor", "Firm", "host", "Valid Until", "Badge"])
    book.active.append(["Ana Example", "Paper & Sons", "Desk", "2031-01-31", "p1"])
    path = people.with_suffix(".xlsx")
    book.save(path)
    staging.controls.set_balance("900.00")
    done = run_issue(
        path, "--template", TEMPLATE, "--photos", people.parent / "photos", "--photo-key", "badge",
        "--map", "Visitor=Full name", "--map", "Firm=company", "--yes", "--submit",
        "--shipping-provider", 2, "--copies", 3, "--address-full-name", "Ana Example",
        "--address-1", "1 Any Street", "--address-city", "Aldwich", "--address-state", "NJ",
        "--address-zip-code", "07001", "--address-country", "USA",
    )  # fmt: skip
    assert done.exit_code == End.DONE, done.output
    (job,) = api.print_jobs.list()
    assert (job.status, (job.address or {})["city"]) == ("1", "Aldwich")
    assert (job.extract or {})["number_of_copies"] == 3
    card = api.cards.get(next(iter(api.cards.list())).id)
    assert all(each.value for each in card.data)


@pytest.mark.parametrize("after", [True, False])
def test_lost_answers_about_the_job_never_double_it(
    run_issue: Issue,
    given: tuple[object, ...],
    staging: Staging,
    api: InstantCard,
    after: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("cardwright.issuing.ordering.BATCH", 2)
    staging.controls.set_balance("900.00")
    for operation in ("create", "add_cards", "submit"):
        moment = "after" if after else "before"
        staging.controls.arm(f"print_jobs.{operation}", "drop", when=moment)
    done = run_issue(*given, "--yes", "--submit", *ORDER)
    assert done.exit_code == End.DONE, done.output
    (job,) = api.print_jobs.list()
    assert len(job.list_users or []) == 5
    assert job.status == "1"
    charges = [
        each for each in api.organization.financial_transactions() if each.sub_type == "print_job"
    ]
    assert len(charges) == 1


def test_a_vendor_that_keeps_failing_is_left_alone_and_the_run_goes_on_later(
    run_issue: Issue, given: tuple[object, ...], staging: Staging, api: InstantCard
) -> None:
    staging.controls.arm("cards.create", "status", status=500, when="before", times=500)
    done = run_issue(*given, "--yes")
    assert done.exit_code == End.FAILED
    assert "run the same command again" in " ".join(done.stderr.split())
    assert called(staging, "cards.create") < 60
    staging.controls.reset()
    assert run_issue(*given, "--yes").exit_code == End.DONE
    assert len(names(api)) == 5


def test_the_journal_has_nothing_of_the_people(
    run_issue: Issue, given: tuple[object, ...], people: Path
) -> None:
    run_issue(*given, "--yes")
    journal = people.with_name("people.csv.cardwright.db").read_bytes()
    for row in rows_of(people)[1:]:
        assert row[0].encode() not in journal
    assert b"local-staging-only" not in journal


def test_a_long_sheet_is_shown_in_part(
    run_issue: Issue, given: tuple[object, ...], staging: Staging
) -> None:
    done = run_issue(*given, "--sample", 2)
    assert "the contact sheet of 2 cards (a sample of 5)" in " ".join(done.stderr.split())
    assert called(staging, "cards.preview") == 2
    assert run_issue(*given, "--approve").exit_code == End.DONE
    assert called(staging, "cards.finalize") == 5


def test_a_second_process_on_the_same_journal_is_refused(
    run_issue: Issue, given: tuple[object, ...], staging: Staging, people: Path
) -> None:
    with Journal(people.with_name("people.csv.cardwright.db")):
        done = run_issue(*given, "--yes")
    assert done.exit_code == End.IN_USE
    assert called(staging, "cards.create") == 0


def test_ctrl_c_finishes_what_is_under_way(
    given: tuple[object, ...], staging: Staging, api: InstantCard, people: Path
) -> None:
    staging.controls.arm("cards.create", "latency", seconds=1, times=5, when="after")
    command = [sys.executable, "-m", "cardwright.cli", "instantcard", "issue", *map(str, given)]
    with subprocess.Popen(
        [*command, "--concurrency", "2"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        # Two cards are there, and their answers are not.
        while len(names(api)) < 2:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == End.INTERRUPTED
    with Journal(people.with_name("people.csv.cardwright.db")) as journal:
        states = [row.state for row in journal.rows.values()]
    assert states == [RowState.DRAFTED] * 2
    assert len(names(api)) == 2


def test_other_files_beside_the_contact_sheet_are_kept(
    run_issue: Issue, given: tuple[object, ...], people: Path
) -> None:
    folder = people.parent / "mine"
    (folder / "previews").mkdir(parents=True)
    mine = [folder / "sheet-music.png", folder / "previews" / "holiday.jpg"]
    for path in mine:
        path.write_bytes(b"mine")
    assert run_issue(*given, "--contact-sheet", folder).exit_code == End.APPROVAL
    assert [path.read_bytes() for path in mine] == [b"mine"] * 2


def test_options_that_were_wrong_can_be_mended(
    run_issue: Issue, given: tuple[object, ...], people: Path
) -> None:
    assert run_issue(*given, "--key", "Company").exit_code == End.REFUSED
    assert run_issue(*given, "--key", "Full name").exit_code == End.APPROVAL
    other = run_issue(*given)
    assert other.exit_code == End.BROKEN
    assert "is the journal of a run with the key Full name, not unset" in " ".join(
        other.stderr.split()
    )
