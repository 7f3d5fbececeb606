"""Who would get a mailing, and who was sent one: for those who may see the register, and every look is written down."""

import csv
import re

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from invitations.models import Mailing
from invitations.record import part_of_record, what_was_sent
from invitations.sending_off import who_would_get
from members.models import Member, RegisterEntry
from members.register_log import note

from .access import EXPORT_MEMBERS, OPEN_MEMBERS, SEE_MEMBERS, may_use_desk, needs, respond
from .mailings import find_mailing, trail_of

SHOWN = 500
PAGE_SIZE = 100
KEY = re.compile(r"[0-9]{1,18}", re.ASCII)


def trail_for(user, mailing):
    """The steps to who gets a mailing: by way of the mailing, or of all of them for those without business at the desk."""
    if may_use_desk(user):
        return [*trail_of(mailing), (reverse("survey_desk:mailing", args=[mailing.pk]), mailing.get_kind_display())]
    return [(reverse("survey_desk:sent"), _("Who was sent what, and when"))]


@needs(SEE_MEMBERS)
@require_safe
def recipients(request, pk):
    """Who would get a mailing if it was sent off now; written down like every look at the register."""
    mailing = find_mailing(pk)
    if not mailing.is_open_to_change:
        return redirect("survey_desk:record", pk)
    ids = who_would_get(mailing, today=timezone.localdate())
    members = Member.objects.filter(pk__in=ids[:SHOWN]).order_by("pk")
    note(request.user, RegisterEntry.Action.LISTED, now=timezone.now(), count=len(ids), purpose=mailing.batch)
    return respond(
        request, "recipients", _("Who would get it"),
        trail_for(request.user, mailing),
        mailing=mailing, members=members, count=len(ids), shown=SHOWN, header_icon="group",
    )  # fmt: skip


@needs(SEE_MEMBERS)
@require_safe
def sent_list(request):
    """Every mailing of the last twelve months, for whoever must find out who was sent what."""
    mailings = Mailing.objects.queued().filter(outcomes={}).select_related("asking__page")[:SHOWN]
    return respond(request, "sent", _("Who was sent what, and when"), mailings=mailings, header_icon="history")


@needs(SEE_MEMBERS)
@needs(EXPORT_MEMBERS)
@require_POST
def record_file(request, pk):
    """The record of one mailing as a table for those who must tell the people in it; numbers of members, no address."""
    mailing = find_mailing(pk)
    rows = [
        [member or "", state, moment and timezone.localtime(moment)] for member, state, moment in what_was_sent(mailing)
    ]
    note(request.user, RegisterEntry.Action.EXPORTED, now=timezone.now(), count=len(rows), purpose=mailing.batch)
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="utsending-{mailing.pk}.csv"'
    response.write("\ufeff")
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Member"), _("State"), _("When")])
    writer.writerows(
        [[member, state, f"{moment:%Y-%m-%d %H:%M:%S}" if moment else ""] for member, state, moment in rows]
    )
    return response


@needs(SEE_MEMBERS)
@require_safe
def record(request, pk):
    """Who was sent it and when, for the day something has gone wrong. Member numbers; the register has the rest."""
    mailing, key = find_mailing(pk), request.GET.get("etter", "")
    after = int(key) if KEY.fullmatch(key) else 0
    rows, further = part_of_record(mailing, after=after, size=PAGE_SIZE)
    note(request.user, RegisterEntry.Action.LISTED, now=timezone.now(), count=len(rows), purpose=mailing.batch)
    return respond(
        request, "record", _("Who was sent it, and when"), trail_for(request.user, mailing),
        mailing=mailing, rows=rows, after=after, further=further, header_icon="history", may_export=request.user.has_perm(EXPORT_MEMBERS), may_open=request.user.has_perm(OPEN_MEMBERS),
    )  # fmt: skip
