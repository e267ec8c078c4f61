"""Card payments: what is refused, and that no card number is kept or shown."""

import logging
from pathlib import Path

import pytest

from cardwright.staging import serve
from cardwright.staging.instantcard.rules.payments import REFUSED_NUMBERS, luhn_valid

from .support import OF, PAYMENT, Api

INCORRECT = "4242424242424241"
UNKNOWN = "5555555555554444"
MESSAGES = {
    "4000000000000002": "Your card was declined.",
    "4000000000009995": "Your card has insufficient funds.",
    "4000000000000069": "Your card has expired.",
    "4000000000000127": "Your card's security code is incorrect.",
    INCORRECT: "Your card number is incorrect.",
    UNKNOWN: "Your card was declined.",
}


@pytest.mark.parametrize("number", MESSAGES)
def test_refused_numbers(api: Api, number: str) -> None:
    answer = api.send("POST", f"{OF}/add_funds", {**PAYMENT, "number": number})
    assert answer.status_code == 400
    assert answer.json() == {"error": MESSAGES[number]}
    assert api.balance() == "$5.50"
    assert len(api("GET", "financial_transactions")) == 1


def test_refused_numbers_are_refused_for_their_own_reason() -> None:
    assert set(REFUSED_NUMBERS) < set(MESSAGES)
    assert all(map(luhn_valid, (*REFUSED_NUMBERS, UNKNOWN)))
    assert not luhn_valid(INCORRECT)


@pytest.mark.parametrize("cvc", ["000", "425", "123"])
def test_wrong_security_code(api: Api, cvc: str) -> None:
    answer = api.send("POST", f"{OF}/add_funds", {**PAYMENT, "cvc": cvc})
    assert answer.status_code == 400
    assert answer.json() == {"error": "Your card's security code is incorrect."}
    assert api.balance() == "$5.50"


def test_the_readme_names_the_numbers() -> None:
    import cardwright.staging

    readme = (Path(cardwright.staging.__file__).parent / "README.md").read_text("utf-8")
    lines = readme.splitlines()
    for number, message in MESSAGES.items():
        if number != UNKNOWN:
            assert any(number in line and message in line for line in lines), number


def test_no_number_is_kept_shown_or_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    numbers = [PAYMENT["number"], *MESSAGES]
    answers = []
    with caplog.at_level(logging.DEBUG), serve(database=tmp_path / "staging.db") as staging:
        api = Api(staging)
        api.login()
        for number in numbers:
            for wrong in ({}, {"amount": "x"}, {"cvc": "1"}, {"exp_year": "1999"}):
                form = {**PAYMENT, "number": number, **wrong}
                answers.append(api.send("POST", f"{OF}/add_funds", form).text)
        answers.append(api.send("GET", f"{OF}/add_funds", {"number": numbers[0]}).text)
        spaced = {**PAYMENT, "number": f"{numbers[0]} "}
        answers.append(api.send("POST", f"{OF}/add_funds", spaced).text)
        kinds = ("balance", "financial_transactions", "print_jobs", "contacts", "addresses")
        answers.extend(api.send("GET", f"{OF}/{kind}").text for kind in kinds)
        files = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
        api.close()
    assert "4242" in answers[-4]
    assert any(b"add_funds" in content for content in files.values())
    logged = [each.getMessage() for each in caplog.records if not each.name.startswith("http")]
    assert logged
    files["afterwards"] = (tmp_path / "staging.db").read_bytes()
    for number in numbers:
        assert not any(number in answer for answer in answers)
        assert not any(number.encode() in content for content in files.values())
        assert not any(number in line for line in logged)
