"""Who may call."""

from ..api import Api, Stop
from ..document import Operation
from ..journeys.comparing import hold
from .claim import claim
from .stock import Stock


@claim()
def a_token_is_needed_or_not(api: Api, stock: Stock, operation: Operation) -> None:
    """Where the spec lets calls go without a token, they are not refused for it; else they are."""
    taken = stock.taken(operation.id)
    if taken is None:
        return
    if operation.secured and not operation.optional:
        for token in ("", "wrong"):
            answer = api.call(
                operation.id, taken.fields, body=taken.body, token=token, expect=(401,)
            )
            hold(
                api,
                operation.id,
                "WWW-Authenticate" in answer.headers,
                "no challenge",
                "a 401 does not say how to authenticate (RFC 9110, 11.6.1)",
            )
        return
    answer = api.call(operation.id, taken.fields, body=taken.body, token="", expect=range(200, 600))
    hold(
        api,
        operation.id,
        answer.status != 401,
        "token needed",
        "the spec lets calls go without a token, and one without was refused",
    )


@claim(needs_controls=True)
def an_expired_token_is_refused(api: Api, stock: Stock, operation: Operation) -> None:
    """Where a token is needed, it must not have expired."""
    if not operation.secured or operation.optional or not api.account.password:
        return
    taken = stock.taken(operation.id)
    if taken is None:
        return
    try:
        api.call(
            operation.id, taken.fields, body=taken.body, token=stock.expired_token, expect=(401,)
        )
    except Stop:
        return
