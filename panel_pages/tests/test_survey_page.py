"""Survey pages: what visitors may do, and what cannot be deleted."""

from datetime import timedelta

import pytest
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from home.templatetags.home_tags import breakable
from panel_pages.tests.builders import filled_in, make_survey
from staff.models import User
from surveys.models import Response, SealedAnswer


@pytest.mark.django_db
def test_posting_to_the_page_or_its_preview_stores_nothing(client):
    page = make_survey()
    assert client.post(page.url, filled_in(page)).status_code == 405
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    preview = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    assert client.post(preview, filled_in(page)).status_code in (200, 405)
    assert not SealedAnswer.objects.exists()
    assert not Response.objects.exists()


@pytest.mark.django_db
def test_the_preview_shows_the_questions_and_has_nothing_to_send_with(client):
    page = make_survey(is_published=False)
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    html = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).content.decode()
    assert "How content?" in html
    assert "<form" not in html.split('<main id="main"')[1].split("</main>")[0]


@pytest.mark.django_db
def test_a_half_written_scale_can_be_previewed(client):
    scale = {"label": "", "help_text": "", "required": False, "lowest": None, "highest": None}
    page = make_survey(is_published=False, questions=[("scale", {**scale, "lowest_label": "", "highest_label": ""})])
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    assert client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk])).status_code == 200


@pytest.mark.django_db
def test_a_survey_page_says_where_it_stands():
    now = timezone.now()
    assert make_survey(opens_at=now + timedelta(hours=1)).state().value == "planned"
    page = make_survey()
    assert page.state().value == "open"
    assert page.state(now + timedelta(days=8)).value == "working"


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["survey", "parent", "bulk"])
def test_a_published_survey_cannot_be_deleted(client, what):
    page = make_survey()
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    if what == "bulk":
        url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={page.pk}"
    else:
        target = page if what == "survey" else page.get_parent()
        url = reverse("wagtailadmin_pages:delete", args=[target.pk])
    response = client.post(url)
    assert response.status_code == 409
    assert page.title in response.content.decode()
    assert Page.objects.filter(pk=page.pk).exists()


@pytest.mark.django_db
def test_the_database_protects_a_survey_with_a_box_as_well():
    page = make_survey()
    with pytest.raises(ProtectedError):
        Page.objects.get(pk=page.pk).delete()


@pytest.mark.django_db
def test_a_draft_survey_can_be_deleted(client):
    page = make_survey(is_published=False)
    client.force_login(User.objects.create_superuser("admin", "admin@example.org", "x"))
    assert client.post(reverse("wagtailadmin_pages:delete", args=[page.pk])).status_code == 302
    assert not Page.objects.filter(pk=page.pk).exists()


@pytest.mark.parametrize(
    ("address", "html"),
    [("ola@example.org", "ola<wbr>@example.org"), ("<b>@x.no", "&lt;b&gt;<wbr>@x.no"), ("nobody", "nobody"), ("", "")],
)
def test_a_mail_address_may_be_broken_before_its_at_sign(address, html):
    assert breakable(address) == html
