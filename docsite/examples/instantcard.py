"""InstantCard's examples, in an order in which all of them work on a staging that just started.

Staging gives its first card, print job, contact and address the ids that stand here.
"""

from decimal import Decimal
from typing import Final

from .example import Example
from .values import File, Made, Member, Secret

CARD: Final = 3145927
JOB: Final = 1614262
ADDRESS: Final = 12786
CONTACT: Final = 12631
SAVED_ADDRESS: Final = 12782
SAVED_CONTACT: Final = 12629
TEMPLATE: Final = 17281

EXAMPLES: Final = [
    Example(
        "session.login",
        command=("cardwright", "instantcard", "login", "--from", "password.txt"),
    ),
    Example("profile.me", name="profile", then=("print(profile.organization_name)",)),
    Example("organization.get", name="organization", then=("print(organization.name)",)),
    Example("organization.balance", name="funds", then=("print(funds.balance)",)),
    Example(
        "organization.shipping_providers",
        name="provider",
        then=("print(provider.id, provider.name)",),
    ),
    Example("card_templates.list", name="template", then=("print(template.id, template.name)",)),
    Example(
        "card_templates.fields",
        by_place=(TEMPLATE,),
        name="field",
        then=("print(field.token, field.label, field.type)",),
    ),
    Example(
        "cards.create",
        arguments={
            "card_template_id": TEMPLATE,
            "fields": {
                "Photo": File("ana.jpg"),
                "Full name": "Ana Example",
                "Company": "Paper & Sons",
                "Host": "Front desk",
                "Valid until": "2031-01-31",
            },
        },
        name="card",
        then=("print(card.id)",),
    ),
    Example(
        "cards.preview",
        by_place=(CARD,),
        after=("cards.create",),
        name="preview",
        then=('preview.front.save("front.png")',),
        options=("--front", "front.png"),
    ),
    Example(
        "cards.update",
        by_place=(CARD,),
        arguments={"fields": {"Host": "Reception"}},
        after=("cards.create",),
        name="card",
        then=("print(card.id)",),
    ),
    Example(
        "cards.finalize",
        by_place=(CARD,),
        after=("cards.create",),
        name="card",
        then=("print(card.id)",),
    ),
    Example(
        "cards.get",
        by_place=(CARD,),
        after=("cards.create",),
        name="card",
        then=('print(card.last_printed_at or "not printed yet")',),
    ),
    Example(
        "cards.list",
        arguments={"page_size": 50},
        after=("cards.create",),
        name="card",
        then=("print(card.id, card.card_template_id)",),
    ),
    Example(
        "cards.search",
        arguments={"term": "Ana Example"},
        after=("cards.create",),
        name="card",
        then=("print(card.id)",),
    ),
    Example(
        "contacts.create",
        arguments={
            "full_name": "Ana Example",
            "email": "ana@paper.example",
            "phone_number": "+1 609 555 0142",
        },
        name="contact",
        then=("print(contact.id)",),
    ),
    Example("contacts.list", name="contact", then=("print(contact.id)",)),
    Example(
        "contacts.get",
        by_place=(SAVED_CONTACT,),
        name="contact",
        then=("print(contact.full_name)",),
    ),
    Example(
        "contacts.update",
        by_place=(CONTACT,),
        arguments={"alt_email": "front.desk@paper.example"},
        after=("contacts.create",),
        name="contact",
        then=("print(contact.alt_email)",),
    ),
    Example(
        "addresses.create",
        arguments={
            "contact_id": SAVED_CONTACT,
            "label": "Workshop",
            "address1": "1 Any Street",
            "city": "Aldwich",
            "state": "NJ",
            "zip_code": "07001",
            "country": "USA",
        },
        name="address",
        then=("print(address.id)",),
    ),
    Example("addresses.list", name="address", then=("print(address.id, address.label)",)),
    Example(
        "addresses.get",
        by_place=(SAVED_ADDRESS,),
        name="address",
        then=("print(address.label)",),
    ),
    Example(
        "addresses.update",
        by_place=(ADDRESS,),
        arguments={
            "contact": Made(
                "NewContact", {"full_name": "Ana Example", "email": "ana@paper.example"}
            ),
            "address2": "Gate B",
        },
        after=("addresses.create",),
        name="address",
        then=("print(address.id)",),
    ),
    Example("addresses.delete", by_place=(ADDRESS,), after=("addresses.create",)),
    Example("contacts.delete", by_place=(CONTACT,), after=("contacts.create",)),
    Example(
        "print_jobs.create",
        arguments={
            "card_ids": [CARD],
            "number_of_copies": 2,
            "shipping_provider_id": 1,
            "address": Made(
                "OneOffAddress",
                {
                    "contact": Made("OneOffContact", {"full_name": "Ana Example"}),
                    "organization_name": "Paper & Sons",
                    "address_1": "1 Any Street",
                    "city": "Aldwich",
                    "state": "NJ",
                    "zip_code": "07001",
                    "country": "USA",
                },
            ),
        },
        after=("cards.finalize",),
        name="job",
        then=("print(job.id)",),
    ),
    Example(
        "print_jobs.list",
        arguments={"status": Member("PrintJobStatus", "CREATED")},
        after=("print_jobs.create",),
        name="job",
        then=("print(job.id)",),
    ),
    Example(
        "print_jobs.get",
        by_place=(JOB,),
        after=("print_jobs.create",),
        name="job",
        then=("print(job.id, job.status)",),
    ),
    Example(
        "print_jobs.remove_card",
        by_place=(JOB, CARD),
        after=("print_jobs.create",),
    ),
    Example(
        "print_jobs.add_cards",
        by_place=(JOB,),
        arguments={"card_ids": [CARD]},
        after=("print_jobs.create",),
        name="job",
        then=("print(job.id)",),
    ),
    Example(
        "print_jobs.update",
        by_place=(JOB,),
        arguments={"shipping_provider_id": 1, "number_of_copies": 1},
        after=("print_jobs.create",),
        name="job",
        then=("print(job.id)",),
    ),
    Example(
        "print_jobs.check_balance",
        by_place=(JOB,),
        after=("print_jobs.create",),
        name="covered",
        then=("print(covered)",),
    ),
    Example(
        "organization.add_funds",
        arguments={
            "amount": Decimal("50.00"),
            "number": Secret("INSTANTCARD_CARD_NUMBER"),
            "exp_month": Secret("INSTANTCARD_CARD_EXP_MONTH"),
            "exp_year": Secret("INSTANTCARD_CARD_EXP_YEAR"),
            "cvc": Secret("INSTANTCARD_CARD_CVC"),
            "full_name": "Ana Example",
            "billing_address1": "1 Any Street",
            "billing_city": "Aldwich",
            "billing_state": "NJ",
            "billing_zip_code": "07001",
            "billing_country": "USA",
        },
        name="added",
        then=("print(added)",),
    ),
    Example(
        "organization.financial_transactions",
        name="transaction",
        then=("print(transaction.id)",),
    ),
    Example(
        "print_jobs.submit",
        by_place=(JOB,),
        after=("print_jobs.create", "organization.add_funds"),
        name="job",
        then=("print(job.id, job.status)",),
    ),
    Example(
        "print_jobs.charge_details",
        by_place=(JOB,),
        after=("print_jobs.submit",),
        name="charge",
        then=("print(charge.job_total_cost)",),
    ),
    Example(
        "cards.print_history",
        by_place=(CARD,),
        after=("print_jobs.submit",),
        name="printing",
        then=("print(printing.status)",),
    ),
    Example("cards.delete", by_place=(CARD,), after=("cards.create",)),
]
