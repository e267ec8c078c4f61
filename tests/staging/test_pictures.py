"""Previews: real pictures of cards."""

import base64
import io
import struct
import zlib
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat

from cardwright.staging.instantcard.pictures import fonts, ground, text
from cardwright.staging.instantcard.pictures.photo import MAX_PIXELS

from .support import BADGE, Api, data, encoded, photo, picture

PASS = {"photo": "", "full_name": "Bo Bell", "company": "", "host": "", "valid_until": ""}
Pixels = tuple[int, int, int, int]


def sides(api: Api, card: int) -> tuple[Image.Image, Image.Image]:
    preview = api("GET", f"cards/{card}/preview")
    assert set(preview) == {"front", "back", "orientation", "preview_available"}
    assert preview["preview_available"] is True
    return picture(preview["front"]), picture(preview["back"])


def box(api: Api, token: str, template: int = 17280) -> Pixels:
    fields = api("GET", f"card_templates/{template}/fields")
    found = next(each["dimensions"] for each in fields if each["token"] == token)
    x, y = found["x"], found["y"]
    return x, y, x + found["width"], y + found["height"]


def forget() -> None:
    """Empty what pictures keep between requests."""
    for kept in (fonts.font, text.fit, ground.front_ground, ground.back_ground):
        kept.cache_clear()


def difference(one: Image.Image, other: Image.Image) -> Pixels | None:
    return ImageChops.difference(one.convert("RGB"), other.convert("RGB")).getbbox()


def inside(inner: Pixels | None, outer: Pixels) -> bool:
    return inner is not None and (
        inner[0] >= outer[0]
        and inner[1] >= outer[1]
        and inner[2] <= outer[2]
        and inner[3] <= outer[3]
    )


def create(api: Api, template: int, values: dict[str, str]) -> int:
    form = {"card[card_template_id]": str(template), "card[data]": data(values)}
    card: int = api("POST", "cards", form)["id"]
    return card


@pytest.mark.parametrize(
    ("template", "values", "orientation", "size"),
    [(17280, BADGE, "landscape", (1011, 638)), (17281, PASS, "portrait", (638, 1011))],
)
def test_previews_are_png_at_300_dpi(
    api: Api, template: int, values: dict[str, str], orientation: str, size: tuple[int, int]
) -> None:
    card = create(api, template, values)
    assert api("GET", f"cards/{card}/preview")["orientation"] == orientation
    for side in sides(api, card):
        assert side.format == "PNG"
        assert side.size == size
        assert side.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert len(side.getcolors(1 << 24) or []) > 50


def test_the_same_card_is_the_same_file(api: Api) -> None:
    card = api.draft(first_name="Ελένη 王小明 فاطمة", photo=photo())["id"]
    first = api("GET", f"cards/{card}/preview")
    assert api("GET", f"cards/{card}/preview") == first
    forget()
    assert api("GET", f"cards/{card}/preview") == first


def test_previews_do_not_hold_up_other_requests(api: Api) -> None:
    threads = 40  # as many requests are answered at once
    card = api.draft()["id"]
    with ThreadPoolExecutor(threads + 2) as asking:
        previews = [asking.submit(api, "GET", f"cards/{card}/preview") for _ in range(threads + 2)]
        wait(previews, return_when=FIRST_COMPLETED)
        api("GET", "/profile/me")
        assert sum(preview.done() for preview in previews) < threads
        assert len({preview.result()["front"] for preview in previews}) == 1


def test_drafts_and_finalized_cards_look_alike(api: Api) -> None:
    card = api.draft()["id"]
    draft = api("GET", f"cards/{card}/preview")
    api("PATCH", f"cards/{card}/finalize")
    assert api("GET", f"cards/{card}/preview") == draft


@pytest.mark.parametrize("template", [17280, 17281])
@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
def test_photo_fills_its_box_and_nothing_else(api: Api, template: int, format: str) -> None:
    values = BADGE if template == 17280 else PASS
    without, _ = sides(api, create(api, template, {**values, "photo": ""}))
    sent = photo((200, 30, 60), size=(400, 200), format=format)
    card = create(api, template, {**values, "photo": sent})
    with_photo, _ = sides(api, card)
    where = box(api, "photo", template)
    mean = ImageStat.Stat(with_photo.convert("RGB").crop(where)).mean
    assert mean == pytest.approx((200, 30, 60), abs=6)
    outside = with_photo.getpixel((where[0] - 12, where[1]))
    assert outside == without.getpixel((where[0] - 12, where[1]))


def test_photo_is_cropped_around_its_middle_and_not_stretched(api: Api) -> None:
    wide = Image.new("RGB", (900, 300), "white")
    ImageDraw.Draw(wide).ellipse((400, 100, 500, 200), fill=(0, 0, 0))
    card = api.draft(photo=encoded(wide))["id"]
    where = box(api, "photo")
    cropped = sides(api, card)[0].convert("L").crop(where)
    left, top, right, bottom = cropped.point(lambda grey: 255 * (grey < 128)).getbbox() or (0,) * 4
    assert abs((right - left) - (bottom - top)) <= 2
    assert abs((left + right) - cropped.width) <= 2
    assert abs((top + bottom) - cropped.height) <= 2


