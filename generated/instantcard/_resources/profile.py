# Generated from instantcard.yaml by Cardwright; not to be edited.
"""The user to whom the token belongs."""

from __future__ import annotations

from .._models.error import Error
from .._models.profile import Profile
from .._runtime.core import Core
from .._runtime.io import run
from .._runtime.operation import Operation


class ProfileResource:
    """The user to whom the token belongs."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def me(self) -> Profile:
        """Get the user's own profile.

        What is stored about the user to whom the token belongs, such as the name to greet them
        with.

        Returns:
            The profile.

        Raises:
            BadRequest: 400. The request is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Obtenga perfil de usuario auténtico”.
        """
        return run(_me(self._core))


class AsyncProfileResource:
    """The user to whom the token belongs."""

    def __init__(self, core: Core) -> None:
        self._core = core

    async def me(self) -> Profile:
        """Get the user's own profile.

        What is stored about the user to whom the token belongs, such as the name to greet them
        with.

        Returns:
            The profile.

        Raises:
            BadRequest: 400. The request is malformed.
            Unauthorized: 401. The token is missing, wrong or expired.
            ClientError: Anything else that can go wrong; see `errors`.

        Source: InstantCard API, section “Obtenga perfil de usuario auténtico”.
        """
        return await _me(self._core)


async def _me(core: Core) -> Profile:
    return await core.call(_ME, "/profile/me")


_ME: Operation[Profile] = Operation(
    id="profile.me",
    method="GET",
    route="/profile/me",
    success=frozenset({200}),
    answer=(dict,),
    required=frozenset(["id", "email"]),
    refusal_names=frozenset(["error"]),
    decode=Profile.from_dict,
    errors={400: Error.from_dict, 401: Error.from_dict},
    authenticated=True,
    effect="read",
    safe=True,
    key_header=None,
    moves_money=False,
    settle=None,
    advice="",
)
