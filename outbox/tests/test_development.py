"""The sent mails of a laptop, read in the browser."""

from datetime import timedelta

import pytest
from django.http import Http404
from django.utils import timezone

from members.tests.builders import make_enrolment
from outbox.development import mail_detail, mail_html, mail_list
from outbox.queue import enqueue
from outbox.sending import drain


@pytest.fixture
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "outbox.development.MailFolderBackend"
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.ROOT_URLCONF = "outbox.tests.development_site"
    return settings.MAIL_FOLDER


@pytest.mark.django_db
def test_a_sent_mail_can_be_found_and_its_link_clicked(folder, rf):
    enqueue("members.confirm_enrolment", make_enrolment().pk)
    drain()
    (file,) = folder.glob("*.eml")
    html = mail_list(rf.get("/")).content.decode()
    assert file.stem in html
    assert "Sendt e-post" in html
    now = timezone.localtime()
    assert any(f"{moment:%d.%m.%Y %H:%M}" in html for moment in (now, now - timedelta(minutes=1)))
    html = mail_detail(rf.get("/"), file.stem).content.decode()
    assert '<a href="http' in html
    assert "Slik et e-postprogram viser den" in html
    part = mail_html(rf.get("/"), file.stem)
    assert "<!doctype html>" in part.content.decode()
    assert "default-src 'none'" in part.headers["Content-Security-Policy"]


def test_an_empty_folder_is_an_empty_list(folder, rf):
    assert mail_list(rf.get("/")).status_code == 200


@pytest.mark.parametrize("name", ["nothing", "../mail", "..", "\0", "%2e%2e"])
def test_only_files_of_the_folder_are_shown(folder, rf, name):
    with pytest.raises(Http404):
        mail_detail(rf.get("/"), name)


@pytest.mark.django_db
def test_without_debug_there_is_no_such_page(client):
    assert client.get("/dev/mail/").status_code == 404
