"""The demo's pages, written as an editor would write them: through revisions that are published."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Site

from blog.models import Author, BlogIndexPage, BlogPage
from home.models import HomePage, SiteTexts
from members.models import PrivacyNotice
from panel_pages.models import ActivityPage, AskedPage, EnrolmentPage, InformationPage, SurveyPage
from surveys.blocks import with_ids

from . import texts

OSLO = ZoneInfo("Europe/Oslo")
# Tells whether the story is in a database: a survey that has been answered can never be deleted.
WEBSITE_SURVEY_OPENED_AT = datetime(2019, 9, 9, 8, tzinfo=OSLO)
PICTURES = Path(__file__).parent / "pictures"


def add_page(parent, page):
    """Publish `page` below `parent`, unless one with its slug stands there; return the one that stands."""
    standing = parent.get_children().filter(slug=page.slug).first()
    if standing is not None:
        return standing.specific
    page.live = False
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def body(blocks):
    """A body's blocks as StreamField takes them from JSON."""
    return json.dumps([{"type": block_type, "value": value} for block_type, value in blocks])


def add_pages():
    """The whole site without people or surveys."""
    home = HomePage.objects.get()
    PrivacyNotice.objects.create(version="eksempel", text_nb=texts.JOIN_NOTICE)
    add_page(
        home,
        EnrolmentPage(title="Bli med i innbyggerpanelet", slug="bli-med", lead=texts.JOIN_LEAD),
    )
    add_page(
        home,
        AskedPage(
            title="Dette har vi spurt om",
            slug="dette-har-vi-spurt-om",
            show_in_menus=True,
            lead="Hver undersøkelse og hver workshop, fra første spørsmål til det som ble gjort.",
        ),
    )
    add_page(
        home,
        BlogIndexPage(
            title="Nyheter",
            slug="nyheter",
            show_in_menus=True,
            lead="Hva vi spør om, hva dere svarte, og hva som skjedde etterpå.",
        ),
    )
    information = {
        page["slug"]: add_page(
            home,
            InformationPage(
                title=page["title"],
                slug=page["slug"],
                show_in_menus=page["in_menu"],
                lead=page["lead"],
                body=body(page["body"]),
            ),
        )
        for page in texts.INFORMATION
    }
    Author.objects.get_or_create(name=texts.UNIT, kind=Author.Kind.UNIT)
    write_site_texts(information)


def find_parents():
    """Where surveys and activities go, and where news goes."""
    return AskedPage.objects.first(), BlogIndexPage.objects.first()


def write_site_texts(information):
    """The foot of every page, unless somebody has written it."""
    site = Site.objects.get(is_default_site=True)
    SiteTexts.objects.get_or_create(
        site=site,
        defaults={
            "owner_unit": texts.UNIT,
            "contact_email": "panel@example.org",
            "privacy_page": information["personvern"],
            "contact_page": information["kontakt"],
            "accessibility_url": f"{settings.SITE_URL}/tilgjengelighet/",
        },
    )


def add_activities(asked):
    """The user test and the topic to come."""
    for activity in texts.ACTIVITIES:
        figures = [("figure", {"label": label, "number": number}) for label, number in activity["figures"]]
        add_page(
            asked,
            ActivityPage(
                **{name: activity[name] for name in ("title", "slug", "period", "state", "lead", "outcome")},
                starts_on=date.fromisoformat(activity["starts_on"]),
                figures=body(figures),
                body=body(activity["body"]),
            ),
        )


def add_news(news, asked):
    """The posts, signed by the unit."""
    author = Author.objects.get(name=texts.UNIT)
    for post in texts.NEWS:
        if news.get_children().filter(slug=post["slug"]).exists():
            continue
        add_page(
            news,
            BlogPage(
                title=post["title"],
                slug=post["slug"],
                date=date.fromisoformat(post["date"]),
                author=author,
                lead=post["lead"],
                picture=add_picture(post["picture"]),
                picture_alt=post["alt"],
                body=body(post["body"]),
                about_page=asked.get_children().filter(slug=post["about"]).first(),
            ),
        )


def add_picture(name):
    """A picture drawn for the project, in the library once."""
    images = get_image_model()
    standing = images.objects.filter(title=name).first()
    if standing is not None:
        return standing
    with (PICTURES / f"{name}.png").open("rb") as file:
        return images.objects.create(title=name, file=ImageFile(file, name=f"{name}.png"))


def survey(content, *, opens_at, closes_at, results_due_on):
    """An unsaved SurveyPage with the fields all demo surveys share."""
    return SurveyPage(
        title=content["title"],
        slug=content["slug"],
        purpose=content["purpose"],
        introduction=content["introduction"],
        findings=content.get("findings", ""),
        owner_unit=texts.UNIT,
        contact_name=texts.UNIT,
        contact_email="panel@example.org",
        legal_basis="Samtykke, personvernforordningen artikkel 6 nr. 1 bokstav a",
        minutes=4,
        opens_at=opens_at,
        closes_at=closes_at,
        results_due_on=results_due_on,
        retention_on=timezone.localdate() + timedelta(days=365),
        questions=json.dumps(with_ids(content["questions"])),
    )


def website_survey():
    """The survey of September 2019."""
    return survey(
        texts.WEBSITE_SURVEY,
        opens_at=WEBSITE_SURVEY_OPENED_AT,
        closes_at=datetime(2019, 9, 27, 23, 59, tzinfo=OSLO),
        results_due_on=date(2019, 11, 25),
    )


def example_survey():
    """An invented survey that is open now."""
    today = timezone.now().astimezone(OSLO).replace(hour=8, minute=0, second=0, microsecond=0)
    closes_at = today + timedelta(days=21)
    return survey(
        texts.EXAMPLE_SURVEY,
        opens_at=today - timedelta(days=1),
        closes_at=closes_at,
        results_due_on=(closes_at + timedelta(days=56)).date(),
    )
