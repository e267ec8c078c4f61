"""State that survives a restart, files that are refused, and many requests at once."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from cardwright.staging import UnusableDatabaseError, serve
from cardwright.staging.db import Database

from .support import CONTACT, OF, Api, photo
from .test_synctera import FULL, WHERE


def test_state_survives_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "staging.db"
    with serve(database=file) as staging:
        api = Api(staging)
        token = api.login()
        card = api.card(photo=photo())
        job = api.job(card)
        api("POST", f"print_jobs/{job}/print")
        api("DELETE", "contacts/12629")
        headers = {
            "Authorization": f"Bearer {staging.environment['SYNCTERA_API_KEY']}",
            "Idempotency-Key": "kept",
        }
        url = staging.environment["SYNCTERA_BASE_URL"] + WHERE
        configuration = httpx.post(url, json=FULL, headers=headers).json()
        where = ["", "/balance", "/cards", f"/cards/{card}", f"/cards/{card}/preview"]
        where += ["/print_jobs", "/financial_transactions", "/addresses", "/contacts"]
        before = [api("GET", OF + each) for each in where]
        credentials = {k: v for k, v in staging.environment.items() if "URL" not in k}
        api.close()
    with serve(database=file) as staging:
        api = Api(staging)
        assert {k: v for k, v in staging.environment.items() if "URL" not in k} == credentials
        api.http.headers["Authorization"] = f"bearer {token}"
        assert [api("GET", OF + each) for each in where] == before
        api.login()
        assert api.card() == card + 1
        url = staging.environment["SYNCTERA_BASE_URL"] + WHERE
        assert httpx.post(url, json=FULL, headers=headers).json() == configuration
        api.close()


def test_memory_starts_anew() -> None:
    for _ in range(2):
        with serve() as staging:
            api = Api(staging)
            api.login()
            assert api.card() == 3145927
            api.close()


def test_other_files_are_refused(tmp_path: Path) -> None:
    text = tmp_path / "text.db"
    text.write_text("This is no database at all." * 50)
    foreign = tmp_path / "foreign.db"
    with sqlite3.connect(foreign) as connection:
        connection.execute("CREATE TABLE things (id)")
    connection.close()
    marked = tmp_path / "marked.db"
    with sqlite3.connect(marked) as connection:
        connection.execute("PRAGMA application_id = 77")
    connection.close()
    older = tmp_path / "older.db"
    Database(older, []).close()
    with sqlite3.connect(older) as connection:
        connection.execute("PRAGMA user_version = 9")
    connection.close()
    before = {file: file.read_bytes() for file in tmp_path.iterdir()}
    for file in (text, foreign, marked, older, tmp_path, tmp_path / "no" / "such.db"):
        with pytest.raises(UnusableDatabaseError) as refusal:
            serve(database=file)
        assert str(file) in str(refusal.value)
        assert "\n" not in str(refusal.value)
    assert {file: file.read_bytes() for file in tmp_path.iterdir()} == before


def test_transaction_is_undone_when_it_fails(tmp_path: Path) -> None:
    database = Database(tmp_path / "staging.db", ["CREATE TABLE IF NOT EXISTS t (x);"])
    with database.writing() as connection:
        connection.execute("INSERT INTO t VALUES (1)")

    def fail() -> None:
        with database.writing() as connection:
            connection.execute("INSERT INTO t VALUES (2)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with database.reading() as connection:
        assert [row["x"] for row in connection.execute("SELECT x FROM t")] == [1]
    database.close()


def test_transaction_is_undone_when_it_cannot_be_kept(tmp_path: Path) -> None:
    schema = """
        CREATE TABLE IF NOT EXISTS t (x INTEGER PRIMARY KEY);
        CREATE TABLE IF NOT EXISTS of_t (x REFERENCES t DEFERRABLE INITIALLY DEFERRED);
    """
    database = Database(tmp_path / "staging.db", [schema])
    with pytest.raises(sqlite3.IntegrityError), database.writing() as connection:
        connection.execute("INSERT INTO of_t VALUES (1)")
    with database.writing() as connection:
        connection.execute("INSERT INTO t VALUES (2)")
    with database.reading() as connection:
        assert connection.execute("SELECT count(*) FROM of_t").fetchone()[0] == 0
    database.close()


def test_two_processes_may_share_a_file(tmp_path: Path) -> None:
    one, two = (
        Database(tmp_path / "staging.db", ["CREATE TABLE IF NOT EXISTS t (x INTEGER);"])
        for _ in range(2)
    )

    def add(database: Database) -> None:
        with database.writing() as connection:
            count = connection.execute("SELECT count(*) FROM t").fetchone()[0]
            connection.execute("INSERT INTO t VALUES (?)", [count])

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add, [one, two] * 50))
    with one.reading() as connection:
        found = [row["x"] for row in connection.execute("SELECT x FROM t ORDER BY x")]
    assert found == list(range(100))
    one.close()
    two.close()


def test_file_held_by_another_is_503(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardwright.staging.db.BUSY_SECONDS", 0.05)
    file = tmp_path / "staging.db"
    with serve(database=file) as staging:
        api = Api(staging)
        api.login()
        holder = sqlite3.connect(file, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        api.refused(503, "database", "POST", "contacts", CONTACT)
        holder.close()
        api("POST", "contacts", CONTACT)
        api.close()


def test_many_requests_at_once(api: Api) -> None:
    def work(number: int) -> int:
        contact = api("POST", "contacts", {**CONTACT, "contact[full_name]": f"Number {number}"})
        api("GET", "contacts", {"page_size": 100})
        card = api.card(first_name=f"Number {number}")
        api("GET", f"cards/{card}/preview")
        api("PATCH", f"contacts/{contact['id']}", {"contact[phone_number]": str(number)})
        return int(api("GET", f"contacts/{contact['id']}")["phone_number"])

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(work, range(16))) == list(range(16))
    assert len(api("GET", "contacts", {"page_size": 100})) == 17


def test_funds_added_at_once_all_count(api: Api) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: api.add_funds("1.00"), range(20)))
    assert api.balance() == "$25.50"
