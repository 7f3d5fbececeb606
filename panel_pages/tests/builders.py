"""Pages for the tests of what residents and staff meet."""

import itertools
from datetime import timedelta

from django.contrib.auth.models import Permission
from django.utils import timezone
from wagtail.models import Locale, Page

from home.models import HomePage
from invitations.models import Invitation
from invitations.tests.builders import make_member
from panel_pages.models import AskedPage, SurveyPage
from staff.models import User
from surveys.blocks import with_ids
from surveys.models import Box
from surveys.slot import drop

number = itertools.count(1)

QUESTIONS = [
    ("heading", {"heading": "Finding things", "text": ""}),
    ("short_text", {"label": "One word", "help_text": "", "required": False}),
    ("single_choice", {"label": "Easy?", "help_text": "", "required": True, "options": ["Yes", "No"]}),
    ("multiple_choice", {"label": "Where?", "help_text": "", "required": False, "options": ["Phone", "Desk", "Web"]}),
    (
        "scale",
        {
            "label": "How content?", "help_text": "", "required": False,
            "lowest": 1, "highest": 5, "lowest_label": "not at all", "highest_label": "very",
        },
    ),
    ("long_text", {"label": "What first?", "help_text": "", "required": False}),
]  # fmt: skip


def make_asked_page():
    """The parent of surveys, below the home page; made when it is not there."""
    page = AskedPage.objects.first()
    if page is None:
        Locale.objects.get_or_create(language_code="nb")
        root = Page.objects.filter(depth=1).first() or Page.add_root(title="Root", slug="root")
        home = HomePage.objects.first()
        if home is None:
            home = root.add_child(
                instance=HomePage(title="Home", slug=f"home-{next(number)}", heading="Home", lead="Welcome")
            )
        page = Page.objects.get(pk=home.pk).add_child(instance=AskedPage(title="Asked", slug="asked"))
    return page


def make_survey(*, is_published=True, questions=QUESTIONS, now=None, **kwargs):
    """A published survey that opened yesterday and closes in a week."""
    now = now or timezone.now()
    page = SurveyPage(
        **{
            "title": "The web pages",
            "slug": f"survey-{next(number)}",
            "live": False,
            "purpose": "Better web pages",
            "introduction": "<p>Do you find what you need?</p>",
            "owner_unit": "The unit",
            "contact_name": "Kari Nordmann",
            "contact_email": "kari@example.org",
            "legal_basis": "Article 6(1)(e)",
            "minutes": 8,
            "opens_at": now - timedelta(days=1),
            "closes_at": now + timedelta(days=7),
            "results_due_on": timezone.localdate(now) + timedelta(days=60),
            "retention_on": timezone.localdate(now) + timedelta(days=365),
            "has_special_categories": False,
            "reported_on": (now - timedelta(days=2)).date(),
            "reported_by": "Kari Nordmann",
            "questions": with_ids(questions),
        }
        | kwargs
    )
    make_asked_page().add_child(instance=page)
    revision = page.save_revision(clean=False)
    if is_published:
        revision.publish()
    return SurveyPage.objects.get(pk=page.pk)


def invite(page, member=None, **kwargs):
    """An invitation to answer the survey, its mail sent."""
    return Invitation.objects.create(
        **{"asking": page.asking, "member": member or make_member(), "reached": True} | kwargs
    )


def field_names(page):
    """{label: name of the form field} of a survey's questions."""
    return {question.label: question.clean_name for question in page.get_form_fields()}


def filled_in(page, **changes):
    """What a browser sends for a survey of QUESTIONS: «Yes», «Phone» and «Web», 4 and two texts."""
    questions = {question.label: question for question in page.get_form_fields()}
    easy, where = questions["Easy?"], questions["Where?"]
    return {
        questions["One word"].clean_name: "Fine",
        easy.clean_name: easy.options[0][0],
        where.clean_name: [where.options[0][0], where.options[2][0]],
        questions["How content?"].clean_name: "4",
        questions["What first?"].clean_name: "The search",
    } | {questions[label].clean_name: value for label, value in changes.items()}


def fill_box(page, count, *, easy="Yes"):
    """`count` members who have answered «Yes» (or `easy`) and 4, each with her invitation ticked."""
    box = Box.objects.select_related("version").get(page_id=page.pk)
    questions = {question.label: question for question in page.get_form_fields()}
    chosen = next(key for key, label in questions["Easy?"].options if label == easy)
    answers = {questions["Easy?"].key: chosen, questions["How content?"].key: 4}
    for _ in range(count):
        invite(page, answered=True)
        drop(box, answers)


def make_staff(*permissions, **kwargs):
    """A municipal employee with these permissions ("app.codename") beside access to the admin."""
    user = User.objects.create_user(**{"username": f"staff-{next(number)}", "password": "x"} | kwargs)
    for permission in ("wagtailadmin.access_admin", *permissions):
        app, _, codename = permission.partition(".")
        user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
    return user
