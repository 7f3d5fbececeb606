"""What needs two rooms when a member leaves, and what a survey's pages in several languages do to each other."""

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.utils import timezone
from wagtail.signals import page_unpublished

from invitations.signals import invitations_ending, link_renewed
from members.links import draft_keys
from panel_pages.answering.drafts import forget_drafts_of
from panel_pages.approval import ask_approval_below
from panel_pages.models import AskedPage, SurveyPage
from panel_pages.translating import is_translation, original_of, renew_translations, translations_of
from surveys.drafts import move_drafts
from surveys.subjects import forget_answers


def forget_drafts(sender, *, invitations, **kwargs):
    """What she had begun to answer goes with her, and what she has answered where it can be told that it is hers."""
    forget_drafts_of(invitations)
    forget_answers(invitations.exclude(subject=None).values_list("subject", flat=True))


invitations_ending.connect(forget_drafts, dispatch_uid="panel_pages.forget_drafts")


def take_draft_along(sender, *, before, after, **kwargs):
    """What she had begun to answer opens with the new link, and no longer with the old."""
    move_drafts(draft_keys(before), draft_keys(after))


link_renewed.connect(take_draft_along, dispatch_uid="panel_pages.take_draft_along")


def take_down(sender, *, instance, **kwargs):
    """A translation that is taken down is no longer offered; a bokmål page takes its translations with it."""
    if is_translation(instance):
        forget_words(sender, instance=instance)
    else:
        for page in translations_of(instance).filter(live=True):
            page.unpublish()


def forget_words(sender, *, instance, **kwargs):
    """What was answered in a language stays; new visitors are asked in bokmål."""
    original = original_of(instance) if is_translation(instance) else None
    if original is not None:
        with transaction.atomic():
            renew_translations(original, now=timezone.now())


page_unpublished.connect(take_down, sender=SurveyPage, dispatch_uid="panel_pages.take_down")
post_delete.connect(forget_words, sender=SurveyPage, dispatch_uid="panel_pages.forget_words")


def ask_approval(sender, *, instance, created, raw=False, **kwargs):
    """Surveys below a new page can be approved by a second person."""
    if created and not raw:
        ask_approval_below(instance)


post_save.connect(ask_approval, sender=AskedPage, dispatch_uid="panel_pages.ask_approval")
