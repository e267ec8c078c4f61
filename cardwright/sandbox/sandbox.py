"""What the sandboxes of all vendors have: a staging of their own, faults, calls and the clock."""

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import timedelta
from types import ModuleType, TracebackType
from typing import ClassVar, Final, Self

from cardwright.sandbox import waits
from cardwright.sandbox.host import Host
from cardwright.sandbox.kinds import FaultKind
from cardwright.sandbox.routing import close_way, open_way
from cardwright.sandbox.transport import SandboxTransport
from cardwright.sandbox.variables import Variables
from cardwright.staging.controls.calls import Call
from cardwright.staging.controls.clock import ControlledClock
from cardwright.staging.controls.effects import AFTER, BEFORE, KINDS
from cardwright.staging.controls.faults import ANY, Fault, check_operation
from cardwright.staging.controls.fields import ControlError
from cardwright.staging.controls.panel import Controls
from cardwright.staging.http import Json
from cardwright.staging.server import DEFAULT_TOKEN_TTL
from cardwright.staging.vendor import Vendor


class _NotGiven:
    pass


_NOT_GIVEN: Final = _NotGiven()


class Sandbox:
    """A vendor's API of one's own, in this process and in memory. A context manager.

    While it is open, the environment variables lead to it, so that a client made without arguments
    reaches it; clients made without `retries` and `timeouts` wait hundredths of a second where
    they would wait seconds. When it is closed, nothing of it is left. It can be used from any
    thread; several can be open at once, and the variables lead to the one opened last.

    What cannot be done raises `ControlError`, a ValueError that names the argument.
    """

    _vendor: ClassVar[Vendor]
    _clients: ClassVar[ModuleType]

    def __init__(self, *, token_ttl: timedelta = DEFAULT_TOKEN_TTL) -> None:
        """Nothing is started before the ``with`` statement.

        Args:
            token_ttl: How long a login lasts, by the sandbox's clock.
        """
        self._token_ttl = token_ttl
        self._opened: Host | None = None
        self._closing = ExitStack()
        self._variables = Variables()

    def __enter__(self) -> Self:
        if self._opened is not None:
            raise RuntimeError("this sandbox is open already")
        with ExitStack() as closing:
            self._opened = host = Host(self._token_ttl)
            closing.callback(self._forget)
            closing.callback(host.close)
            host.address = open_way(SandboxTransport(host))
            closing.callback(close_way, host.address)
            waits.shorten(self._clients)
            closing.callback(waits.restore, self._clients)
            self._variables.set(self.environment)
            closing.callback(self._variables.put_back)
            self._closing = closing.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._closing.close()

    def _forget(self) -> None:
        self._opened = None
        for name in ("client", "async_client"):
            self.__dict__.pop(name, None)

    @property
    def _host(self) -> Host:
        if self._opened is None:
            raise RuntimeError("this sandbox is not open: use it in a `with` statement")
        return self._opened

    @property
    def _controls(self) -> Controls:
        return self._host.controls

    @property
    def base_url(self) -> str:
        """The API's address: for this process alone, or after `serve` for all on this machine."""
        return f"http://{self._host.served or self._host.address}{self._vendor.prefix}"

    @property
    def _own_url(self) -> str:
        """The address within this process, with or without a port beside it."""
        return f"http://{self._host.address}{self._vendor.prefix}"

    @property
    def accounts(self) -> list[dict[str, str]]:
        """The made-up accounts, each as the environment variables of a client.

        The first is that of `environment`. No account sees anything of another's.
        """
        prefix = self._vendor.name.upper() + "_"
        return [
            {
                f"{prefix}BASE_URL": self.base_url,
                **{name: value for name, value in each.items() if name.startswith(prefix)},
            }
            for each in self._host.accounts
        ]

    @property
    def environment(self) -> dict[str, str]:
        """The variables that lead a client here. They are set while the sandbox is open."""
        return self.accounts[0]

    @property
    def transport(self) -> SandboxTransport:
        """For an `httpx.Client` or `httpx.AsyncClient` of your own. Seldom needed.

        Every httpx client of this process reaches `base_url` as it is.
        """
        return SandboxTransport(self._host)

    def serve(self) -> dict[str, str]:
        """Open a port on 127.0.0.1, for other processes and for what does not go through httpx.

        From then on `base_url` and the environment variables name the port, so that a process
        started afterwards inherits them. Calls of this process can go either way.

        Returns:
            `environment`.
        """
        self._host.listen()
        self._variables.set(self.environment)
        return self.environment

    @property
    def operations(self) -> list[str]:
        """The names that faults and calls use: the client's methods, such as ``cards.create``."""
        prefix = self._vendor.prefix + "/"
        found = self._controls.operations.items()
        return [name for name, (_, path) in found if path.startswith(prefix)]

    @property
    def calls(self) -> list[Call]:
        """What was called since the beginning or the last `reset`, oldest first, at most 1000.

        Logins are among them, and so are attempts that met a fault. Passwords, tokens, payment
        cards and API keys are blotted out, photos and long texts shortened.
        """
        return self._controls.calls.all()

    def calls_of(self, operation: str) -> list[Call]:
        """Those of one operation, such as ``print_jobs.submit``."""
        return self._controls.calls.of(check_operation(operation, self.operations))

    @property
    def clock(self) -> ControlledClock:
        """The vendor's time: ``move_to(datetime)``, ``advance(seconds)``, ``freeze()``, ``run()``.

        ``clock()`` tells it. The clients' own time limits go by the machine's.
        """
        return self._controls.clock

    @property
    def faults(self) -> list[Fault]:
        """The faults that were armed; ``left`` is how many calls each still waits for."""
        return self._controls.faults.all()

    def fail_next(
        self,
        operation: str,
        *,
        kind: FaultKind | None = None,
        times: int = 1,
        after_commit: bool | None = None,
        seconds: float = 0,
        status: int | None = None,
        body: Json | _NotGiven = _NOT_GIVEN,
        headers: Mapping[str, str] | None = None,
        reset: bool | None = None,
        content_type: str | None = None,
        field: str | None = None,
        value: Json | _NotGiven = _NOT_GIVEN,
    ) -> Fault:
        """Let the next calls of an operation fail.

        Args:
            operation: The client's method, such as ``print_jobs.submit``; ``*`` is any.
            kind: What happens. ``drop`` unless given, or ``status`` if there is a `status`:

                - ``drop``: the connection is closed without an answer (by RST with `reset`).
                - ``status``: `status` is answered, with `headers` and with the JSON `body`, or the
                  vendor's own refusal without one.
                - ``latency``: the usual answer, after `seconds`.
                - ``unauthorized``: 401, as for an expired token.
                - ``html``: a page for people, with `status` (200).
                - ``truncated``: half of the answer, then the connection is closed.
                - ``malformed``: a body that is no JSON.
                - ``content_type``: the usual answer under a wrong type (``text/plain``).
                - ``extra_field``: one more member, `field` with `value`.
                - ``unknown_enum``: every member `field` has another `value`.
            times: How many calls meet it.
            after_commit: Whether the request is carried out before it fails. Unless given, it is
                not, but for the kinds that change an answer, which always come after.
            seconds: How long the call is kept waiting first.
            status: See `kind`; so for the others.
            body: See `kind`.
            headers: See `kind`.
            reset: See `kind`.
            content_type: See `kind`.
            field: See `kind`.
            value: See `kind`.

        Returns:
            The fault. Its ``left`` is 0 once all its calls were met.

        Raises:
            ControlError: There is no such operation or kind, or something does not go with it.
        """
        check_operation(operation, [*self.operations, ANY])
        chosen = kind or ("drop" if status is None else "status")
        members: dict[str, Json] = {
            name: member
            for name, member in {
                "when": _when(chosen, after_commit),
                "seconds": seconds or None,
                "status": status,
                "headers": headers,
                "reset": reset,
                "content_type": content_type,
                "field": field,
            }.items()
            if member is not None
        }
        if not isinstance(body, _NotGiven):
            members["body"] = body
        if not isinstance(value, _NotGiven):
            members["value"] = value
        return self._controls.arm(operation, chosen, times=times, **members)

    def clear_faults(self) -> None:
        """Take back all faults."""
        self._controls.faults.clear()

    def reset(self) -> None:
        """Begin anew: data as at the start, no faults, no calls, the machine's time."""
        self._controls.reset()

    def __repr__(self) -> str:
        state = "closed" if self._opened is None else self.base_url
        return f"<{type(self).__name__} {state}>"


def _when(kind: str, after_commit: bool | None) -> str | None:
    if after_commit is None or kind not in KINDS:
        return None
    when = AFTER if after_commit else BEFORE
    if when not in KINDS[kind].when:
        (only,) = KINDS[kind].when
        does = "carried out" if only == AFTER else "never carried out"
        raise ControlError(f"after_commit: with {kind} the request is always {does}")
    return when
