"""An example of every mail: what its template is given, by the name of its folder in templates/emails/."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from invitations.models import Asking

WAY_OUT = "https://panel.example.org/medlem/ut/408.BOo4L3okDX-L8AZl7ZALsg/"


def asking():
    """A survey as an invitation tells of it."""
    return Asking(
        opens_at=datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Europe/Oslo")),
        closes_at=datetime(2026, 12, 14, 23, 59, tzinfo=ZoneInfo("Europe/Oslo")),
        results_due_on=date(2027, 2, 8),
        purpose="Finner du det du leter etter? Svarene er med på å avgjøre hva vi retter på først.",
        minutes=8,
        owner_unit="Strategi- og utviklingsenheten",
        contact_name="Kari Nordmann",
        contact_email="kari@example.org",
        identity_mode="anonymous",
    )


EXAMPLES = {
    "already_member": lambda: {},
    "confirm_enrolment": lambda: {
        "confirm_url": "https://panel.example.org/medlem/bekreft/1.Np8KEHp_XhV3Fux7htj6Wg/",
        "days": 7,
    },
    "invitation": lambda: {
        "title": "Hvordan skal kommunen prioritere kollektivtrafikkframkommelighet på Rykkinn?",
        "asking": asking(),
        "answer_url": "https://panel.example.org/svar/409.owzR7SCqvHEJkQrqB_SdmQ/",
        "no_thanks_url": "https://panel.example.org/nei-takk/409.owzR7SCqvHEJkQrqB_SdmQ/",
    },
    "reminder": lambda: {**EXAMPLES["invitation"](), "round": 1},
    "results": lambda: {
        "title": "Lekeplasser i Bærum",
        "asking": asking(),
        "page_url": "https://panel.example.org/dette-har-vi-spurt-om/lekeplasser/",
    },
    "information": lambda: {
        "words": {
            "subject": "Nytt fra panelet",
            "paragraphs": ["Takk for at du svarte i høst.", "Les mer på https://panel.example.org/nyheter/"],
        },
    },
}
