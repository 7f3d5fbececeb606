"""What an employee does with a mailing at the desk, for tests."""

from django.urls import reverse

from invitations.models import Mailing

SEND = "invitations.send_mailing"


def url(view, *args):
    return reverse(f"survey_desk:{view}", args=args)


def draft_of(owner, survey, **chosen):
    """The draft the desk makes of what was chosen."""
    owner.post(url("choose_audience", survey.pk), chosen)
    return Mailing.objects.order_by("pk").last()


def save(owner, mailing, **typed):
    return owner.post(url("mailing", mailing.pk), typed)


def send(owner, mailing, already_asked=0):
    return owner.post(url("send", mailing.pk), {"already_asked": already_asked}, follow=True)
