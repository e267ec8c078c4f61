# Generated from instantcard.yaml by Cardwright; not to be edited.
"""A typed client of the InstantCard API.

    from instantcard import InstantCard

Everything public is here; what is imported is loaded when it is first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from ._about import GENERATOR_VERSION as __version__

if TYPE_CHECKING:
    from ._client import AsyncInstantCard as AsyncInstantCard
    from ._client import InstantCard as InstantCard
    from ._models.address import Address as Address
    from ._models.balance import Balance as Balance
    from ._models.card import Card as Card
    from ._models.card_datum import CardDatum as CardDatum
    from ._models.card_field_value import CardFieldValue as CardFieldValue
    from ._models.card_preview import CardPreview as CardPreview
    from ._models.card_template import CardTemplate as CardTemplate
    from ._models.charge_details import ChargeDetails as ChargeDetails
    from ._models.contact import Contact as Contact
    from ._models.error import Error as Error
    from ._models.financial_transaction import FinancialTransaction as FinancialTransaction
    from ._models.new_contact import NewContact as NewContact
    from ._models.one_off_address import OneOffAddress as OneOffAddress
    from ._models.one_off_contact import OneOffContact as OneOffContact
    from ._models.organization import Organization as Organization
    from ._models.print_history_entry import PrintHistoryEntry as PrintHistoryEntry
    from ._models.print_history_status import PrintHistoryStatus as PrintHistoryStatus
    from ._models.print_job import PrintJob as PrintJob
    from ._models.print_job_status import PrintJobStatus as PrintJobStatus
    from ._models.profile import Profile as Profile
    from ._models.profile_notifications import ProfileNotifications as ProfileNotifications
    from ._models.profile_organization import ProfileOrganization as ProfileOrganization
    from ._models.profile_settings import ProfileSettings as ProfileSettings
    from ._models.session import Session as Session
    from ._models.shipping_provider import ShippingProvider as ShippingProvider
    from ._models.template_field import TemplateField as TemplateField
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
    "Address",
    "AsyncInstantCard",
    "AsyncPaged",
    "BadRequest",
    "Balance",
    "CannotTell",
    "Card",
    "CardDatum",
    "CardFieldValue",
    "CardPreview",
    "CardTemplate",
    "ChargeDetails",
    "ClientError",
    "ConfigurationError",
    "Conflict",
    "ConnectFailed",
    "Contact",
    "DidNotHappen",
    "Difference",
    "DriftError",
    "DriftWarning",
    "Error",
    "FinancialTransaction",
    "Forbidden",
    "Happened",
    "Image",
    "InstantCard",
    "InvalidArgument",
    "InvalidResponse",
    "NewContact",
    "NotAcceptable",
    "NotFound",
    "NotImplementedByVendor",
    "OneOffAddress",
    "OneOffContact",
    "Organization",
    "OutcomeUnknown",
    "Paged",
    "Photo",
    "PrintHistoryEntry",
    "PrintHistoryStatus",
    "PrintJob",
    "PrintJobStatus",
    "Profile",
    "ProfileNotifications",
    "ProfileOrganization",
    "ProfileSettings",
    "Retries",
    "ServerError",
    "Session",
    "ShippingProvider",
    "StatusError",
    "TemplateField",
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
    "Address": "._models.address",
    "AsyncInstantCard": "._client",
    "AsyncPaged": "._runtime.paging",
    "BadRequest": "._runtime.errors",
    "Balance": "._models.balance",
    "CannotTell": "._runtime.outcomes",
    "Card": "._models.card",
    "CardDatum": "._models.card_datum",
    "CardFieldValue": "._models.card_field_value",
    "CardPreview": "._models.card_preview",
    "CardTemplate": "._models.card_template",
    "ChargeDetails": "._models.charge_details",
    "ClientError": "._runtime.errors",
    "ConfigurationError": "._runtime.errors",
    "Conflict": "._runtime.errors",
    "ConnectFailed": "._runtime.errors",
    "Contact": "._models.contact",
    "DidNotHappen": "._runtime.outcomes",
    "Difference": "._runtime.drift",
    "DriftError": "._runtime.drift",
    "DriftWarning": "._runtime.drift",
    "Error": "._models.error",
    "FinancialTransaction": "._models.financial_transaction",
    "Forbidden": "._runtime.errors",
    "Happened": "._runtime.outcomes",
    "Image": "._runtime.images",
    "InstantCard": "._client",
    "InvalidArgument": "._runtime.errors",
    "InvalidResponse": "._runtime.errors",
    "NewContact": "._models.new_contact",
    "NotAcceptable": "._runtime.errors",
    "NotFound": "._runtime.errors",
    "NotImplementedByVendor": "._runtime.errors",
    "OneOffAddress": "._models.one_off_address",
    "OneOffContact": "._models.one_off_contact",
    "Organization": "._models.organization",
    "OutcomeUnknown": "._runtime.outcomes",
    "Paged": "._runtime.paging",
    "Photo": "._runtime.images",
    "PrintHistoryEntry": "._models.print_history_entry",
    "PrintHistoryStatus": "._models.print_history_status",
    "PrintJob": "._models.print_job",
    "PrintJobStatus": "._models.print_job_status",
    "Profile": "._models.profile",
    "ProfileNotifications": "._models.profile_notifications",
    "ProfileOrganization": "._models.profile_organization",
    "ProfileSettings": "._models.profile_settings",
    "Retries": "._runtime.retries",
    "ServerError": "._runtime.errors",
    "Session": "._models.session",
    "ShippingProvider": "._models.shipping_provider",
    "StatusError": "._runtime.errors",
    "TemplateField": "._models.template_field",
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
