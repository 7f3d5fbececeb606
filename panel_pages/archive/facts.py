"""The facts of a survey as plain data, without anybody in them."""

import re

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from invitations.progress import progress
from invitations.response import response_rates
from invitations.rules import HOW_LABELS, Group, read
from members.models import PrivacyNotice
from surveys.models import ResultSnapshot, Version


def about_survey(page, box, asking):
    """What was asked for what, by whom, on which basis and when."""
    return {
        "title": page.title,
        "purpose": page.purpose,
        "introduction": plain(page.introduction),
        "owner_unit": page.owner_unit,
        "contact": f"{page.contact_name}, {page.contact_email}",
        "legal_basis": page.legal_basis,
        "identity_mode": page.get_identity_mode_display(),
        "has_special_categories": bool(page.has_special_categories),
        "opened_at": local(asking.opens_at),
        "closed_at": local(asking.ends_at),
        "results_due_on": page.results_due_on.isoformat(),
        "answers_deleted_on": box.delete_on.isoformat(),
    }


def plain(rich):
    """The words of a rich text, a line for each paragraph."""
    return strip_tags(re.sub(r"</(p|li|h\d)>|<br */?>", "\n", rich)).strip()


def local(moment):
    """A moment as the clock on the wall showed it, or None."""
    return timezone.localtime(moment).isoformat(timespec="minutes") if moment else None


def versions_of(box):
    """Every version that was published, in words, with its structure."""
    versions = Version.objects.filter(structure__page_id=box.page_id).select_related("structure").order_by("pk")
    return [
        {
            "number": number,
            "language": version.language,
            "published_at": local(version.published_at),
            "structure": version.structure.data,
            "texts": version.texts,
        }
        for number, version in enumerate(versions, 1)
    ]


def acts_of(page):
    """What was done with the survey as a whole, by which employee, and when."""
    return [
        {
            "act": act.get_kind_display(), "at": local(act.at), "by": act.user_name,
            "until": local(act.until), "reason": act.reason,
        }
        for act in page.acts.all()
    ]  # fmt: skip


def notices_of(asking):
    """The privacy notices in force while it was open: the one from before it opened, and those that came."""
    until = timezone.localdate(asking.ends_at)
    first = PrivacyNotice.objects.in_force(timezone.localdate(asking.opens_at))
    later = PrivacyNotice.objects.filter(
        valid_from_on__gt=timezone.localdate(asking.opens_at), valid_from_on__lte=until
    ).order_by("valid_from_on", "pk")
    return [
        {
            "version": notice.version,
            "valid_from_on": notice.valid_from_on.isoformat(),
            **{language: plain(getattr(notice, f"text_{language}")) for language in ("nb", "nn", "en")},
        }
        for notice in [*([first] if first else []), *later]
    ]


def selection_of(asking):
    """Each mailing: what it was, to which part of the panel, how it was drawn, and what became of it."""
    mailings = list(asking.mailings.queued().order_by("queued_at", "pk"))
    outcomes = progress(mailings)
    return [
        {
            "kind": mailing.get_kind_display(),
            "round": mailing.round,
            "sent_off_at": local(mailing.queued_at),
            "audience": mailing.audience or _("All active members"),
            "rules": rule_lines(read(mailing.rules)) if mailing.rules else [],
            "drawn": mailing.get_pick_display(),
            "size": mailing.size,
            "seed": mailing.seed,
            "count": mailing.count,
            "budget_reason": mailing.budget_reason,
            "outcomes": outcomes[mailing.pk].as_counts(),
            "words": mailing.texts,
        }
        for mailing in mailings
    ]


def rule_lines(part, depth=0):
    """The rules of an audience in words, a line each."""
    if not isinstance(part, Group):
        return ["– " * depth + str(part.words())]
    lines = ["– " * depth + str(HOW_LABELS[part.how])]
    return lines + [line for inner in part.parts for line in rule_lines(inner, depth + 1)]


def counts_of(asking, box):
    """How many were asked and answered, and in which groups, the small ones hidden."""
    return {
        "invited": asking.invited_count,
        "answered": asking.answered_count,
        "opened": box.opened_count,
        "could_not_be_read": box.unreadable_count,
        "groups": [
            {
                "by": str(caption),
                "rows": [
                    {"group": str(row.label), "hidden": True}
                    if row.is_hidden
                    else {"group": str(row.label), "invited": row.invited, "answered": row.answered, "rate": row.rate}
                    for row in rows
                ],
            }
            for caption, rows in response_rates(asking)
        ],
    }


def results_of(page):
    """The published figures and what was told about them; None before that."""
    snapshot = ResultSnapshot.objects.filter(page_id=page.pk).first()
    if snapshot is None:
        return None
    return {
        "published_at": local(snapshot.published_at),
        "finding": page.finding,
        "findings": plain(page.findings),
        "said_and_done": [
            {"said": block.value["said"], "state": str(block.value.deed_state.label), "deed": block.value["deed"]}
            for block in page.advice
        ],
        **snapshot.data,
    }
