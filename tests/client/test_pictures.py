"""Photos that are sent, images that come back, and cards filled by label or token."""

import base64
import json
import os
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from instantcard import AsyncInstantCard, CardFieldValue, Image, InvalidArgument, Photo

from .clients import Play
from .readers import fields
from .recorder import Received, Recorder, json_reply

PNG = b"\x89PNG\r\n\x1a\n" + b"rest"
SIGNED = {
    "image/png": PNG,
    "image/jpeg": b"\xff\xd8\xff\xe0rest",
    "image/gif": b"GIF89arest",
    "image/bmp": b"BMrest",
    "image/tiff": b"II*\x00rest",
    "image/webp": b"RIFF\x00\x00\x00\x00WEBPrest",
}


@pytest.mark.parametrize("media_type", SIGNED)
def test_a_photo_is_told_by_its_signature(tmp_path: Path, media_type: str) -> None:
    data = SIGNED[media_type]
    (tmp_path / "no extension").write_bytes(data)
    photos = [
        Photo.from_bytes(data),
        Photo.from_bytes(bytearray(data)),
        Photo.from_bytes(memoryview(data)),
        Photo.from_path(tmp_path / "no extension"),
        Photo.from_path(str(tmp_path / "no extension")),
    ]
    assert {(each.media_type, each.data) for each in photos} == {(media_type, data)}
    assert base64.b64decode(photos[0].to_base64()) == data
    assert "rest" not in repr(photos[0])


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "is not a PNG"),
        (b"RIFF\x00\x00\x00\x00WAVE", "is not a PNG"),
        ("text", "must be bytes, not str"),
        (None, "must be bytes, not NoneType"),
    ],
)
def test_what_is_no_picture_is_refused(tmp_path: Path, data: Any, reason: str) -> None:
    with pytest.raises(InvalidArgument, match=f"^data: {reason}"):
        Photo.from_bytes(data)
    if isinstance(data, bytes):
        file = tmp_path / "ada.jpg"
        file.write_bytes(data)
        with pytest.raises(InvalidArgument, match=rf"^path: .*ada\.jpg' {reason}"):
            Photo.from_path(file)


@pytest.mark.parametrize("path", ["missing.jpg", "", "a\0b", b"bytes.jpg", None, 5])
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InvalidArgument, match=r"^path: "):
        Photo.from_path(path)


def test_an_image_is_saved_whole(tmp_path: Path) -> None:
    image = Image(PNG)
    target = tmp_path / "front.png"
    target.write_bytes(b"what was there before, and longer than the image")
    assert image.save(target) == target
    assert image.save(str(target)) == target
    assert target.read_bytes() == PNG
    longest = tmp_path / ("n" * 255)
    assert image.save(longest).read_bytes() == PNG
    assert sorted(os.listdir(tmp_path)) == ["front.png", "n" * 255]


@pytest.mark.parametrize("name", ["", "missing/front.png", "folder"])
def test_a_save_that_fails_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match=r"."):
        Image(PNG).save(name)
    assert os.listdir(tmp_path) == ["folder"]
    assert os.listdir(tmp_path / "folder") == []


def test_an_interrupted_save_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "front.png"
    target.write_bytes(b"old")
    (tmp_path / "limit").mkdir()

    def full(self: Path, data: bytes) -> int:
        with self.open("wb") as file:
            file.write(data[:3])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        Image(PNG).save(target)
    assert target.read_bytes() == b"old"
    assert sorted(os.listdir(tmp_path)) == ["front.png", "limit"]


def test_threads_may_save_to_one_file(tmp_path: Path) -> None:
    target = tmp_path / "front.png"
    images = [Image(PNG + bytes([number]) * 200_000) for number in range(8)]
    start = threading.Barrier(len(images))

    def save(image: Image) -> None:
        start.wait(10)
        for _ in range(20):
            image.save(target)

    with ThreadPoolExecutor(len(images)) as pool:
        list(pool.map(save, images))
    assert Image(target.read_bytes()) in images
    assert os.listdir(tmp_path) == ["front.png"]


def test_images_compare_by_what_they_show() -> None:
    assert Image(PNG) == Image(PNG) != Image(b"")
    assert len({Image(PNG), Image(PNG), Image(b"")}) == 2
    assert Image(PNG) != PNG
    assert repr(Image(b"?")) == "<Image of an unknown format, 1 bytes>"
    assert Image(b"?").media_type is None


@pytest.mark.parametrize("prefix", ["", "data:image/png;base64,"])
def test_a_preview_has_a_front_and_a_back(play: Play, recorder: Recorder, prefix: str) -> None:
    front, back = (prefix + base64.b64encode(each).decode() for each in (PNG, PNG + b"back"))
    recorder.script(json_reply({"front": front, "back": back}))

    async def scenario(api: AsyncInstantCard) -> None:
        preview = await api.cards.preview(5)
        assert preview.front == Image(PNG)
        assert preview.back == Image(PNG + b"back")
        assert base64.b64encode(PNG).decode() not in repr(preview)

    play(scenario)


@pytest.mark.parametrize("text", ["data:text/plain,AAAA", "data:AAAA", "AAA", "%89PNG", "é"])
def test_what_is_no_base64_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Image.from_base64(text)


