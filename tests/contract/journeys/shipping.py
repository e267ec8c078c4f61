"""Who ships."""

from typing import Any

from ..api import Api
from .comparing import hold
from .journey import journey

_LIST = "organization.shipping_providers"


@journey(_LIST, "print_jobs.create", "print_jobs.check_balance", needs="write")
def every_provider_ships(api: Api, world: Any) -> None:
    """Each provider is listed once, each time, and takes a job."""
    listed = api.call(_LIST).value
    ids = [one["id"] for one in listed]
    hold(api, _LIST, len(ids) == len(set(ids)), "listed twice", "a provider is listed twice")
    hold(api, _LIST, ids != [], "nobody ships", "there is no provider at all")
    hold(api, _LIST, api.call(_LIST).value == listed, "unsteady", "a second list is another one")
    for number in ids:
        form = {"print_job[shipping_provider_id]": number, "print_job[card_ids]": [world.card]}
        job = api.call("print_jobs.create", form).value["id"]
        api.call("print_jobs.check_balance", {"id": job})


@journey(_LIST, needs="other")
def providers_are_an_organizations_own(api: Api, world: Any) -> None:
    """Two organizations of a staging of ours have different providers."""
    other = api.wire.target.other
    assert other is not None
    mine, theirs = (
        {one["id"] for one in each.call(_LIST).value}
        for each in (api, Api(api.spec, api.wire, other, api.findings))
    )
    hold(api, _LIST, mine != theirs, "somebody else's", "two organizations have the same providers")
