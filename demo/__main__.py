"""`python -m demo`: print one card against a staging of its own, and say each step."""

import argparse
import sys
from pathlib import Path

from cardwright.staging import serve
from instantcard import ClientError as InstantCardError
from instantcard import InstantCard
from synctera import ClientError as SyncteraError
from synctera import Synctera

from .bulk_order import store_configuration
from .card import check_out, log_in, make_card
from .narration import DemoFailed, chapter, fail, tell


def main() -> int:
    """Run the demo. 0: all is well; 1: something is off."""
    parser = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    parser.add_argument(
        "--output", type=Path, default=Path("out/demo"), metavar="FOLDER", help="for the pictures"
    )
    output: Path = parser.parse_args().output
    try:
        output.mkdir(parents=True, exist_ok=True)
        with serve() as staging:
            settings = staging.environment
            chapter("Staging")
            tell(f"serves both vendors at {settings['INSTANTCARD_BASE_URL']} until the demo ends")
            _play(settings, output)
    except (DemoFailed, InstantCardError, SyncteraError) as error:
        fail(str(error))
        return 1
    except OSError as error:
        fail(f"{error.filename or output}: {error.strerror or error}")
        return 1
    except KeyboardInterrupt:
        fail("interrupted")
        return 130
    print(f"\nDone. Look at {output / 'front.png'} and {output / 'back.png'}.")
    return 0


def _play(settings: dict[str, str], output: Path) -> None:
    with InstantCard(
        base_url=settings["INSTANTCARD_BASE_URL"],
        email=settings["INSTANTCARD_EMAIL"],
        password=settings["INSTANTCARD_PASSWORD"],
        organization_id=int(settings["INSTANTCARD_ORGANIZATION_ID"]),
        on_drift="raise",
    ) as instantcard:
        log_in(instantcard)
        check_out(instantcard, make_card(instantcard, output))
    with Synctera(
        base_url=settings["SYNCTERA_BASE_URL"],
        api_key=settings["SYNCTERA_API_KEY"],
        on_drift="raise",
    ) as synctera:
        store_configuration(synctera)


sys.exit(main())
