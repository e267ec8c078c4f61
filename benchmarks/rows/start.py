"""Import and a client that is ready."""

from ..bench import Bench
from ..comparing import at_most, compared
from ..contestants import OURS
from ..figures import Figure, Goal, Row
from ..growth.operations import START_SIZES, clients, start_code
from ..harness import ratio
from ..payloads import BASE_PATH, TOKEN

# Over TLS, as users have it, so that no client can save itself the certificate authorities.
_ADDRESS = f"https://cards.example.com{BASE_PATH}"
OURS_CODE = f"""\
import instantcard
api = instantcard.InstantCard(
    base_url={_ADDRESS!r}, email="ana@example.com", password="invented", organization_id=1
)
"""
_CODES = {
    "httpx": "import httpx\nhttpx.Client()",
    OURS: OURS_CODE,
    f"{OURS}, with a resource": f"{OURS_CODE}api.cards.get",
}
_PEERS = {
    "openapi_python_client": (
        "openapi-python-client",
        f"""\
from plain_opc import AuthenticatedClient
from plain_opc.api.cards import cards_get
AuthenticatedClient(base_url={_ADDRESS!r}, token={TOKEN!r}).get_httpx_client()
""",
    ),
    "openapi_generator": (
        "openapi-generator",
        f"""\
import plain_og
plain_og.CardsApi(plain_og.ApiClient(plain_og.Configuration(host={_ADDRESS!r})))
""",
    ),
}


def measure(bench: Bench) -> Row:
    codes = _CODES | {name: code for peer, (name, code) in _PEERS.items() if bench.has(peer)}
    figures = compared(bench.starts(codes), at_most(1.15), of="CPU")
    return Row(
        "start",
        "import and a client that is ready",
        "import httpx and httpx.Client()",
        [*figures, _flatness(bench)],
        [
            "The interpreter's own start is not counted. The address is https, so that everybody "
            "loads the certificate authorities. “With a resource” also loads what the first call "
            "would.",
        ],
    )


def _flatness(bench: Bench) -> Figure:
    """What a client of many operations takes, as times that of a client of few."""
    few, many = START_SIZES[0], START_SIZES[-1]
    folder = clients(bench, (few, many))
    samples = bench.starts({str(size): start_code(size) for size in (few, many)}, [folder])
    return Figure(
        OURS,
        ratio(samples[str(many)], samples[str(few)]),
        "x",
        # Flat, but for what a few more names in a table cost.
        Goal(1.05),
        f"a client of {many} operations beside one of {few}",
        f"CPU, {many} operations",
    )
