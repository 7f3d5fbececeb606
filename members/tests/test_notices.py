"""Privacy notices: versioned, and never changed once they can have been seen."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.utils import timezone, translation

from members.models import PrivacyNotice

from .builders import make_member, make_notice

pytestmark = pytest.mark.django_db


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def test_the_newest_notice_whose_day_has_come_is_in_force():
    assert PrivacyNotice.objects.in_force(in_days(0)) is None
    make_notice("first")
    second = PrivacyNotice.objects.create(version="second", text_nb="<p>2</p>", valid_from_on=in_days(-1))
    third = PrivacyNotice.objects.create(version="third", text_nb="<p>3</p>", valid_from_on=in_days(1))
    assert PrivacyNotice.objects.in_force(in_days(0)) == second
    assert PrivacyNotice.objects.in_force(in_days(1)) == third


def test_a_notice_in_force_is_never_edited():
    notice = make_notice()
    notice.text_nb = "<p>We store everything.</p>"
    for act in (notice.full_clean, notice.save):
        with pytest.raises(ValidationError):
            act()
    assert "everything" not in PrivacyNotice.objects.get().text_nb


def test_moving_the_day_does_not_open_a_notice_that_was_in_force():
    notice = make_notice()
    notice.valid_from_on = in_days(5)
    with pytest.raises(ValidationError):
        notice.save()


def test_a_notice_to_come_may_be_edited_but_not_moved_into_the_past():
    notice = PrivacyNotice.objects.create(version="soon", text_nb="<p>1</p>", valid_from_on=in_days(2))
    notice.text_nb = "<p>2</p>"
    notice.full_clean()
    notice.save()
    notice.valid_from_on = in_days(-1)
    with pytest.raises(ValidationError):
        notice.full_clean()


def test_a_notice_somebody_has_seen_cannot_be_deleted():
    with pytest.raises(ProtectedError):
        make_member().notice.delete()


def test_the_notice_is_shown_in_the_readers_language_or_in_bokmal():
    notice = PrivacyNotice(version="v", text_nb="nb", text_en="en")
    for language, text in (("en", "en"), ("nn", "nb"), ("nb", "nb")):
        with translation.override(language):
            assert notice.text == text
