# Generated from synctera.yaml by Cardwright; not to be edited.
"""A typed client of the Synctera bulk orders.

    from synctera import Synctera

Everything public is here; what is imported is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._about import GENERATOR_VERSION as __version__

if TYPE_CHECKING:
    from ._client import AsyncSynctera as AsyncSynctera
    from ._client import Synctera as Synctera
    from ._models.bulk_issuance_policy import BulkIssuancePolicy as BulkIssuancePolicy
    from ._models.bulk_order_configuration import BulkOrderConfiguration as BulkOrderConfiguration
    from ._models.problem import Problem as Problem
    from ._models.recipient_name import RecipientName as RecipientName
    from ._models.shipping import Shipping as Shipping
    from ._models.shipping_address import ShippingAddress as ShippingAddress
    from ._models.shipping_method import ShippingMethod as ShippingMethod
    from ._runtime.drift import Difference as Difference
    from ._runtime.drift import DriftError as DriftError
    from ._runtime.drift import DriftWarning as DriftWarning
    from ._runtime.errors import BadRequest as BadRequest
    from ._runtime.errors import ClientError as ClientError
    from ._runtime.errors import ConfigurationError as ConfigurationError
    from ._runtime.errors import Conflict as Conflict
    from ._runtime.errors import ConnectFailed as ConnectFailed
    from ._runtime.errors import Forbidden as Forbidden
    from ._runtime.errors import InvalidArgument as InvalidArgument
    from ._runtime.errors import InvalidResponse as InvalidResponse
    from ._runtime.errors import NotAcceptable as NotAcceptable
    from ._runtime.errors import NotFound as NotFound
    from ._runtime.errors import NotImplementedByVendor as NotImplementedByVendor
    from ._runtime.errors import ServerError as ServerError
    from ._runtime.errors import StatusError as StatusError
    from ._runtime.errors import TimedOut as TimedOut
    from ._runtime.errors import TooManyRequests as TooManyRequests
    from ._runtime.errors import TransportError as TransportError
    from ._runtime.errors import Unauthorized as Unauthorized
    from ._runtime.errors import UnexpectedStatus as UnexpectedStatus
    from ._runtime.errors import UnprocessableContent as UnprocessableContent
    from ._runtime.images import Image as Image
    from ._runtime.images import Photo as Photo
    from ._runtime.outcomes import CannotTell as CannotTell
    from ._runtime.outcomes import DidNotHappen as DidNotHappen
    from ._runtime.outcomes import Happened as Happened
    from ._runtime.outcomes import OutcomeUnknown as OutcomeUnknown
    from ._runtime.paging import AsyncPaged as AsyncPaged
    from ._runtime.paging import Paged as Paged
    from ._runtime.retries import Retries as Retries
    from ._runtime.timeouts import Timeouts as Timeouts
    from ._runtime.unset import UNSET as UNSET
    from ._runtime.unset import Unset as Unset

__all__ = [
    "UNSET",
    "AsyncPaged",
    "AsyncSynctera",
    "BadRequest",
    "BulkIssuancePolicy",
    "BulkOrderConfiguration",
    "CannotTell",
    "ClientError",
    "ConfigurationError",
    "Conflict",
    "ConnectFailed",
    "DidNotHappen",
    "Difference",
    "DriftError",
    "DriftWarning",
    "Forbidden",
    "Happened",
    "Image",
    "InvalidArgument",
    "InvalidResponse",
    "NotAcceptable",
    "NotFound",
    "NotImplementedByVendor",
    "OutcomeUnknown",
    "Paged",
    "Photo",
    "Problem",
    "RecipientName",
    "Retries",
    "ServerError",
    "Shipping",
    "ShippingAddress",
    "ShippingMethod",
    "StatusError",
    "Synctera",
    "TimedOut",
    "Timeouts",
    "TooManyRequests",
    "TransportError",
    "Unauthorized",
    "UnexpectedStatus",
    "UnprocessableContent",
    "Unset",
    "__version__",
]

_MODULES = {
    "AsyncPaged": "._runtime.paging",
    "AsyncSynctera": "._client",
    "BadRequest": "._runtime.errors",
    "BulkIssuancePolicy": "._models.bulk_issuance_policy",
    "BulkOrderConfiguration": "._models.bulk_order_configuration",
    "CannotTell": "._runtime.outcomes",
    "ClientError": "._runtime.errors",
    "ConfigurationError": "._runtime.errors",
    "Conflict": "._runtime.errors",
    "ConnectFailed": "._runtime.errors",
    "DidNotHappen": "._runtime.outcomes",
    "Difference": "._runtime.drift",
    "DriftError": "._runtime.drift",
    "DriftWarning": "._runtime.drift",
    "Forbidden": "._runtime.errors",
    "Happened": "._runtime.outcomes",
    "Image": "._runtime.images",
    "InvalidArgument": "._runtime.errors",
    "InvalidResponse": "._runtime.errors",
    "NotAcceptable": "._runtime.errors",
    "NotFound": "._runtime.errors",
    "NotImplementedByVendor": "._runtime.errors",
    "OutcomeUnknown": "._runtime.outcomes",
    "Paged": "._runtime.paging",
    "Photo": "._runtime.images",
    "Problem": "._models.problem",
    "RecipientName": "._models.recipient_name",
    "Retries": "._runtime.retries",
    "ServerError": "._runtime.errors",
    "Shipping": "._models.shipping",
    "ShippingAddress": "._models.shipping_address",
    "ShippingMethod": "._models.shipping_method",
    "StatusError": "._runtime.errors",
    "Synctera": "._client",
    "TimedOut": "._runtime.errors",
    "Timeouts": "._runtime.timeouts",
    "TooManyRequests": "._runtime.errors",
    "TransportError": "._runtime.errors",
    "UNSET": "._runtime.unset",
    "Unauthorized": "._runtime.errors",
    "UnexpectedStatus": "._runtime.errors",
    "UnprocessableContent": "._runtime.errors",
    "Unset": "._runtime.unset",
}


def __getattr__(name: str) -> Any:
    module = _MODULES.get(name)
    if module is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(module, __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
