"""The demo's pages, written as an editor would write them: through revisions that are published."""

import json
import re
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from blog.models import Author, BlogIndexPage, BlogPage, Topic
from home.models import HomePage, SiteTexts
from home.slugs import plain_slug
from members.models import PrivacyNotice
from panel_pages.models import ActivityPage, AskedPage, CompositionPage, EnrolmentPage, InformationPage, SurveyPage
from surveys.blocks import with_ids
from surveys.results_chart import published_questions

from . import texts
from .information import INFORMATION
from .news import NEWS

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
    """A body's blocks as StreamField takes them from JSON, with what they name by slug or words by its key."""
    found = {"picture": find_picture, "call_to_action": find_target, "results_chart": find_question}
    stream = [{"type": kind, "value": found.get(kind, lambda value: value)(value)} for kind, value in blocks]
    return re.sub(r"page:([\w-]+)", lambda link: str(Page.objects.get(slug=link[1]).pk), json.dumps(stream))


def find_picture(value):
    """A picture block that names its picture."""
    return {**value, "image": add_picture(value["image"]).pk}


def find_target(value):
    """A call to action that names its page."""
    return {**value, "page": Page.objects.get(slug=value["page"]).pk}


def find_question(value):
    """A results chart that names its question in words."""
    choices = [choice for _survey, choices in published_questions() for choice in choices]
    return {**value, "question": next(key for key, words in choices if words == value["question"])}


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
    add_page(
        home,
        CompositionPage(
            title="Hvem er med?",
            slug="hvem-er-med",
            lead="Panelet skal ligne på dem som bor i Bærum. Her ser du hvem vi har med oss, og hvem vi mangler.",
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
                invites_to_join=page["in_menu"],
                body=body(page["body"]),
            ),
        )
        for page in INFORMATION
    }
    # So that a first post can be signed.
    find_author({})
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
        figures += [("dots", activity["dots"])] if "dots" in activity else []
        picture, picture_alt = activity["picture"]
        add_page(
            asked,
            ActivityPage(
                **{name: activity[name] for name in ("title", "slug", "period", "state", "lead", "outcome")},
                starts_on=date.fromisoformat(activity["starts_on"]),
                finding=activity.get("finding", ""),
                picture=add_picture(picture),
                picture_alt=picture_alt,
                figures=body(figures),
                way=body([("step", step) for step in activity["way"]]),
                body=body(activity["body"]),
            ),
        )


def add_news(news, asked):
    """The posts, as old as they say they are."""
    for post in NEWS:
        if news.get_children().filter(slug=post["slug"]).exists():
            continue
        day = date.fromisoformat(post["date"]) if post["date"] else timezone.localdate()
        page = add_page(
            news,
            BlogPage(
                **{name: post[name] for name in ("title", "slug", "lead")},
                date=day,
                author=find_author(post),
                picture=add_picture(post["picture"]),
                picture_alt=post["alt"],
                picture_caption=post["caption"],
                topics=[find_topic(name) for name in post["topics"]],
                body=body(post["body"]),
                about_page=asked.get_children().filter(slug=post["about"]).first(),
            ),
        )
        told_at = min(datetime.combine(day, time(9), tzinfo=OSLO), timezone.now())
        BlogPage.objects.filter(pk=page.pk).update(first_published_at=told_at, last_published_at=told_at)


def find_author(post):
    """The person a post names, or the unit."""
    person = post.get("author")
    values = {"kind": Author.Kind.PERSON, **person} if person else {"kind": Author.Kind.UNIT, "name": texts.UNIT}
    return Author.objects.get_or_create(**values)[0]


def find_topic(name):
    """A topic of news, in the library once."""
    return Topic.objects.get_or_create(name=name, defaults={"slug": plain_slug(name)})[0]


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
    picture, picture_alt = content.get("picture", (None, ""))
    return SurveyPage(
        title=content["title"],
        slug=content["slug"],
        purpose=content["purpose"],
        introduction=content["introduction"],
        finding=content.get("finding", ""),
        findings=content.get("findings", ""),
        advice=body([("advice", advice) for advice in content.get("advice", [])]),
        picture=picture and add_picture(picture),
        picture_alt=picture_alt,
        owner_unit=texts.UNIT,
        contact_name=texts.UNIT,
        contact_email="panel@example.org",
        legal_basis="Samtykke, personvernforordningen artikkel 6 nr. 1 bokstav a",
        minutes=4,
        opens_at=opens_at,
        closes_at=closes_at,
        results_due_on=results_due_on,
        retention_on=timezone.localdate() + timedelta(days=365),
        has_special_categories=False,
        reported_on=min(timezone.localdate(opens_at) - timedelta(days=7), timezone.localdate()),
        reported_by=texts.UNIT,
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
