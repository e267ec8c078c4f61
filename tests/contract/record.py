"""What was learned about a vendor: `python -m tests.contract.record`.

It asks the servers that the variables name, as gently and as little as the tests do, and writes
`spec/observed/<vendor>.yaml`: statuses, media types, shapes and names, never a value and no date.
`--local` asks a staging of ours instead, which is no evidence about a vendor, and so needs
`--output`.
"""

import argparse
import io
import logging
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus, urlsplit

import attrs
import requests
from ruamel.yaml import YAML

from cardwright.staging import serve

from .api import KINDS
from .document import Operation, Spec, load
from .evidence import assumed, met
from .journeys import journeys_of
from .profiles import GENTLE
from .reporting import summary
from .shapes import Shape
from .suite import Suite
from .target import ALLOWANCES, BadTarget, Target, from_environment, local

_ROOT = Path(__file__).parents[2]
_VENDORS = ("instantcard", "synctera")
_HEADER = re.compile(r"[a-z0-9-]{1,40}", re.ASCII)


@attrs.define
class _Seen:
    """The answers of one operation with one status."""

    media_types: set[str] = attrs.field(factory=set)
    headers: set[str] = attrs.field(factory=set)
    shape: Shape = attrs.field(factory=Shape)

    def told(self) -> Any:
        found: dict[str, Any] = {
            "media_types": sorted(self.media_types),
            "headers": sorted(self.headers),
        }
        if self.shape.types:
            found["body"] = self.shape.told()
        return found


class Observation:
    """What a server answered, without what it said."""

    def __init__(self, spec: Spec) -> None:
        self._spec = spec
        self._seen: dict[tuple[str, int], _Seen] = {}
        self._borne_out: set[str] = set()
        self._contradicted: set[str] = set()

    def watch(self, operation: Operation, answer: requests.Response) -> None:
        """Learn from one answer."""
        status = answer.status_code
        seen = self._seen.setdefault((operation.id, status), _Seen())
        seen.headers |= {name for name in map(str.lower, answer.headers) if _HEADER.fullmatch(name)}
        kind = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        seen.media_types.add(kind if not kind or kind in KINDS else "another")
        self._met_request(operation, answer)
        raw = operation.raw.get("responses", {}).get(str(status))
        if raw is None:
            schema: Any = {}
        else:
            self._met_response(operation, status, raw)
            content = self._spec.resolve(raw).get("content", {})
            schema = content.get(kind, {}).get("schema", {})
        try:
            value = answer.json()
        except (ValueError, RecursionError):
            return
        seen.shape.add(value, self._spec, schema)
        place = f"{operation.pointer}/responses/{status}/content/{kind.replace('/', '~1')}/schema"
        for pointer, fits in met(self._spec, schema, value, place):
            (self._borne_out if fits else self._contradicted).add(pointer)

    def told(self, suite: Suite) -> dict[str, Any]:
        """All of it as plain values, in a fixed order."""
        spec, claims = self._spec, list(assumed(self._spec))
        against = [one for one in claims if one in self._contradicted]
        settled = [one for one in claims if one in self._borne_out and one not in against]
        return {
            "operations": {
                name: {
                    str(status): self._seen[name, status].told()
                    for of, status in sorted(self._seen)
                    if of == name
                }
                for name in sorted({name for name, _ in self._seen})
            },
            "disagreements": sorted(
                {f"{one.operation}: {one.check}: {one.says}" for one in suite.findings.failures}
            ),
            "assumed_and_observed": settled,
            "assumed_and_contradicted": against,
            "assumed_errata_to_settle": sorted(
                {one["id"] for one in _assumed_errata(spec) if self._concerned(one)}
            ),
        }

    def _met_request(self, operation: Operation, answer: requests.Response) -> None:
        if not 200 <= answer.status_code < 300:
            return
        self._borne_out.add(operation.pointer)
        query = urlsplit(str(answer.request.url)).query
        given = {unquote_plus(pair.partition("=")[0]) for pair in query.split("&")}
        for parameter in operation.parameters:
            if parameter.place == "path" or parameter.name in given:
                self._borne_out.add(parameter.pointer)

    def _met_response(self, operation: Operation, status: int, raw: Mapping[str, Any]) -> None:
        self._borne_out.add(f"{operation.pointer}/responses/{status}")
        if "$ref" in raw:
            self._borne_out.add(str(raw["$ref"]).removeprefix("#"))

    def _concerned(self, erratum: Mapping[str, Any]) -> bool:
        where = erratum["where"]
        places = {where} if isinstance(where, str) else set(where)
        return bool(places & (self._borne_out | self._contradicted))


