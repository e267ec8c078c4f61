"""Hostile requests at every operation of both vendors, without end.

``python -m tests.staging.fuzz --seconds 600 --seed 1`` starts a staging of its own, throws at it
what a seed makes of chance, and prints figures; a finding ends it with exit 1. The same seed makes
the same requests, in as many threads as there are.
"""

import argparse
import json
import random
import socket
import string
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from cardwright.staging import Staging, serve

from .support import ADDRESS, BADGE, CONTACT, MEMBER, ONE_OFF, OPERATIONS, PAYMENT, data, photo
from .test_synctera import FULL, LEAST, WHERE

LONGEST_SECONDS: Final = 20.0
"""A request that takes longer hangs."""
MARKS: Final = ("Quillon", "Wexcombe")
"""A word for each account: it stands in what the account writes, and nobody else may see it."""
ALLOWED: Final = {200, 201, 400, 401, 404, 405, 406, 413, 415, 422, 501}
"""Every status of the vendors' pages and of HTTP; 500 and 503 are of nobody's making."""

PHOTO: Final = photo(size=(30, 40))
NUMBERS: Final = ("0", "1", "-1", "2", "1.5", "1e3", "007", "٣", "9" * 19, "9" * 400, "NaN", "0x1")
TEXTS: Final = ("", " ", "null", "true", "[]", "{}", "a\0b", "\ud7ff\ue000", "😀" * 60, "x" * 300)
TEXTS_OF_OTHERS: Final = (
    "' OR 1=1 --",
    "%",
    "_",
    "../..",
    "<script>",
    "${7*7}",
    "\r\nX: 1",
    "\u202e",
)
IDS: Final = {
    "cards": ("3145927",),
    "print_jobs": ("1614262",),
    "card_templates": ("17280", "17290"),
    "addresses": ("12782", "12783", "12784"),
    "contacts": ("12629", "12630"),
}
CONTENT_TYPES: Final = (
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=b",
    "multipart/form-data",
    "multipart/form-data; boundary=" + "b" * 300,
    "multipart/mixed; boundary=b",
    "application/json",
    "application/json; charset=utf-16",
    "text/plain",
    "",
    ";;;=",
    'x/y; a="\\',
)
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "FOO")

FORMS: Final[Mapping[str, Mapping[str, str]]] = {
    "authenticate": {"email": "staging@harbour-lantern.example", "password": "wrong"},
    "cards": {"card[card_template_id]": "17280", "card[data]": data({**BADGE, "photo": PHOTO})},
    "print_jobs": {
        **ONE_OFF,
        "print_job[card_ids]": "[3145927]",
        "print_job[shipping_provider_id]": "1",
        "print_job[number_of_copies]": "2",
    },
    "addresses": ADDRESS,
    "contacts": CONTACT,
    "add_funds": PAYMENT,
    "": {"page": "1", "page_size": "2", "status": "1", "term": "a b"},
}
"""Something that each kind of operation would take, to be spoilt."""


@dataclass
class Figures:
    """What has happened; shared by all threads."""

    statuses: Counter[int] = field(default_factory=Counter)
    operations: Counter[str] = field(default_factory=Counter)
    raw: int = 0
    slowest: float = 0.0
    slowest_request: str = ""
    findings: list[str] = field(default_factory=list)

    @property
    def requests(self) -> int:
        """How many there were."""
        return sum(self.statuses.values()) + self.raw

    def __str__(self) -> str:
        statuses = ", ".join(f"{status}: {n}" for status, n in sorted(self.statuses.items()))
        return (
            f"{self.requests} requests ({self.raw} of raw bytes) of {len(self.operations)} kinds,"
            f" {len(self.findings)} findings\n"
            f"{statuses}\nslowest: {self.slowest:.3f} s {self.slowest_request}"
        )


