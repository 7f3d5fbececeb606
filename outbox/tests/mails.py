"""A kind of mail for the tests of the outbox: the subject of the row is the address."""

from outbox.letters import Letter, compose
from outbox.lookups import look_up
from outbox.registry import Skip, mail_kind

settled = []


@mail_kind("outbox.test", settled=lambda message: settled.append((message.subject, message.state)))
def build_test(message):
    if message.subject == "skipped":
        return Skip("for a reason")
    if message.subject == "broken":
        raise ValueError("kari@example.org could not be written")
    return compose("already_member", message.subject, {}, message=message, way_out_url="https://panel.example.org/out")


@mail_kind("outbox.many", sent=lambda message: [])
def build_one_of_many(message):
    """The same mail to many, as mailings send it: from one letter, with its bytes ready."""
    letter = look_up("letter", lambda: Letter("already_member", {}, language="nb", personal=("way_out_url",)))
    return letter.to(message.subject, message=message, way_out_url=f"https://panel.example.org/out/{message.pk}")
