"""Every address of the admin, walked by every role and by nobody: the table below says who is let in.

An address that is not in the table fails, so whoever adds one decides who may use it. What is seen is the gate, not
what lies behind it: somebody who is let in may still be told that there is no such row.
"""

import uuid

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import NoReverseMatch, URLPattern, get_resolver, reverse
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Site

from blog.models import Author
from blog.models import Topic as BlogTopic
from members.models import ListImport, MonthlyCount, Topic
from members.tests.builders import make_member, make_notice
from panel_pages.tests.builders import make_survey
from panel_pages.tests.test_overview import make_external
from staff.models import User
from staff.tests.admin_urls import LET_IN
from staff.tests.builders import make_employee

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ROLES = {"R": "Redaktør", "U": "Undersøkelsesansvarlig", "P": "Paneladministrator"}
LOGIN, HOME = "/admin/login/", "/admin/"
SAMPLES = {"int": 1, "str": "x", "slug": "x", "uuid": uuid.UUID(int=1), "path": "x"}


def list_urls():
    """{name: pattern} of everything below /admin/; patterns without a name are called by their route."""
    admin = next(part for part in get_resolver().url_patterns if str(part.pattern) == "admin/")
    found = {}

    def walk(patterns, names, route, converters):
        for part in patterns:
            here, known = route + str(part.pattern), converters | part.pattern.converters
            if isinstance(part, URLPattern):
                name = ":".join([*names, part.name]) if part.name else here
                # Some names stand for several patterns; the one with the most arguments is the interesting one.
                if name not in found or len(known) > len(found[name]):
                    found[name] = known
            else:
                walk(part.url_patterns, [*names, part.namespace] if part.namespace else names, here, known)

    walk(admin.url_patterns, [], "", {})
    return found


def sample_of(name, argument, converter, rows):
    """A value for one argument of an address: a row that is there, where there is one."""
    for text in (argument, name):
        for part, row in rows.items():
            if part in text:
                return row
    kind = next((kind for kind in SAMPLES if kind in type(converter).__name__.lower().replace("string", "str")), "str")
    return SAMPLES[kind]


@pytest.fixture
def rows(home_page):
    """Something to point at; the first word found in a name or an argument decides."""
    make_notice()
    survey = make_survey()
    image = Image.objects.create(title="i", file=get_test_image_file())
    document = Document.objects.create(title="d", file=ContentFile(b"x", name="d.txt"))
    member = make_member()
    # The pages of a list take its number where those of a member take hers.
    ListImport.objects.create(pk=member.pk, file_id=uuid.uuid4(), uploaded_at=timezone.now(), state="done")
    return {
        "question": uuid.UUID(int=1), "revision": survey.latest_revision_id,
        "page": survey.pk, "survey_desk": survey.pk, "wagtailforms": survey.pk,
        "external_surveys": make_external().pk,
        "wagtailimages": image.pk, "wagtaildocs": document.pk,
        "wagtailusers_users": User.objects.create_user("rad").pk,
        "wagtailusers_groups": Group.objects.create(name="rad").pk,
        "wagtailadmin_collections": Collection.get_first_root_node().add_child(name="c").pk,
        "wagtailsites": Site.objects.first().pk, "locale": Locale.objects.first().pk,
        "register": member.pk, "postal_codes": "1338", "topics:": Topic.objects.create(name_nb="t").pk,
        "blog_author": Author.objects.create(name="a").pk, "blog_topic": BlogTopic.objects.create(name="b").pk,
        "privacy_notices": make_notice().pk, "monthly_counts": MonthlyCount.objects.create(month="2026-11-01").pk,
        "wagtailredirects": Redirect.objects.create(old_path="/a").pk,
    }  # fmt: skip


def is_let_in(client, path):
    """Whether the gate opens: no 403, and not sent to the login or, by Wagtail's refusal, to the start page."""
    answer = client.get(path, secure=True)
    if answer.status_code == 405:
        answer = client.post(path, secure=True)
    if answer.status_code in (301, 302):
        return not answer.url.startswith(LOGIN) and not (answer.url == HOME and path != HOME)
    return answer.status_code != 403


def address_of(name, converters, rows):
    """The address of the name, or None for the few that cannot be made."""
    arguments = {argument: sample_of(name, argument, converter, rows) for argument, converter in converters.items()}
    try:
        return reverse(name, kwargs=arguments)
    except NoReverseMatch:
        return None


def test_every_address_is_in_the_table():
    unknown = sorted(set(list_urls()) - set(LET_IN))
    assert not unknown, f"Say in staff/tests/admin_urls.py who is let in to: {unknown}"
    assert not set(LET_IN) - set(list_urls()), "the table names addresses that are gone"


def walk_as(client, rows, user=None):
    """The names of the addresses that let this user, or a visitor, in."""
    client.raise_request_exception = False
    if user:
        client.force_login(user)
    cookies = client.cookies.copy()
    found = set()
    for name, converters in sorted(list_urls().items()):
        path = address_of(name, converters, rows)
        if path is None:
            continue
        # Each knock at a door leaves the house as it was: some of them delete what they find.
        with transaction.atomic():
            client.cookies = cookies.copy()
            if is_let_in(client, path):
                found.add(name)
            transaction.set_rollback(True)
    return found


@pytest.mark.parametrize("letter", [*ROLES, "V"])
def test_roles_and_visitors_are_let_in_where_the_table_says_and_nowhere_else(client, rows, letter):
    user = make_employee(ROLES[letter]) if letter in ROLES else None
    found = walk_as(client, rows, user)
    expected = {name for name, letters in LET_IN.items() if letter in letters}
    assert found == expected, {"let in": sorted(found - expected), "shut out": sorted(expected - found)}


def test_an_employee_without_a_role_comes_no_further_than_a_visitor(client, rows):
    user = make_employee(username="ny")
    found = walk_as(client, rows, user)
    more = found - {name for name, letters in LET_IN.items() if "V" in letters}
    assert more <= {"wagtailadmin_logout"}, sorted(more)
