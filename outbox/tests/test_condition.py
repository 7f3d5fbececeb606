"""What staff see of the outbox."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext

from outbox.models import Heartbeat, Hold, JobRun, Message
from outbox.queue import enqueue
from outbox.registry import JOBS

pytestmark = pytest.mark.django_db
KIND = "outbox.test"


def sign_in(client, *codenames):
    user = get_user_model().objects.create_user("staff", password="x")
    user.user_permissions.set(Permission.objects.filter(codename__in=["access_admin", *codenames]))
    client.force_login(user)


def texts(client, url):
    return client.get(url).content.decode()


def test_only_those_who_may_look_see_the_outbox(client):
    sign_in(client)
    assert client.get(reverse("outbox:show")).status_code == 302
    assert reverse("outbox:show") not in texts(client, reverse("wagtailadmin_home"))


def test_the_outbox_shows_counts_and_jobs_but_no_subject(client):
    sign_in(client, "view_message")
    enqueue(KIND, "kari@example.org")
    JobRun.objects.create(name="tests.job", started_at=timezone.now(), error="ValueError")
    page = texts(client, reverse("outbox:show"))
    assert re.search(rf"<title>\s*{gettext('Outbox')} - ", page)
    assert "tests.job" in page
    assert "ValueError" in page
    assert "kari@example.org" not in page
    assert 'id="panel-uncertain' not in page


def test_every_job_has_words_for_those_who_read_the_page(client):
    sign_in(client, "view_message")
    ours = {name: job for name, job in JOBS.items() if not job.run.__module__.startswith("outbox.tests")}
    assert len(ours) > 15
    JobRun.objects.bulk_create(JobRun(name=name) for name in ours)
    page = texts(client, reverse("outbox:show"))
    for name, job in ours.items():
        assert job.label
        assert f'{escape(job.label)} <small class="help">{name}</small>' in page


def test_the_start_page_warns_only_when_mail_waits_too_long(client):
    sign_in(client, "view_message")
    Heartbeat.objects.create(worker="one", seen_at=timezone.now())
    enqueue(KIND, "a@example.org")
    assert "help-warning" not in texts(client, reverse("wagtailadmin_home"))
    Message.objects.update(not_before_at=timezone.now() - timedelta(minutes=11))
    assert "help-warning" in texts(client, reverse("wagtailadmin_home"))
    Message.objects.update(state="sent")
    assert "help-warning" not in texts(client, reverse("wagtailadmin_home"))


def test_the_outbox_warns_when_no_worker_is_seen_or_mail_is_held(client):
    sign_in(client, "view_message")
    url = reverse("outbox:show")
    assert texts(client, url).count("help-warning") == 1
    Heartbeat.objects.create(worker="one", seen_at=timezone.now())
    assert texts(client, url).count("help-warning") == 0
    Hold.objects.create()
    assert texts(client, url).count("help-warning") == 1


def test_uncertain_mail_can_be_sent_again_by_those_who_may(client):
    enqueue(KIND, "a@example.org")
    Message.objects.update(state="uncertain")
    sign_in(client, "view_message")
    assert reverse("outbox:send_again") not in texts(client, reverse("outbox:show"))
    client.post(reverse("outbox:send_again"))
    assert Message.objects.get().state == "uncertain"

    get_user_model().objects.get().user_permissions.add(Permission.objects.get(codename="change_message"))
    assert reverse("outbox:send_again") in texts(client, reverse("outbox:show"))
    assert client.get(reverse("outbox:send_again")).status_code == 405
    assert Message.objects.get().state == "uncertain"
    client.post(reverse("outbox:send_again"))
    assert Message.objects.get().state == "pending"


def test_one_mail_in_doubt_can_be_sent_again_and_the_other_left(client):
    for address in ("a@example.org", "b@example.org"):
        enqueue(KIND, address)
    Message.objects.update(state="uncertain", outcome="no answer")
    sign_in(client, "view_message", "change_message")
    assert texts(client, reverse("outbox:show")).count("E-posttjeneren svarte ikke") == 2
    first, second = Message.objects.order_by("pk")
    client.post(reverse("outbox:send_one_again", args=[first.pk]))
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == ["pending", "uncertain"]
    sent = Message.objects.filter(pk=first.pk)
    sent.update(state="sent")
    client.post(reverse("outbox:send_one_again", args=[first.pk]))
    assert sent.get().state == "sent"


def test_the_start_page_says_when_no_worker_is_seen_or_all_mail_is_held(client):
    sign_in(client, "view_message")
    assert texts(client, reverse("wagtailadmin_home")).count("help-warning") == 1
    Heartbeat.objects.create(worker="one", seen_at=timezone.now())
    assert "help-warning" not in texts(client, reverse("wagtailadmin_home"))
    Hold.objects.create()
    assert texts(client, reverse("wagtailadmin_home")).count("help-warning") == 1
