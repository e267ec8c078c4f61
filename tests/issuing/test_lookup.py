"""What became of rows whose answers nobody got, against staging."""

import time
from pathlib import Path

import pytest

from cardwright.issuing import Candidate, Journal, RowState, Rules, check, match, read_sheet
from cardwright.issuing.checking import prepare
from cardwright.issuing.ends import End
from cardwright.issuing.journal import Entry
from cardwright.staging import Staging
from instantcard import CardFieldValue, InstantCard

from .conftest import Issue
from .people import TEMPLATE


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(
        "Full name,Company,Host,Valid until,Id\n"
        "Ana Example,Paper,Desk,2031-01-31,a\n"
        "Bo Example,Paper,Desk,2031-01-31,b\n"
        "Bo Example,Paper,Desk,2031-01-31,c\n"
    )
    return path


@pytest.fixture
def given(people: Path) -> tuple[object, ...]:
    return (people, "--template", TEMPLATE, "--optional", "Photo", "--key", "Id", "--yes")


class World:
    """A sheet of which a process was killed amid creating cards."""

    def __init__(self, api: InstantCard, people: Path) -> None:
        self.api = api
        sheet = read_sheet(people)
        fields = api.card_templates.fields(TEMPLATE)
        matching = match(sheet, fields, optional=["Photo"], key="Id")
        self._rules = Rules(matching, TEMPLATE)
        self._rows: dict[int, Candidate] = {row.number: row for row in check(sheet, self._rules)}
        self._path = people.with_name("people.csv.cardwright.db")

    def make(self, number: int) -> int:
        """A card as a row's would be."""
        values = prepare(self._rows[number], self._rules)
        data = [CardFieldValue(token=token, value=value) for token, value in values.items()]
        return self.api.cards.create(card_template_id=TEMPLATE, data=data).id

    def killed_while_creating(self, *numbers: int, newest: int = 0) -> None:
        """The journal as a killed process leaves it."""
        with Journal(self._path) as journal:
            journal.tell("newest", str(newest))
            for number in numbers:
                row = self._rows[number]
                journal.save(
                    Entry(
                        journal.digest(row.key),
                        number,
                        journal.digest(row.content),
                        journal.digest(row.trace),
                        RowState.CREATING,
                    )
                )

    def states(self) -> dict[int, tuple[RowState, int | None]]:
        """How far the rows are."""
        with Journal(self._path) as journal:
            return {row.number: (row.state, row.card_id) for row in journal.rows.values()}


@pytest.fixture
def world(api: InstantCard, people: Path) -> World:
    return World(api, people)


def test_a_card_that_was_made_is_found_and_one_that_was_not_is_made(
    world: World, run_issue: Issue, given: tuple[object, ...]
) -> None:
    made = world.make(2)
    world.killed_while_creating(2, 3)
    assert run_issue(*given).exit_code == End.DONE
    states = world.states()
    assert states[2] == (RowState.FINALIZED, made)
    assert len(list(world.api.cards.list())) == 3
    assert len({card for _, card in states.values()}) == 3


def test_what_is_not_there_yet_is_waited_for(
    world: World, run_issue: Issue, given: tuple[object, ...]
) -> None:
    world.killed_while_creating(2)
    begun = time.monotonic()
    assert run_issue(*given, "--settle", "1").exit_code == End.DONE
    assert time.monotonic() - begun >= 1
    assert len(list(world.api.cards.list())) == 3


def test_somebody_elses_card_is_not_taken_for_the_rows(
    world: World, run_issue: Issue, given: tuple[object, ...]
) -> None:
    older = world.make(2)
    world.killed_while_creating(2, newest=older)
    assert run_issue(*given).exit_code == End.DONE
    assert older not in {card for _, card in world.states().values()}
    assert len(list(world.api.cards.list())) == 4


def test_rows_that_show_the_same_share_what_was_made(
    world: World, run_issue: Issue, given: tuple[object, ...]
) -> None:
    made = world.make(3)
    world.killed_while_creating(3, 4)
    assert run_issue(*given).exit_code == End.DONE
    assert made in {world.states()[3][1], world.states()[4][1]}
    assert len(list(world.api.cards.list())) == 3


def test_what_cannot_be_told_stops_is_listed_and_is_decided_by_a_person(
    world: World, run_issue: Issue, given: tuple[object, ...], staging: Staging
) -> None:
    mine, other = world.make(2), world.make(2)
    world.killed_while_creating(2)
    done = run_issue(*given)
    told = " ".join(done.stdout.split())
    assert done.exit_code == End.UNDECIDED
    assert str(mine) in told
    assert "--decide" in told
    assert world.states()[2] == (RowState.STOPPED, None)
    # The other rows went on, and nothing was made for this one.
    assert len(list(world.api.cards.list())) == 4
    staging.controls.set_balance("900.00")
    order = ("--shipping-provider", 1, "--address-id", 12782, "--submit")
    held = run_issue(*given, *order)
    assert held.exit_code == End.UNDECIDED
    assert "is not submitted, as 1 rows are not in it" in " ".join(held.stderr.split())
    assert next(iter(world.api.print_jobs.list())).status == "0"
    assert run_issue(given[0], "--status").exit_code == End.UNDECIDED
    taken = world.states()[3][1]
    assert run_issue(*given, "--decide", f"2={taken}").exit_code == End.USAGE
    assert run_issue(*given, "--decide", f"2={other}").exit_code == End.DONE
    assert world.states()[2] == (RowState.FINALIZED, other)
    assert len(list(world.api.cards.list())) == 4


def test_a_lost_answer_makes_no_second_card(
    world: World, run_issue: Issue, given: tuple[object, ...], staging: Staging
) -> None:
    staging.controls.arm("cards.create", "drop", when="after")
    staging.controls.arm("cards.create", "html", when="after")
    staging.controls.arm("cards.create", "drop", when="before")
    # Finding out is not given up at the first page that cannot be read.
    staging.controls.arm("cards.list", "html")
    assert run_issue(*given).exit_code == End.DONE
    assert len(list(world.api.cards.list())) == 3
