"""A kind of mail for the tests of the outbox: the subject of the row is the address."""

from outbox.letters import compose
from outbox.registry import Skip, mail_kind

settled = []


@mail_kind("outbox.test", settled=lambda message: settled.append((message.subject, message.state)))
def build_test(message):
    if message.subject == "skipped":
        return Skip("for a reason")
    if message.subject == "broken":
        raise ValueError("kari@example.org could not be written")
    return compose("already_member", message.subject, {}, message=message, way_out_url="https://panel.example.org/out")
