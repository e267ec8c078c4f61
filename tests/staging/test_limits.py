"""How large a request may be: what is just within a limit, and what is just over it."""

import base64
import io
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from cardwright.staging.forms import MAX_DEPTH, MAX_PARAMETERS
from cardwright.staging.http import BODY_LIMIT, MAX_JSON_VALUES, parse_json
from cardwright.staging.instantcard.pictures.photo import MAX_PIXELS

from .support import BADGE, CONTACT, OF, Api, data, photo

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def chunks(content: bytes) -> Iterator[bytes]:
    return (content[start : start + 2**20] for start in range(0, len(content), 2**20))


@pytest.mark.parametrize("declared", [True, False])
def test_body(asking: Api, declared: bool) -> None:
    within = b"term=" + b"a" * (BODY_LIMIT - 5)
    for content, status in ((within, 406), (within + b"a", 413)):
        answer = asking.send(
            "POST",
            f"{OF}/contacts",
            content=content if declared else chunks(content),
            headers=FORM,
        )
        assert answer.status_code == status
    assert answer.json() == {"error": f"the body is larger than {BODY_LIMIT} bytes"}


@pytest.mark.parametrize("encoding", ["urlencoded", "multipart", "query"])
def test_number_of_parameters(asking: Api, encoding: str) -> None:
    for count, status in ((MAX_PARAMETERS, 406), (MAX_PARAMETERS + 1, 400)):
        form = {f"field_{number}": "" for number in range(count)}
        if encoding == "multipart":
            files = {key: (None, value) for key, value in form.items()}
            answer = asking.send("POST", f"{OF}/contacts", files=files)
        elif encoding == "query":
            answer = asking.send("POST", f"{OF}/contacts", params=form)
        else:
            answer = asking.send("POST", f"{OF}/contacts", form)
        assert answer.status_code == status, answer.text


def test_nesting_of_parameters(asking: Api) -> None:
    for depth, status in ((MAX_DEPTH, 406), (MAX_DEPTH + 1, 400)):
        key = "a" + "[b]" * depth
        assert asking.send("POST", f"{OF}/contacts", {key: "1"}).status_code == status
        assert asking.send("POST", f"{OF}/contacts?{key}=1").status_code == status


def test_number_of_json_values(asking: Api) -> None:
    within = "[" + ",".join(["1"] * MAX_JSON_VALUES) + "]"
    assert parse_json(within) == [1] * MAX_JSON_VALUES
    form = {"print_job[card_ids]": within}
    asking.refused(404, "card 1 was not found", "POST", "print_jobs", form)
    for sent in (within[:-1] + ",1]", "[" * (MAX_JSON_VALUES + 1), "[{},[]" * MAX_JSON_VALUES):
        with pytest.raises(ValueError, match=f"more than {MAX_JSON_VALUES} values"):
            parse_json(sent)
    form = {"print_job[card_ids]": within[:-1] + ",1]"}
    asking.refused(400, "print_job[card_ids] has more than", "POST", "print_jobs", form)


def bomb(width: int, height: int) -> str:
    """A small file with a picture that is large indeed."""
    file = io.BytesIO()
    Image.new("1", (width, height)).save(file, "PNG", compress_level=9)
    assert len(file.getvalue()) < 100_000
    return base64.b64encode(file.getvalue()).decode()


def test_pixels_of_a_photo(api: Api) -> None:
    width = 5000
    within, over = MAX_PIXELS // width, MAX_PIXELS // width + 1
    card = api.draft(photo=bomb(width, within))["id"]
    assert api("GET", f"cards/{card}/preview")["preview_available"] is True
    form = {"card[data]": data({"photo": bomb(width, over)})}
    api.refused(
        400, "'photo' (Photo) has more than 50 million", "PATCH", f"cards/{card}", data=form
    )


def test_bombs_in_the_text_of_a_picture(asking: Api) -> None:
    content = base64.b64decode(photo())
    text = b"zTXt" + b"a\0\0" + zlib.compress(bytes(50_000_000), 9)
    length, checksum = len(text) - 4, zlib.crc32(text)
    chunk = length.to_bytes(4, "big") + text + checksum.to_bytes(4, "big")
    after_header = 33
    bomb = base64.b64encode(content[:after_header] + chunk + content[after_header:]).decode()
    form = {"card[card_template_id]": "17280", "card[data]": data({**BADGE, "photo": bomb})}
    asking.refused(400, "'photo' (Photo)", "POST", "cards", form)


SLOW = {
    "separators": b"&" * BODY_LIMIT,
    "brackets": b"a" + b"[" * (BODY_LIMIT - 3) + b"=1",
    "nesting": b"&".join(b"a[%d]" % number + b"[x]" * 7 + b"=1" for number in range(1000)),
}


@pytest.mark.parametrize("what", SLOW)
def test_large_bodies_keep_nobody_waiting(asking: Api, what: str) -> None:
    """Other requests are answered while a body of the worst kind is read."""
    with ThreadPoolExecutor(1) as pool:
        large = pool.submit(asking.send, "POST", f"{OF}/contacts", content=SLOW[what], headers=FORM)
        longest = 0.0
        while not large.done():
            begin = time.monotonic()
            asking("GET", "balance")
            longest = max(longest, time.monotonic() - begin)
    assert large.result().status_code in {400, 406}
    assert longest < 2


def test_texts_are_255_characters(api: Api) -> None:
    form = {**CONTACT, "contact[full_name]": "ñ" * 255}
    assert api("POST", "contacts", form)["full_name"] == "ñ" * 255
    form["contact[full_name]"] += "n"
    api.refused(406, "contact[full_name] is too long", "POST", "contacts", form)