def record(target: Target, spec: Spec, seed: int = 1) -> tuple[dict[str, Any], Suite]:
    """Ask a server as the tests do, and tell what was learned."""
    suite, observation = Suite(spec, target, seed), Observation(spec)
    suite.wire.watched = observation.watch
    try:
        for journey in journeys_of(spec.vendor):
            suite.journey(journey)
        for operation in spec.operations:
            suite.requests([operation], GENTLE)
        suite.chains(spec.operations, GENTLE)
    finally:
        suite.close()
    return observation.told(suite), suite


def text_of(told: Mapping[str, Any]) -> str:
    """The YAML text, the same for the same content."""
    yaml, file = YAML(), io.StringIO()
    yaml.width = 4096
    yaml.dump(dict(told), file)
    head = "# What a server answered, by `make record`: shapes and names, never values.\n"
    return head + file.getvalue()


def main(arguments: Sequence[str] | None = None) -> int:
    """Record; answers the exit status."""
    chosen = _parser().parse_args(arguments)
    # Libraries log addresses with their queries.
    logging.disable(logging.CRITICAL)
    try:
        if chosen.local:
            return _record_local(chosen.local, chosen.output)
        return _record_named(chosen.output)
    except BadTarget as error:
        print(f"record: {error}", file=sys.stderr)
    except OSError as error:
        print(f"record: {error.filename}: {error.strerror}", file=sys.stderr)
    return 2


def _record_named(output: Path | None) -> int:
    found = {vendor: from_environment(vendor) for vendor in _VENDORS}
    named = {vendor: target for vendor, target in found.items() if target is not None}
    if not named:
        raise BadTarget("set INSTANTCARD_STAGING_URL or SYNCTERA_STAGING_URL, or say --local")
    if output is not None and len(named) > 1:
        raise BadTarget("--output is for one vendor, and the variables name two")
    for vendor, target in named.items():
        _write(target, output or _ROOT / "spec" / "observed" / f"{vendor}.yaml")
    return 0


def _record_local(vendor: str, output: Path | None) -> int:
    if output is None:
        raise BadTarget("--local needs --output: what our staging answers is no evidence")
    if output.resolve().is_relative_to(_ROOT / "spec"):
        raise BadTarget("--output: what our staging answers does not belong into spec/")
    allow = os.environ.get("STAGING_ALLOW", "").strip() or "read"
    if allow not in ALLOWANCES:
        raise BadTarget(f"STAGING_ALLOW: say one of {', '.join(ALLOWANCES)}")
    with serve() as staging:
        staging.controls.seed(cards=2)
        found = local(staging, vendor)
        _write(attrs.evolve(found, controls=None, other=None, allow=allow), output)
    return 0


def _write(target: Target, output: Path) -> None:
    if target.most_calls:
        print(target.plan, flush=True)
    # Acting as at somebody else's is what keeps values out of what is told.
    quiet = attrs.evolve(target, remote=True)
    spec = Spec(load(_ROOT / "spec" / f"{target.vendor}.yaml"))
    told, suite = record(quiet, spec)
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(text_of(told), "utf-8")
    for line in [*summary([suite]), *_said(told), f"written: {output}"]:
        print(line)


def _said(told: Mapping[str, Any]) -> Iterator[str]:
    yield "where spec and server disagree:"
    yield from (f"  {one}" for one in told["disagreements"] or ["nowhere that was looked at"])
    for key, what in (
        ("assumed_and_observed", "assumed, and now observed (x-basis can say so)"),
        ("assumed_and_contradicted", "assumed, and contradicted"),
        ("assumed_errata_to_settle", "assumed errata that this can settle"),
    ):
        yield f"{what}: {len(told[key])}"
        yield from (f"  {one}" for one in told[key])


def _assumed_errata(spec: Spec) -> Iterator[Mapping[str, Any]]:
    every = list(spec.document.get("x-errata", ()))
    for operation in spec.operations.values():
        every += operation.raw.get("x-errata", ())
    yield from (one for one in every if one.get("basis") == "assumed")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="record", description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--local", choices=_VENDORS, help="ask a staging of ours about this vendor; for trying out"
    )
    parser.add_argument("--output", type=Path, metavar="FILE", help="write to FILE")
    return parser


if __name__ == "__main__":
    sys.exit(main())
