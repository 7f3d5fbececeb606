"""Who answered what is shown where residents were told so, to those who may see both, and nowhere else."""

import pytest
from django.urls import reverse

from figures.shares import smallest_group
from members.membership import leave
from panel_pages.tests.builders import make_staff
from panel_pages.tests.modes import answered_by, in_code, named, open_up
from surveys.answer_log import AnswerEntry

pytestmark = pytest.mark.django_db

SEE, SEE_MEMBERS = "surveys.see_answers", "members.see_register"


def names_url(page):
    return reverse("survey_desk:named", args=[page.pk])


def test_those_who_may_see_both_see_who_answered_what_and_each_look_is_written_down(client):
    page = named()
    invitations = answered_by(client, page, smallest_group())
    open_up(page)
    user = make_staff(SEE, SEE_MEMBERS)
    client.force_login(user)

    assert names_url(page) in client.get(reverse("survey_desk:desk", args=[page.pk])).content.decode()
    html = client.get(names_url(page)).content.decode()

    assert all(invitation.member.email in html for invitation in invitations)
    assert html.count("The search") == smallest_group()
    assert AnswerEntry.objects.get(action="names").user == user


def test_whoever_has_left_is_not_there(client):
    page = named()
    invitations = answered_by(client, page, smallest_group() + 1)
    open_up(page)
    gone = invitations[0].member.email
    leave(invitations[0].member)
    client.force_login(make_staff(SEE, SEE_MEMBERS))
    assert gone not in client.get(names_url(page)).content.decode()


@pytest.mark.parametrize("permissions", [[SEE], [SEE_MEMBERS], []])
def test_one_right_is_not_enough(client, permissions):
    page = named()
    answered_by(client, page, smallest_group())
    open_up(page)
    client.force_login(make_staff(*permissions))
    assert client.get(names_url(page)).status_code == 403
    assert not AnswerEntry.objects.filter(action="names").exists()


def test_nothing_is_named_before_the_opening_or_in_another_mode(client):
    closed, code = named(), in_code()
    answered_by(client, code, smallest_group())
    open_up(code)
    client.force_login(make_staff(SEE, SEE_MEMBERS))
    assert client.get(names_url(closed)).status_code == 404
    assert client.get(names_url(code)).status_code == 404
    assert names_url(code) not in client.get(reverse("survey_desk:desk", args=[code.pk])).content.decode()
