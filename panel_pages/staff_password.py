"""A new password for an employee: the same work for every address, and the worker finds out whose it is."""

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.admin.forms.auth import PasswordResetForm

from members.addresses import address_key
from members.limits import may_have_mail, number_in_network
from members.models import LinkRequest
from outbox.letters import compose
from outbox.models import Message
from outbox.queue import enqueue
from outbox.registry import Skip, mail_kind

MAIL_KIND = "panel_pages.staff_password"


class QueuedPasswordResetForm(PasswordResetForm):
    """Wagtail's form, which instead of looking the address up and sending at once, leaves both to the worker."""

    def save(self, *, request, **kwargs):
        now = timezone.now()
        email = self.cleaned_data["email"]
        attempt = number_in_network("staff password", request, now=now)
        if attempt is None or not may_have_mail(email, now=now):
            return
        with transaction.atomic():
            asked = LinkRequest.objects.create(email_key=address_key(email), created_at=now)
            enqueue(MAIL_KIND, asked.pk, priority=attempt - 1)


def forget_if_unsent(message):
    """No request is kept that no mail was sent for."""
    if message.state not in (Message.State.SENT, Message.State.UNCERTAIN):
        LinkRequest.objects.filter(pk=int(message.subject)).delete()


@mail_kind(MAIL_KIND, settled=forget_if_unsent)
def build_staff_password(message):
    """Django's own link, which works once; nothing to an address that is no employee's."""
    asked = LinkRequest.objects.filter(pk=int(message.subject)).first()
    if asked is None:
        return Skip("too old")
    user = next(iter(PasswordResetForm().get_users(asked.email_key)), None)
    if user is None:
        return Skip("unknown")
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("wagtailadmin_password_reset_confirm", args=[uid, default_token_generator.make_token(user)])
    context = {"password_url": settings.SITE_URL + path, "user_name": user.get_username()}
    admin_url = settings.SITE_URL + reverse("wagtailadmin_home")
    return compose("staff_password", user.email, context, message=message, way_out_url=admin_url)