FIELDS = [
    {"token": "FIELD_1", "label": "Name", "type": "text"},
    {"token": "FIELD_2", "label": "Photo", "type": "image"},
    {"token": "FIELD_3", "label": "Line", "type": "text"},
    {"token": "FIELD_4", "label": "Line", "type": "text"},
    {"token": "Name", "label": "Trap", "type": "text"},
]
CARD = {"id": 5, "card_template_id": 3, "organization_id": 77, "data": []}


@pytest.fixture
def printer(recorder: Recorder) -> Recorder:
    """A vendor with one template and one card."""

    def respond(request: Received) -> bytes:
        if request.path.endswith("/card_templates/3/fields"):
            return json_reply(FIELDS)
        return json_reply(CARD)

    recorder.respond = respond
    return recorder


def sent(request: Received) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(dict(fields(request))["card[data]"])
    return found


def test_fields_by_label_and_token(play: Play, printer: Recorder) -> None:
    photo = Photo.from_bytes(PNG)

    async def scenario(api: AsyncInstantCard) -> None:
        await api.cards.create(
            card_template_id=3, fields={"Photo": photo, "Name": "by token", "FIELD_1": "Ada"}
        )

    play(scenario)
    assert sent(printer.calls[-1]) == [
        {"token": "FIELD_2", "value": photo.to_base64()},
        {"token": "Name", "value": "by token"},
        {"token": "FIELD_1", "value": "Ada"},
    ]


def test_the_templates_fields_are_fetched_once_and_kept(play: Play, printer: Recorder) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        for _ in range(3):
            await api.cards.create(card_template_id=3, fields={"FIELD_1": "Ada"})
        await api.cards.update(5, fields={"FIELD_3": ""})

    play(scenario)
    paths = [each.path.partition("/organizations/77/")[2] for each in printer.calls]
    assert paths == [
        "card_templates/3/fields",
        "cards",
        "cards",
        "cards",
        "cards/5",
        "cards/5",
    ]
    assert sent(printer.calls[-1]) == [{"token": "FIELD_3", "value": ""}]


def test_a_field_that_is_new_in_the_template_is_found(play: Play, printer: Recorder) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        await api.cards.create(card_template_id=3, fields={"FIELD_1": "Ada"})
        new = {"token": "FIELD_9", "label": "Badge", "type": "text"}
        before = printer.respond
        assert before is not None
        printer.respond = lambda request: (
            json_reply([*FIELDS, new]) if request.path.endswith("/fields") else before(request)
        )
        await api.cards.create(card_template_id=3, fields={"Badge": "7"})
        await api.cards.create(card_template_id=3, fields={"Badge": "8"})

    play(scenario)
    assert sent(printer.calls[-1]) == [{"token": "FIELD_9", "value": "8"}]
    assert len([each for each in printer.calls if each.path.endswith("/fields")]) == 2


VALUE = CardFieldValue(token="FIELD_1", value="Ada")
WRONG: list[tuple[str, dict[str, Any], str]] = [
    ("fields", {}, "either fields or data"),
    ("fields", {"fields": {"Name": "A"}, "data": [VALUE]}, "either fields or data"),
    ("fields", {"fields": ["Name"]}, "must be a mapping, not list"),
    ("fields", {"fields": None}, "must be a mapping, not NoneType"),
    ("data", {"data": None}, "must be a list"),
    ("fields['Nmae']", {"fields": {"Nmae": "A"}}, "'Photo'"),
    ("fields['Line']", {"fields": {"Line": "A"}}, "FIELD_3, FIELD_4"),
    ("fields['Name']", {"fields": {"Trap": "A", "Name": "B"}}, "named already"),
    ("fields['Photo']", {"fields": {"Photo": PNG}}, "text or a Photo, not bytes"),
    ("fields['FIELD_1']", {"fields": {"FIELD_1": None}}, "text or a Photo, not NoneType"),
]


@pytest.mark.parametrize(("argument", "given", "reason"), WRONG)
def test_fields_that_cannot_be_sent_are_refused_by_name(
    play: Play, printer: Recorder, argument: str, given: dict[str, Any], reason: str
) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        for call in (
            partial(api.cards.create, card_template_id=3, **given),
            partial(api.cards.update, 5, **given),
        ):
            with pytest.raises(InvalidArgument) as caught:
                await call()
            assert caught.value.argument == argument
            assert reason in caught.value.reason

    play(scenario)
    assert {each.method for each in printer.calls} <= {"GET"}


def test_a_template_with_odd_entries_can_be_used_where_drift_is_let_pass(
    play: Play, printer: Recorder
) -> None:
    before = printer.respond
    assert before is not None
    printer.respond = lambda request: (
        json_reply([None, 5, *FIELDS]) if request.path.endswith("/fields") else before(request)
    )

    async def scenario(api: AsyncInstantCard) -> None:
        await api.cards.create(card_template_id=3, fields={"FIELD_1": "Ada"})

    play(scenario, on_drift="ignore")
    assert sent(printer.calls[-1]) == [{"token": "FIELD_1", "value": "Ada"}]
