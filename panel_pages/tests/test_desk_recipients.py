"""Who gets a mailing, before and after: only for those who may see the register, and every look is written down."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import gettext

from invitations.drafts import draft
from invitations.models import Invitation, Mailing
from invitations.tests.builders import make_member
from members.models import Member, RegisterEntry
from outbox.models import Message
from panel_pages.desk import records
from panel_pages.tests.builders import make_staff, make_survey

pytestmark = pytest.mark.django_db
SEND, SEE, EXPORT = "invitations.send_mailing", "members.see_register", "members.export_register"


def url(view, *args):
    return reverse(f"survey_desk:{view}", args=args)


@pytest.fixture
def mailing(client):
    """The draft of a draw of two out of four."""
    for _ in range(4):
        make_member()
    client.force_login(make_staff(SEND, SEE, EXPORT))
    return draft(Mailing.Kind.INVITATION, asking=make_survey().asking, by=None, pick=Mailing.Pick.RANDOM, size=2)


def logged():
    return [(entry.action, entry.count, entry.purpose) for entry in RegisterEntry.objects.all()]


def asked_members():
    return Member.objects.filter(invitations__in=Invitation.objects.all())


def test_the_way_on_stands_before_the_tables_which_say_that_they_are_of_more_than_the_drawn(client, mailing):
    place = url("choose_audience", mailing.asking.page_id)
    everybody, drawn = (client.get(place, asked).content.decode() for asked in ({}, {"pick": "random", "size": "2"}))
    for html in (everybody, drawn):
        assert html.index('form="choose-form"') < html.index("desk-compositions")
    sentence = gettext("The tables show all %(all)s they are drawn among.") % {"all": 4}
    assert sentence in drawn
    assert sentence not in everybody


def test_the_list_before_sending_names_those_who_get_it_and_is_written_down(client, mailing):
    html = client.get(url("recipients", mailing.pk)).content.decode()
    assert logged() == [("listed", 2, f"mailing {mailing.pk}")]
    client.post(url("send", mailing.pk), {"already_asked": 0})
    asked = asked_members()
    assert len(asked) == 2
    for member in Member.objects.all():
        assert (member.email in html) is (member in asked)
    assert client.get(url("recipients", mailing.pk)).url == url("record", mailing.pk)


def test_without_the_register_nobody_sees_who_and_the_draft_does_not_lead_there(client, mailing):
    client.force_login(make_staff(SEND))
    for view in ("recipients", "record"):
        assert client.get(url(view, mailing.pk)).status_code == 403
    assert client.get(url("sent")).status_code == 403
    assert url("recipients", mailing.pk) not in client.get(url("mailing", mailing.pk)).content.decode()
    assert logged() == []


def test_the_record_can_be_fetched_as_a_table_by_those_who_may_export(client, mailing):
    client.post(url("send", mailing.pk), {"already_asked": 0})
    assert url("record", mailing.pk) in client.get(url("sent")).content.decode()
    lines = client.post(url("record_file", mailing.pk)).content.decode("utf-8-sig").splitlines()
    assert [line.split(";")[1:] for line in lines[1:]] == [["pending", ""]] * 2
    assert logged()[0] == ("exported", 2, f"mailing {mailing.pk}")
    assert "@" not in "".join(lines)

    client.force_login(make_staff(SEND, SEE))
    assert client.post(url("record_file", mailing.pk)).status_code == 403
    assert client.get(url("record_file", mailing.pk)).status_code == 403


def test_a_long_record_stands_on_pages_of_constant_cost(client, mailing, monkeypatch):
    client.post(url("send", mailing.pk), {"already_asked": 0})
    path = url("record", mailing.pk)
    client.get(path)
    with CaptureQueriesContext(connection) as whole:
        assert "etter=" not in client.get(path).content.decode()
    monkeypatch.setattr(records, "PAGE_SIZE", 1)
    with CaptureQueriesContext(connection) as part:
        response = client.get(path)
    assert len(part) == len(whole)
    first, further = response.context["rows"], response.context["further"]
    last = client.get(path, {"etter": further}).context
    assert [row[0] for row in (*first, *last["rows"])] == sorted(member.pk for member in asked_members())
    assert last["further"] is None
    assert logged()[0] == ("listed", 1, f"mailing {mailing.pk}")


@pytest.mark.parametrize("key", ["", "x", "-1", "1.5", "٣", "\0", "9" * 40])
def test_a_key_that_is_none_leads_to_the_first_part_of_a_record(client, mailing, key):
    client.post(url("send", mailing.pk), {"already_asked": 0})
    assert len(client.get(url("record", mailing.pk), {"etter": key}).context["rows"]) == 2


def test_the_record_leads_to_a_member_for_those_who_may_open_one(client, mailing):
    client.post(url("send", mailing.pk), {"already_asked": 0})
    member = reverse("register:member", args=[asked_members()[0].pk])
    assert member not in client.get(url("record", mailing.pk)).content.decode()
    client.force_login(make_staff(SEE, "members.open_member"))
    assert member in client.get(url("record", mailing.pk)).content.decode()


def test_the_draft_shows_the_mail_as_text_too(client, mailing):
    response = client.get(url("mailing", mailing.pk))
    assert "Hei" in response.context["text"] or response.context["text"].strip()
    assert '<pre class="desk-text">' in response.content.decode()


def test_whoever_keeps_the_register_finds_what_was_sent_in_the_menu_and_is_led_nowhere_closed(client, mailing):
    client.post(url("send", mailing.pk), {"already_asked": 0})
    client.force_login(make_staff(SEE))
    assert url("sent") in client.get(reverse("register:list")).content.decode()
    assert url("sent") in client.get(reverse("wagtailadmin_home")).content.decode()
    assert f"<td>{Message.State.PENDING.label}</td>" in client.get(url("record", mailing.pk)).content.decode()
    for view, args in (("sent", []), ("record", [mailing.pk])):
        crumbs = client.get(url(view, *args)).context["breadcrumbs_items"]
        assert [client.get(crumb["url"]).status_code for crumb in crumbs if crumb["url"]] == [200] * (len(crumbs) - 1)
    assert str(Mailing.State.CALLED_OFF.label) not in client.get(url("sent")).content.decode()
    Mailing.objects.filter(pk=mailing.pk).update(state=Mailing.State.CALLED_OFF)
    assert str(Mailing.State.CALLED_OFF.label) in client.get(url("sent")).content.decode()
    client.force_login(make_staff(SEND))
    assert url("sent") not in client.get(reverse("wagtailadmin_home")).content.decode()