class Fuzzer:
    """One thread's requests, by both accounts, made of one seed."""

    def __init__(self, staging: Staging, seed: int, figures: Figures) -> None:
        self.chance = random.Random(seed)
        self.figures = figures
        self.accounts = staging.accounts
        self.http = httpx.Client(timeout=LONGEST_SECONDS)
        self.address = httpx.URL(self.accounts[0]["INSTANTCARD_BASE_URL"])
        self.tokens = [self._token(account) for account in self.accounts]
        self.known = {kind: list(ids) for kind, ids in IDS.items()}

    def close(self) -> None:
        self.http.close()

    def step(self) -> None:
        """One request, and a look at its answer."""
        kind = self.chance.random()
        if kind < 0.06:
            self._raw()
        elif kind < 0.18:
            self._synctera()
        elif kind < 0.4:
            self._useful()
        else:
            self._instantcard()

    # -- what is sent

    def _instantcard(self) -> None:
        method, template = self.chance.choice(OPERATIONS)
        if method == "DELETE" and self._rarely(0.7):
            method, template = self.chance.choice(OPERATIONS)
        account = self.chance.randrange(2)
        name = f"{method} {template}"
        if self._rarely(0.04):
            method = self.chance.choice(METHODS)
        more: dict[str, Any] = {"headers": self._headers(account)}
        if self._rarely(0.12):
            more["content"] = self._bytes()
            more["headers"]["Content-Type"] = self.chance.choice(CONTENT_TYPES)
        else:
            form = self._form(template, account)
            place = self.chance.choice(["params", "data", "multipart"])
            if place == "multipart":
                more["files"] = {key: (None, value) for key, value in form.items()} or None
            else:
                more[place] = form
        self._send(name, method, self._path(template, account), account, more)

    def _useful(self) -> None:
        """Something that mostly succeeds, so that there is something to break."""
        account = self.chance.randrange(2)
        mark, of = MARKS[account], self._of(account)
        values = {**BADGE, "last_name": mark} if account == 0 else {**MEMBER, "full_name": mark}
        card, job = self._id("cards"), self._id("print_jobs")
        new_card = {
            "card[card_template_id]": ("17280", "17290")[account],
            "card[data]": data({**values, "photo": self.chance.choice(["", PHOTO])}),
        }
        address = {**ADDRESS, "address[address1]": mark}
        address["address[contact_id]"] = self._id("contacts")
        work: list[tuple[str, str, dict[str, str]]] = [
            ("POST", "cards", new_card),
            ("PATCH", f"cards/{card}/finalize", {}),
            ("POST", "print_jobs", {**ONE_OFF, "print_job[card_ids]": f"[{card}]"}),
            ("PATCH", f"print_jobs/{job}", {"print_job[shipping_provider_id]": "1"}),
            ("POST", f"print_jobs/{job}/add_cards", {"print_job[card_ids]": f"[{card}]"}),
            ("POST", f"print_jobs/{job}/print", {}),
            ("POST", "contacts", {**CONTACT, "contact[full_name]": mark}),
            ("POST", "addresses", address),
            ("POST", "add_funds", {**PAYMENT, "channel": mark}),
        ]
        method, where, form = self.chance.choice(work)
        kind = where.partition("/")[0]
        more = {"data": form, "headers": {"Authorization": f"Bearer {self.tokens[account]}"}}
        answer = self._send(f"useful {method} {kind}", method, f"{of}/{where}", account, more)
        if answer is not None and answer.status_code == 200 and kind in self.known:
            self.known[kind] = [*self.known[kind][-15:], str(answer.json()["id"])]

    def _synctera(self) -> None:
        account = self.chance.randrange(2)
        body = self._spoilt(json.loads(json.dumps(self.chance.choice([FULL, LEAST]))))
        content = json.dumps(body).encode() if self._rarely(0.8) else self._bytes()
        headers = {
            "Authorization": f"Bearer {self.accounts[account]['SYNCTERA_API_KEY']}",
            "Content-Type": "application/json",
        }
        if self._rarely(0.4):
            headers["Idempotency-Key"] = self.chance.choice(["a", "b", "", "k" * 300, "1"])
        if self._rarely(0.05):
            headers["Authorization"] = "Bearer wrong"
        if self._rarely(0.1):
            headers["Content-Type"] = self.chance.choice(CONTENT_TYPES)
        method = self.chance.choice(METHODS) if self._rarely(0.05) else "POST"
        where = self.accounts[0]["SYNCTERA_BASE_URL"] + WHERE
        more = {"content": content, "headers": headers}
        self._send("synctera", method, where, account, more, problem=True)

    def _raw(self) -> None:
        """Bytes on a socket; whatever comes back is HTTP, and the connection ends."""
        request = bytearray(
            b"POST /api/v2/authenticate HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nemail=a@b"
        )
        for _ in range(self.chance.randrange(6)):
            place = self.chance.randrange(len(request))
            change = self.chance.choice([b"", b"\0", b"\xff", b"\r\n", b" ", b":", b"a" * 5000])
            request[place : place + self.chance.randrange(3)] = change
        begin = time.monotonic()
        received = b""
        with (
            suppress(ConnectionError, BrokenPipeError),
            socket.create_connection(
                (self.address.host, self.address.port or 80), timeout=LONGEST_SECONDS
            ) as connection,
        ):
            connection.sendall(request)
            with suppress(OSError):
                connection.shutdown(socket.SHUT_WR)
            try:
                while chunk := connection.recv(65536):
                    received += chunk
            except TimeoutError:
                self._find(f"raw bytes hang: {bytes(request[:300])!r}")
        self.figures.raw += 1
        self._time(time.monotonic() - begin, "raw bytes")
        if received and not received.startswith((b"HTTP/1.1 4", b"HTTP/1.1 200")):
            self._find(f"raw bytes: {bytes(request[:300])!r} -> {received[:300]!r}")

    # -- how it is spoilt

    def _rarely(self, share: float) -> bool:
        return self.chance.random() < share

    def _text(self) -> str:
        made: list[Callable[[], str]] = [
            lambda: self.chance.choice(NUMBERS),
            lambda: self.chance.choice(TEXTS),
            lambda: self.chance.choice(TEXTS_OF_OTHERS),
            lambda: self._id(self.chance.choice(list(self.known))),
            lambda: f"[{self._id('cards')}, {self._id('cards')}]",
            lambda: "".join(self.chance.choices(string.printable, k=self.chance.randrange(40))),
            lambda: "".join(
                chr(self.chance.choice([self.chance.randrange(0xD800), 0x1F600, 0x10FFFF]))
                for _ in range(self.chance.randrange(8))
            ),
            lambda: json.dumps(self._spoilt([{"token": "photo", "value": PHOTO}, {"token": "x"}])),
            lambda: "[" * self.chance.choice([1, 50, 5000]),
            lambda: data({"photo": self._spoilt_photo(), "title": "x"}),
        ]
        return self.chance.choice(made)()

    def _spoilt_photo(self) -> str:
        letters = list(PHOTO)
        for _ in range(self.chance.randrange(1, 6)):
            letters[self.chance.randrange(len(letters))] = self.chance.choice("AZaz09+/=-_ \n")
        return "".join(letters)[: self.chance.choice([len(letters), 40, 4000])]

    def _spoilt(self, value: Any) -> Any:
        """A JSON value with something else in one place."""
        junk: list[Any] = [None, True, 0, -1, 1e308, [], {}, "", "x" * 300, [[]]]
        junk.append(self.chance.choice(TEXTS))
        if self._rarely(0.15) or not isinstance(value, (dict, list)) or not value:
            return self.chance.choice(junk) if self._rarely(0.6) else value
        place = self.chance.choice(list(value) if isinstance(value, dict) else range(len(value)))
        if self._rarely(0.2):
            del value[place]
        else:
            value[place] = self._spoilt(value[place])
        return value

    def _form(self, template: str, account: int) -> dict[str, str]:
        kind = next((kind for kind in FORMS if kind and kind in template), "")
        form = {**FORMS[kind], **(FORMS[""] if self._rarely(0.1) else {})}
        for key in list(form):
            if self._rarely(0.25):
                form[key] = self._text()
            elif self._rarely(0.1):
                del form[key]
            elif self._rarely(0.05):
                form[self._spoilt_key(key)] = form.pop(key)
            elif "name" in key or "address_1" in key:
                form[key] = MARKS[account]
        return form

    def _spoilt_key(self, key: str) -> str:
        return self.chance.choice(
            [
                key + "[]",
                key + "[x]",
                f"[{key}]",
                key.partition("[")[0],
                key + "[" * 9,
                key + "%",
                "",
            ]
        )

    def _path(self, template: str, account: int) -> str:
        of = self._of(1 - account if self._rarely(0.05) else account)
        if self._rarely(0.03):
            of = f"{self.address}/organizations/{self._segment('cards')}"
        if not template.startswith("{of}"):
            of = ""
            template = f"{self.address}{template}"
        kind = template.removeprefix("{of}/").partition("/")[0]
        filled = template.format(of=of, id=self._segment(kind), card_id=self._segment("cards"))
        return filled + self.chance.choice([""] * 40 + ["/", "//", ".json", "/x", "%00", "?a=%ff"])

    def _id(self, kind: str) -> str:
        return self.chance.choice(self.known.get(kind, ["1"]))

    def _segment(self, kind: str) -> str:
        if self._rarely(0.85):
            return self._id(kind)
        return self.chance.choice([*NUMBERS[:4], "%2e%2e", "%00", "%ff", "a%2fb", "9" * 300, "x y"])

    def _bytes(self) -> bytes:
        part = (
            b'--b\r\nContent-Disposition: form-data; name="contact[email]"\r\n\r\na@b\r\n--b--\r\n'
        )
        body = bytearray(self.chance.choice([part, b"a=1&contact[email]=a@b", b"{}", part * 3]))
        for _ in range(self.chance.randrange(5)):
            place = self.chance.randrange(len(body) + 1)
            change = self.chance.choice(
                [b"", b"\xff", b"--b", b"\r\n", b"&" * 2000, b"%", b"[" * 99]
            )
            body[place : place + self.chance.randrange(4)] = change
        return bytes(body)

    def _headers(self, account: int) -> dict[str, str]:
        token = self.tokens[account]
        chosen = self.chance.random()
        if chosen < 0.94:
            return {"Authorization": f"Bearer {token}"}
        if chosen < 0.96:
            return {}
        return {
            "Authorization": self.chance.choice(["", "bearer", "Basic x", token, "Bearer é" * 9])
        }

    # -- what must come back

    def _send(
        self,
        name: str,
        method: str,
        url: str,
        account: int,
        more: dict[str, Any],
        *,
        problem: bool = False,
    ) -> httpx.Response | None:
        headers = {key: value.encode() for key, value in more.pop("headers").items()}
        try:
            request = self.http.build_request(method, url, headers=headers, **more)
            sent = request.read()
        except (httpx.InvalidURL, UnicodeError):
            return None
        begin = time.monotonic()
        try:
            answer = self.http.send(request)
        except httpx.TimeoutException:
            self._find(f"{name} hangs: {request.url} {sent[:2000]!r}")
            return None
        except httpx.HTTPError as error:
            self._find(f"{name}: {error!r} {request.url} {sent[:2000]!r}")
            return None
        self._time(time.monotonic() - begin, name)
        self.figures.statuses[answer.status_code] += 1
        self.figures.operations[name] += 1
        wrong = self._wrong(answer, method, account, problem and answer.status_code >= 400)
        # What an account sends it may see again, and be told what was wrong with it.
        if MARKS[1 - account].encode() in answer.content:
            wrong = "shows what is another's"
        if wrong:
            self._find(
                f"{name} {wrong}: {method} {request.url} {sent[:2000]!r} ->"
                f" {answer.status_code} {answer.text[:500]}"
            )
        return answer

    def _wrong(
        self, answer: httpx.Response, method: str, account: int, problem: bool
    ) -> str | None:
        status = answer.status_code
        media_type = f"application/{'problem+' if problem else ''}json"
        if status not in ALLOWED:
            return "has a status that is none"
        if answer.headers["content-type"] != media_type:
            return f"is not {media_type}"
        if status == 405 and not answer.headers.get("allow"):
            return "has no Allow"
        if status == 401 and answer.headers.get("www-authenticate") != "Bearer":
            return "has no challenge"
        if method == "HEAD":
            return "has a body" if answer.content else None
        try:
            body = answer.json()
        except ValueError:
            return "is not JSON"
        members = {"type", "title", "status", "detail"} if problem else {"error"}
        if status >= 400 and not (isinstance(body, dict) and set(body) == members):
            return "has another shape"
        return None

    def _time(self, seconds: float, name: str) -> None:
        if seconds > self.figures.slowest:
            self.figures.slowest, self.figures.slowest_request = seconds, name

    def _find(self, finding: str) -> None:
        self.figures.findings.append(finding)

    def _of(self, account: int) -> str:
        return (
            f"{self.address}/organizations/{self.accounts[account]['INSTANTCARD_ORGANIZATION_ID']}"
        )

    def _token(self, account: Mapping[str, str]) -> str:
        form = {
            "email": account["INSTANTCARD_EMAIL"],
            "password": account["INSTANTCARD_PASSWORD"],
        }
        answer = self.http.post(f"{account['INSTANTCARD_BASE_URL']}/authenticate", data=form)
        token: str = answer.json()["auth_token"]
        return token


