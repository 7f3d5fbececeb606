"""The two mails about another address. Neither says what the other address is, or that there is a member there."""

from members import mail_kinds
from members.models import AddressChange, Member
from members.moving import KEPT_FOR
from members.way_out import move_url, ways_out
from outbox.letters import compose
from outbox.registry import Skip, mail_kind


def find_change(message):
    """The AddressChange of the message with its member, or None."""
    return AddressChange.objects.select_related("member").filter(pk=int(message.subject)).first()


@mail_kind(mail_kinds.MOVE_FROM)
def build_move_from(message):
    """To the mailbox of today: «do you want to be written to elsewhere?»"""
    change = find_change(message)
    if change is None:
        return Skip("withdrawn")
    context = {"move_url": move_url(change, is_old=True), "days": KEPT_FOR.days}
    return compose("move_from", change.member.email, context, message=message, **ways_out(change.member))


@mail_kind(mail_kinds.MOVE_TO)
def build_move_to(message):
    """To the mailbox of tomorrow: «is this you?» A mailbox that has a membership of its own hears only that."""
    change = find_change(message)
    if change is None:
        return Skip("withdrawn")
    taken = Member.objects.filter(email_key=change.email_key).exclude(pk=change.member_id).first()
    if taken is not None:
        return compose("move_taken", taken.email, {}, message=message, **ways_out(taken))
    url = move_url(change, is_old=False)
    context = {"move_url": url, "days": KEPT_FOR.days}
    language = change.member.language
    return compose("move_to", change.email, context, message=message, language=language, way_out_url=url)
