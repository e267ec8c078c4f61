# Generated from instantcard.yaml by Cardwright; not to be edited.
"""A token for the calls that follow."""

from __future__ import annotations

from .._models.error import Error
from .._models.session import Session
from .._runtime import check
from .._runtime.bodies import Form
from .._runtime.core import Core
from .._runtime.operation import Operation


async def _login(core: Core, *, email: str, password: str) -> Session:
    form = Form()
    form.add("email", check.text("email", email, shortest=1))
    form.add("password", check.text("password", password, shortest=1))
    return await core.call(_LOGIN, "/authenticate", body=form)


_LOGIN: Operation[Session] = Operation(
    id="session.login",
    method="POST",
    route="/authenticate",
    success=frozenset({200, 201}),
    answer=(dict,),
    required=frozenset(["auth_token"]),
    refusal_names=frozenset(["error"]),
    decode=Session.from_dict,
    errors={400: Error.from_dict, 401: Error.from_dict},
    authenticated=False,
    effect="repeatable",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="Look for it before you call it again.",
)
