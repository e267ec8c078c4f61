"""Made-up values that look like people's."""

import base64
import io
import random
import zlib
from functools import lru_cache

from PIL import Image

from ..mark import HOST, MARK

NAMES = (
    "Ana Example",
    "Zoë O’Probe",
    "Łukasz Próbny",
    "Åse Prøve-Sand",
    "Иван Пробный",
    "测试 示例",
    "テスト 例子",
    "홍 예시",
    "مثال تجربة",
    "दीपा उदाहरण",
    "Νίκος Δοκιμή",
    "José [do] Teste",
    "+++ Probe",
    'Quote "Q" Sample',
    "Semi;colon=Sample&Co",
    "  spaced  out  ",
)

#: The form of an address that serves one print job.
ONE_OFF = {
    "print_job[address][contact][full_name]": "Ana Example",
    "print_job[address][organization_name]": MARK,
    "print_job[address][address_1]": "12 Invented Way",
    "print_job[address][address_2]": "Floor 3",
    "print_job[address][city]": "Portland",
    "print_job[address][state]": "ME",
    "print_job[address][zip_code]": "04101",
    "print_job[address][country]": "USA",
}


def value(kind: str, seed: str) -> str:
    """The value of a template's field, from any text."""
    number = zlib.crc32(seed.encode("utf-8", "replace"))
    if kind == "image":
        return photo(number % 6)
    if kind == "date":
        return f"20{30 + number % 60}-{1 + number % 12:02d}-{1 + number % 28:02d}"
    if kind in ("barcode", "qr_code"):
        return f"M{number}"
    return NAMES[number % len(NAMES)]


@lru_cache
def photo(number: int) -> str:
    """One of a few small real pictures, PNG or JPEG, in Base64."""
    colours = random.Random(number)
    picture = Image.frombytes("RGB", (12, 16), colours.randbytes(12 * 16 * 3))
    file = io.BytesIO()
    picture.save(file, "PNG" if number % 2 else "JPEG")
    return base64.b64encode(file.getvalue()).decode()


def contact(number: int) -> dict[str, object]:
    """The form of a new contact."""
    return {
        "contact[full_name]": f"{MARK} {number}",
        "contact[email]": f"contract-test-{number}{HOST}",
    }


def address(number: int) -> dict[str, object]:
    """The form of a new address with a new contact."""
    return {
        "address[contact][full_name]": f"{MARK} {number}",
        "address[contact][email]": f"contract-test-{number}{HOST}",
        "address[organization_name]": f"{MARK} {number} LLC",
        "address[label]": f"{MARK} {number}",
        "address[address1]": f"{number} Invented Way",
        "address[city]": "Portland",
        "address[state]": "ME",
        "address[zip_code]": "04101",
        "address[country]": "US",
    }


def payment(amount: str) -> dict[str, object]:
    """The form of a payment that is accepted."""
    return {
        "amount": amount,
        "number": "4242424242424242",
        "exp_month": "06",
        "exp_year": "2045",
        "cvc": "424",
        "full_name": "Ana Example",
        "billing_address1": "1 Any Street",
        "billing_country": "USA",
        "billing_city": "Portland",
        "billing_state": "ME",
        "billing_zip_code": "04101",
    }