def test_missing_photo_is_a_silhouette(api: Api) -> None:
    front, _ = sides(api, api.draft()["id"])
    crop = front.convert("RGB").crop(box(api, "photo"))
    corner, middle = crop.getpixel((2, 2)), crop.getpixel((crop.width // 2, crop.height // 3))
    assert corner != middle
    assert crop.transpose(Image.Transpose.FLIP_LEFT_RIGHT).getpixel((2, 2)) == corner


def test_photo_is_turned_as_the_camera_says(api: Api) -> None:
    lying = Image.new("RGB", (120, 90), (0, 0, 255))
    lying.paste((255, 0, 0), (0, 0, 60, 90))
    exif = Image.Exif()
    exif[0x0112] = 6
    file = io.BytesIO()
    lying.save(file, "JPEG", exif=exif, quality=95)
    card = api.draft(photo=base64.b64encode(file.getvalue()).decode())["id"]
    crop = sides(api, card)[0].convert("RGB").crop(box(api, "photo"))
    assert crop.getpixel((150, 40)) == pytest.approx((255, 0, 0), abs=12)
    assert crop.getpixel((150, 350)) == pytest.approx((0, 0, 255), abs=12)


def test_transparent_photo_is_on_white(api: Api) -> None:
    card = api.draft(photo=encoded(Image.new("RGBA", (60, 80), (255, 0, 0, 0))))["id"]
    crop = sides(api, card)[0].convert("RGB").crop(box(api, "photo"))
    assert crop.getextrema() == ((255, 255),) * 3


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_photos_of_any_mode_are_drawn(api: Api, mode: str) -> None:
    grey = Image.new("L", (60, 80), 255 if mode == "1" else 120)
    sent = Image.new(mode, (60, 80), 120 * 257) if mode == "I;16" else grey.convert(mode)
    card = api.draft(photo=encoded(sent))["id"]
    mean = ImageStat.Stat(sides(api, card)[0].convert("L").crop(box(api, "photo"))).mean[0]
    assert mean == pytest.approx(255 if mode == "1" else 120, abs=2)


def test_cmyk_photo_is_drawn(api: Api) -> None:
    sent = encoded(Image.new("CMYK", (60, 80), (0, 255, 255, 0)), "JPEG")
    crop = sides(api, api.draft(photo=sent)["id"])[0].convert("RGB").crop(box(api, "photo"))
    assert ImageStat.Stat(crop).mean == pytest.approx((255, 0, 0), abs=10)


@pytest.mark.parametrize("size", [(1, 1), (1, 400), (4000, 3), (3, 4000), (2, 2)])
def test_photos_of_odd_sizes_fill_their_box(api: Api, size: tuple[int, int]) -> None:
    card = api.draft(photo=photo((30, 160, 60), size=size))["id"]
    crop = sides(api, card)[0].convert("RGB").crop(box(api, "photo"))
    assert crop.getextrema() == ((30, 30), (160, 160), (60, 60))


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"not a picture", b"<svg/>", b"%PDF-1.7"])
def test_what_is_no_picture_is_refused(asking: Api, content: bytes) -> None:
    sent = base64.b64encode(b"\x00" + content).decode()
    form = {"card[card_template_id]": "17280", "card[data]": data({**BADGE, "photo": sent})}
    asking.refused(400, "'photo' (Photo) is not an image file", "POST", "cards", form)


@pytest.mark.parametrize("format", ["PNG", "JPEG", "GIF", "BMP", "WEBP"])
def test_truncated_photos_are_refused(asking: Api, format: str) -> None:
    noise = Image.effect_noise((64, 64), 80).convert("RGB")
    whole = base64.b64decode(encoded(noise, format))
    sent = base64.b64encode(whole[: len(whole) // 2]).decode()
    form = {"card[card_template_id]": "17280", "card[data]": data({**BADGE, "photo": sent})}
    asking.refused(400, "'photo' (Photo) is", "POST", "cards", form)


def png_header(width: int, height: int) -> str:
    """A PNG file that claims to be large and has nothing in it."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + checksum

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    content = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + content).decode()


@pytest.mark.parametrize("side", [7200, 9800, 13000, 60000, 2**31 - 1])
def test_decompression_bombs_are_refused(asking: Api, side: int) -> None:
    assert side * side > MAX_PIXELS
    form = {"card[card_template_id]": "17280"}
    form["card[data]"] = data({**BADGE, "photo": png_header(side, side)})
    asking.refused(400, "'photo' (Photo) has more than", "POST", "cards", form)


@pytest.mark.parametrize("token", [token for token in BADGE if token != "photo"])
def test_every_field_is_drawn_in_its_box(api: Api, token: str) -> None:
    card = api.draft()["id"]
    before, back_before = sides(api, card)
    api("PATCH", f"cards/{card}", {"card[data]": data({token: "Quite Another"})})
    after, back_after = sides(api, card)
    assert inside(difference(before, after), box(api, token))
    assert difference(back_before, back_after) is None


def test_card_number_is_on_both_sides(api: Api) -> None:
    one, other = sides(api, api.draft()["id"]), sides(api, api.draft()["id"])
    for first, second in zip(one, other, strict=True):
        changed = difference(first, second)
        assert changed is not None
        assert changed[1] > 400


def test_back_has_the_return_address(api: Api) -> None:
    card = api.draft()["id"]
    _, before = sides(api, card)
    api("PATCH", "addresses/12782", {"address[address1]": "99 Lighthouse Walk"})
    _, after = sides(api, card)
    assert difference(before, after) is not None
    api("PATCH", "addresses/12782", {"address[primary]": "false"})
    assert difference(after, sides(api, card)[1]) is not None


LONG = ["x", "mm " * 85, "Bartholomew-Featherstonehaugh" * 8]


@pytest.mark.parametrize("text", LONG)
def test_long_texts_stay_in_their_boxes(api: Api, text: str) -> None:
    empty = api.draft(**dict.fromkeys(BADGE, ""))["id"]
    blank, _ = sides(api, empty)
    for token in ("first_name", "title", "employee_id"):
        api("PATCH", f"cards/{empty}", {"card[data]": data({token: text})})
        full, _ = sides(api, empty)
        assert inside(difference(blank, full), box(api, token))
        api("PATCH", f"cards/{empty}", {"card[data]": data({token: ""})})
