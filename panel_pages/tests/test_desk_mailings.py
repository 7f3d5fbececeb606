"""Mailings at the desk: from choosing whom to watching it go. Counts only, nobody without permission."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import ModelLogEntry

from invitations.models import Audience, Contact, Invitation, Mailing
from invitations.tests.builders import make_member
from members.models import Member
from outbox.models import Message
from outbox.registry import MAIL_KINDS
from panel_pages.tests.builders import fill_box, invite, make_staff, make_survey
from panel_pages.tests.mailings import SEND, draft_of, save, send, url
from surveys.models import ResultSnapshot

pytestmark = pytest.mark.django_db
NB = {"nb-subject": "Om {tittel}", "nb-body": "Hei, svar innen {frist}."}
ON_MAILING = ("mailing", "send", "test", "progress", "pause", "resume", "call_off", "unplan", "delete", "record")


@pytest.fixture
def survey():
    return make_survey()


def test_only_those_who_may_send_reach_a_mailing_or_an_audience(client, survey):
    mailing = Mailing.objects.create(asking=survey.asking)
    audience = Audience.objects.create(name="East")
    client.force_login(make_staff("surveys.see_answers", "surveys.publish_results"))
    for view in ON_MAILING:
        assert client.get(url(view, mailing.pk)).status_code == 403
        assert client.post(url(view, mailing.pk)).status_code == 403
    assert client.get(url("show_mail", mailing.pk, "nb")).status_code == 403
    for view in ("audience", "add_rule", "change_audience", "delete_audience"):
        assert client.post(url(view, audience.pk)).status_code == 403
    for view in ("audiences", "mailings", "choose_readers"):
        assert client.get(url(view)).status_code == 403
    assert Mailing.objects.count() == Audience.objects.count() == 1


def test_choosing_shows_how_many_composed_how_and_who_is_left_out(owner, survey):
    make_member(zone="East")
    make_member(zone="West")
    make_member(state="paused")
    response = owner.get(url("choose_audience", survey.pk))
    html = response.content.decode()
    assert '<dd id="audience-count">2</dd>' in html
    assert "East" in html
    assert response.context["look"].left_out[0].sentence in html
    assert not Mailing.objects.exists()


def test_what_is_drafted_is_what_the_fields_say_and_not_what_was_shown_last(owner, survey):
    place = url("choose_audience", survey.pk)
    assert (
        owner.post(place, {"pick": "random", "size": "2", "show": "1"}).url == f"{place}?audience=&pick=random&size=2"
    )
    assert not Mailing.objects.exists()
    html = owner.get(place, {"pick": "random", "size": "2"}).content.decode()
    form = html[html.index('<form id="choose-form"') :]
    assert form.index('name="size"') < form.index("</form>") < form.index('form="choose-form"')
    assert [html.count(f'name="{name}"') for name in ("audience", "pick", "size")] == [1, 1, 1]


@pytest.mark.parametrize("pick", ["all", ""])
def test_a_number_is_never_passed_over_in_silence(owner, survey, pick):
    make_member()
    make_member()
    place = url("choose_audience", survey.pk)
    sentence = gettext("You have written how many. Choose how they are drawn, or take the number away.")
    shown = owner.get(place, {"pick": pick, "size": "1"})
    assert sentence in shown.content.decode()
    refused = owner.post(place, {"pick": pick, "size": "1"})
    assert sentence in refused.content.decode()
    assert 'value="1"' in refused.content.decode()
    assert not Mailing.objects.exists()


def test_a_draw_is_drafted_with_its_size_and_sent_with_its_seed(owner, survey):
    for _ in range(6):
        make_member()
    mailing = draft_of(owner, survey, pick="random", size="2")
    shown = owner.get(url("mailing", mailing.pk)).content.decode()
    # Folded away: whom it goes to is read first.
    summary = f"<summary>{gettext('How the draw can be checked')}</summary>"
    assert shown.index(summary) < shown.index(mailing.seed) < shown.index("</details>", shown.index(summary))
    send(owner, mailing)
    mailing.refresh_from_db()
    assert (mailing.count, mailing.pick, Invitation.objects.count()) == (2, "random", 2)
    assert mailing.seed in owner.get(url("mailing", mailing.pk)).content.decode()


@pytest.mark.parametrize(
    "chosen", [{"pick": "random"}, {"pick": "nobody"}, {"size": "-1"}, {"audience": "99999"}, {"size": "9" * 99}, {"size": "\x00"}]
)  # fmt: skip
def test_nonsense_makes_no_draft(owner, survey, chosen):
    assert owner.post(url("choose_audience", survey.pk), chosen).status_code == 200
    assert owner.get(url("choose_audience", survey.pk), chosen).status_code == 200
    assert not Mailing.objects.exists()


def test_the_subject_of_a_survey_with_special_categories_may_not_have_its_title(owner):
    survey = make_survey(has_special_categories=True, title="Psykisk helse")
    mailing = draft_of(owner, survey)
    for subject in ("Om {tittel}", "Svar på «psykisk helse»"):
        assert save(owner, mailing, **NB | {"nb-subject": subject}).status_code == 200
    assert (
        save(owner, mailing, **NB | {"nb-subject": "Vi vil høre fra deg", "nb-body": "Om {tittel}"}).status_code == 302
    )


def test_confirming_shows_the_number_and_sends_nothing(owner, survey):
    for _ in range(3):
        make_member()
    mailing = draft_of(owner, survey)
    response = owner.get(url("send", mailing.pk))
    assert response.context["count"] == 3
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    ("closes_in", "in_time", "too_late"), [(20, [7, 12], []), (8, [7], [12]), (7, [], [7, 12]), (0.02, [], [7, 12])]
)
def test_confirming_promises_no_reminder_that_would_come_too_late(owner, closes_in, in_time, too_late):
    survey = make_survey(closes_at=timezone.now() + timedelta(days=closes_in))
    make_member()
    response = owner.get(url("send", draft_of(owner, survey).pk))
    assert (response.context["in_time"], response.context["too_late"]) == (in_time, too_late)
    html, joined = response.content.decode(), gettext(" and ").join(map(str, too_late))
    warning = gettext("Nobody is reminded after %(days)s days: the survey has closed by then, or is about to.")
    assert (warning % {"days": joined} in html) is bool(too_late)


def test_sending_asks_the_audience_once_however_often_it_is_pressed(owner, survey):
    for _ in range(3):
        make_member()
    mailing = draft_of(owner, survey)
    send(owner, mailing)
    send(owner, mailing)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.count, Message.objects.count()) == ("sent_off", 3, 3)
    assert mailing.queued_by is not None


def test_two_drafts_sent_one_after_the_other_do_not_ask_twice_as_many(owner, survey):
    for _ in range(6):
        make_member()
    first, second = (draft_of(owner, survey, pick="random", size="2") for _ in range(2))
    send(owner, first, already_asked=0)
    send(owner, second, already_asked=0)
    assert Invitation.objects.count() == 2


@pytest.mark.parametrize("seen", ["", "x", "-1", "٣", "9" * 50])
def test_a_press_that_does_not_say_what_was_seen_sends_nothing(owner, survey, seen):
    make_member()
    send(owner, draft_of(owner, survey), already_asked=seen)
    assert not Message.objects.exists()


def test_words_are_saved_shown_as_the_mail_and_sent(owner, survey):
    member = make_member()
    mailing = draft_of(owner, survey)
    save(owner, mailing, **NB)
    html = owner.get(url("show_mail", mailing.pk, "nb")).content.decode()
    assert "Hei, svar innen" in html
    send(owner, mailing)
    message = Message.objects.get()
    mail = MAIL_KINDS[message.kind].build(message)
    assert mail.subject == f"Om {survey.title}"
    assert mail.to == [member.email]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"nb-subject": "Hei {navn}", "nb-body": "x"}, "{navn}"),
        ({"nb-subject": "Hei", "nb-body": "{{ member.email }}"}, ""),
        ({"nb-subject": "Hei", "nb-body": "Se http://panelet/ekstra"}, "http://panelet/ekstra"),
        ({"nb-subject": "Hei", "nb-body": "Se http:// her"}, "http://"),
        ({"nb-subject": "Hei"}, ""),
        ({"nb-body": "Bare tekst"}, ""),
        ({"nb-subject": "To\u2028linjer", "nb-body": "x"}, ""),
        ({"plan-send_at": "1.1.2020 10:00"}, ""),
        ({"plan-send_at": "12/31/2030 10:00"}, "3.12.2026 12:00"),
        ({"plan-send_at": "Friday noon"}, 'value="Friday noon"'),
        # Hours that do not exist, or exist twice, when the clocks change.
        ({"plan-send_at": "28.3.2027 02:30"}, ""),
        ({"plan-send_at": "31.10.2027 02:30"}, ""),
        ({"plan-remind_on_days": "1, 2, 3"}, ""),
        ({"plan-remind_on_days": "0"}, ""),
        ({"plan-remind_on_days": "900"}, ""),
    ],
)
def test_bad_words_and_plans_are_refused_beside_the_field(owner, survey, typed, says):
    mailing = draft_of(owner, survey)
    html = save(owner, mailing, **typed).content.decode()
    assert "error-message" in html
    assert says in html
    mailing.refresh_from_db()
    assert (mailing.texts, mailing.send_at, mailing.remind_on_days) == ({}, None, [7, 12])


def test_a_link_to_one_of_our_own_pages_must_lead_to_a_published_one(owner, survey, settings):
    mailing = draft_of(owner, survey)
    good = f"{settings.SITE_URL}{survey.url}"
    save(owner, mailing, **{"nb-subject": "Hei", "nb-body": f"Les {good}."})
    mailing.refresh_from_db()
    assert good in mailing.texts["nb"]["body"]
    html = save(owner, mailing, **{"nb-subject": "Hei", "nb-body": f"Les {settings.SITE_URL}/borte/"}).content.decode()
    assert f"{settings.SITE_URL}/borte/" in html
    assert "error-message" in html


def test_a_test_goes_to_the_senders_own_address_and_to_nobody_else(owner, survey):
    make_member()
    mailing = draft_of(owner, survey)
    owner.post(url("test", mailing.pk))
    message = Message.objects.get()
    mail = MAIL_KINDS[message.kind].build(message)
    assert mail.to == ["eier@example.org"]
    assert mail.subject.startswith("TEST: ")
    assert not Invitation.objects.exists()


def test_planning_waits_and_can_be_taken_back(owner, survey):
    make_member()
    mailing = draft_of(owner, survey)
    when = timezone.localtime() + timedelta(days=1)
    save(owner, mailing, **{"plan-send_at": f"{when:%d.%m.%Y %H:%M}"})
    send(owner, mailing)
    mailing.refresh_from_db()
    assert mailing.state == "planned"
    assert not Message.objects.exists()
    owner.post(url("unplan", mailing.pk))
    mailing.refresh_from_db()
    assert mailing.state == "draft"


def test_a_mailing_can_be_paused_resumed_and_called_off(owner, survey):
    make_member()
    mailing = draft_of(owner, survey)
    send(owner, mailing)
    for act, state in (("pause", "held"), ("resume", "pending"), ("call_off", "skipped")):
        owner.post(url(act, mailing.pk))
        assert Message.objects.get().state == state
    assert owner.get(url("progress", mailing.pk)).json()["skipped"] == 1


def test_only_its_own_permission_sets_the_budget_aside_and_the_reason_is_kept_and_shown(client, owner, survey):
    make_member()
    Contact.objects.create(
        mailing=Mailing.objects.create(kind="information"), member=Member.objects.get(), written_on=timezone.localdate()
    )
    mailing = draft_of(owner, survey)
    save(owner, mailing, **{"plan-budget_reason": "Vannet må kokes"})
    send(owner, mailing)
    assert not Message.objects.exists()

    client.force_login(make_staff(SEND, "invitations.set_budget_aside"))
    save(client, mailing, **{"plan-budget_reason": "Vannet må kokes"})
    send(client, mailing)
    assert Message.objects.count() == 1
    assert ModelLogEntry.objects.get(action="panel.budget_set_aside").data == {"reason": "Vannet må kokes"}
    for page in (url("mailing", mailing.pk), url("desk", survey.pk)):
        assert "Vannet må kokes" in client.get(page).content.decode()


def test_news_to_members_need_words_and_go_to_the_audience(owner):
    make_member(zone="East")
    make_member(zone="West")
    east = Audience.objects.create(
        name="I øst", rules={"how": "all", "parts": [{"rule": "zone", "value": ["East"]}]}
    )  # fmt: skip
    owner.post(url("choose_readers"), {"audience": east.pk})
    mailing = Mailing.objects.get()
    said = save(owner, mailing, **{"nb-subject": "{tittel}", "nb-body": "Hei"}).content.decode()
    assert "{tittel} står ikke for noe" in said and "{frist}" not in said
    send(owner, mailing)
    assert not Message.objects.exists()
    save(owner, mailing, **{"nb-subject": "Nytt fra panelet", "nb-body": "Takk for hjelpen."})
    send(owner, mailing)
    message = Message.objects.get()
    assert MAIL_KINDS[message.kind].build(message).subject == "Nytt fra panelet"
    assert "Nytt fra panelet" in owner.get(url("mailings")).content.decode()


def test_those_who_were_asked_are_told_of_the_results(owner, survey):
    invite(survey)
    assert owner.post(url("tell", survey.pk)).status_code == 404
    ResultSnapshot.objects.create(page=survey, data={"items": []}, published_at=timezone.now())
    owner.post(url("tell", survey.pk))
    mailing = Mailing.objects.get()
    assert owner.get(url("mailing", mailing.pk)).status_code == 200
    send(owner, mailing)
    assert Message.objects.get().kind == "invitations.results"


def test_the_desk_shows_who_answers_and_hides_small_groups(owner, survey):
    fill_box(survey, 12)
    for _ in range(6):
        invite(survey, make_member(zone="Alone"))
    html = owner.get(url("desk", survey.pk)).content.decode()
    assert "Alone" in html
    ages, _genders, zones = (rows for _heading, rows in owner.get(url("desk", survey.pk)).context["response"])
    assert all(row.is_hidden for row in zones)
    assert [row.invited for row in ages] == [18]


def test_the_record_needs_the_permission_of_the_register(client, owner, survey):
    member = make_member()
    mailing = draft_of(owner, survey)
    send(owner, mailing)
    assert owner.get(url("record", mailing.pk)).status_code == 403
    client.force_login(make_staff(SEND, "members.see_register"))
    html = client.get(url("record", mailing.pk)).content.decode()
    assert f">{member.pk}</th>" in html
    assert member.email not in html


def test_no_page_of_a_mailing_shows_an_address_and_none_costs_more_with_more_members(
    owner, survey, django_assert_max_num_queries
):
    mailing = draft_of(owner, survey)
    for _ in range(30):
        make_member()
    for state in ("draft", "sent"):
        if state == "sent":
            send(owner, mailing)
        with django_assert_max_num_queries(40):
            html = owner.get(url("mailing", mailing.pk)).content.decode()
        assert "member-" not in html
        assert "@example.org" not in html.replace("kari@example.org", "").replace("eier@example.org", "")
