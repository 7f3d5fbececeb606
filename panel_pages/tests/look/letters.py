"""An example of every mail: what its template is given, by the name of its folder in templates/emails/."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from invitations.models import Asking

SITE = "https://panel.example.org"
WAY_OUT = f"{SITE}/medlem/ut/408.BOo4L3okDX-L8AZl7ZALsg/"


def asking():
    """A survey as an invitation tells of it."""
    return Asking(
        opens_at=datetime(2026, 11, 23, 8, tzinfo=ZoneInfo("Europe/Oslo")),
        closes_at=datetime(2026, 12, 14, 23, 59, tzinfo=ZoneInfo("Europe/Oslo")),
        results_due_on=date(2027, 2, 8),
        minutes=8,
        owner_unit="Strategi- og utviklingsenheten",
        contact_name="Kari Nordmann",
        contact_email="kari@example.org",
        identity_mode="anonymous",
    )


def mailing(*, words=(), **context):
    """What every mailing of invitations is given; `words` are paragraphs of its sender's own."""
    return {
        "asking": asking(),
        "title": "Hvordan skal kommunen prioritere kollektivtrafikkframkommelighet på Rykkinn?",
        "purpose": "Finner du det du leter etter? Svarene er med på å avgjøre hva vi retter på først.",
        "words": {"subject": "Nytt fra panelet" if words else "", "paragraphs": words},
        "round": 0,
        "answer_url": f"{SITE}/svar/409.owzR7SCqvHEJkQrqB_SdmQ/",
        "no_thanks_url": f"{SITE}/nei-takk/409.owzR7SCqvHEJkQrqB_SdmQ/",
        "page_url": f"{SITE}/dette-har-vi-spurt-om/kommunens-internettsider/",
        "is_test": False,
        **context,
    }


EXAMPLES = {
    "already_member": lambda: {},
    "answer_link": lambda: {
        "title": mailing()["title"],
        "answer_url": mailing()["answer_url"],
        "ends_at": asking().closes_at,
    },
    "confirm_enrolment": lambda: {"confirm_url": f"{SITE}/medlem/bekreft/1.Np8KEHp_XhV3Fux7htj6Wg/", "days": 7},
    "confirm_details": lambda: {"confirm_details_url": f"{SITE}/medlem/stemmer/1.Np8KEHp_XhV3Fux7htj6Wg/"},
    "information": lambda: mailing(words=["Panelet har fått nye medlemmer.", f"Les mer om dem på {SITE}/nyheter/"]),
    "invitation": mailing,
    "move_from": lambda: {"move_url": f"{SITE}/medlem/flytt/1.Np8KEHp_XhV3Fux7htj6Wg/", "days": 7},
    "move_taken": lambda: {},
    "move_to": lambda: {"move_url": f"{SITE}/medlem/flytt/1.Np8KEHp_XhV3Fux7htj6Wg/", "days": 7},
    "own_page": lambda: {"enter_url": f"{SITE}/min-deltakelse/1.Np8KEHp_XhV3Fux7htj6Wg/"},
    "reminder": lambda: mailing(round=1),
    "results": mailing,
    "staff_password": lambda: {
        "user_name": "redaktor",
        "password_url": f"{SITE}/admin/password_reset/confirm/MQ/c4r-1f/",
    },
    "stay": lambda: {"stay_url": f"{SITE}/medlem/bli/1.Np8KEHp_XhV3Fux7htj6Wg/", "days": 60},
}