def fuzz(
    staging: Staging, *, seconds: float, seed: int, threads: int = 4, most_findings: int = 20
) -> Figures:
    """Throw requests for so long, or until there are so many findings; answers what came of it."""
    figures = Figures()
    stop = threading.Event()
    timer = threading.Timer(seconds, stop.set)

    def run(number: int) -> None:
        fuzzer = Fuzzer(staging, seed * 1000 + number, figures)
        try:
            while not stop.is_set() and len(figures.findings) < most_findings:
                fuzzer.step()
        except BaseException as error:
            figures.findings.append(f"the fuzzer itself failed: {error!r}")
            raise
        finally:
            fuzzer.close()

    timer.start()
    try:
        with ThreadPoolExecutor(threads) as pool:
            for running in [pool.submit(run, number) for number in range(threads)]:
                running.result()
    finally:
        timer.cancel()
    figures.findings.extend(_unbalanced(staging))
    return figures


def _unbalanced(staging: Staging) -> list[str]:
    with staging.services.database.reading() as connection:
        rows = connection.execute(
            """SELECT organization_id, min(balance) AS least FROM
                 (SELECT organization_id,
                         sum(cents) OVER (PARTITION BY organization_id ORDER BY id) AS balance
                  FROM instantcard_transactions) GROUP BY organization_id"""
        ).fetchall()
        charged = connection.execute(
            """SELECT count(*) FROM instantcard_print_jobs AS jobs
               LEFT JOIN instantcard_transactions ON print_job_id = jobs.id
               WHERE (status = 1) <> (print_job_id IS NOT NULL)"""
        ).fetchone()[0]
        broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    findings = [f"overdraft of {row['organization_id']}" for row in rows if row["least"] < 0]
    findings += [f"{charged} jobs are charged and not submitted, or the other way"] * bool(charged)
    findings += [f"{len(broken)} rows belong to nothing"] * bool(broken)
    return findings


def main() -> int:
    """The command line; answers the exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.staging.fuzz")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--threads", type=int, default=4)
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}", flush=True)
    with serve() as staging:
        figures = fuzz(staging, seconds=chosen.seconds, seed=chosen.seed, threads=chosen.threads)
    print(figures)
    for finding in figures.findings:
        print(f"- {finding}")
    return 1 if figures.findings else 0


if __name__ == "__main__":
    sys.exit(main())
