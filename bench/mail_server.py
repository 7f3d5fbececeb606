"""A mail server to send to: takes every mail and tells when. Run by bench.sending as a process of its own.

It first prints its port, then, at the mail numbers given as arguments, the moment that mail was taken. With --durable it
has each mail on the disk before it says yes, as a mail server must that takes responsibility for it (RFC 5321, 6.1). Several
commands may come at once, as with most servers (RFC 2920); with --one-at-a-time it does not offer that.
"""

import asyncio
import os
import sys
import tempfile
import time

from aiosmtpd.smtp import SMTP


class Sink:
    """Counts mails; `told` are the numbers whose moment is printed."""

    def __init__(self, told, file, takes_several):
        self.told, self.file, self.takes_several, self.count = told, file, takes_several, 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return [*responses[:1], *["250-PIPELINING"] * self.takes_several, *responses[1:]]

    async def handle_DATA(self, server, session, envelope):
        if self.file:
            self.file.write(envelope.original_content)
            self.file.flush()
            os.fsync(self.file.fileno())
        self.count += 1
        if self.count in self.told:
            print(time.monotonic(), flush=True)
        return "250 OK"


async def serve(sink):
    """Listen until the process is ended."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(sink, enable_SMTPUTF8=True), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    numbers = {int(argument) for argument in sys.argv[1:] if argument.isdecimal()}
    with tempfile.TemporaryFile() as kept:
        sink = Sink(numbers, kept if "--durable" in sys.argv else None, "--one-at-a-time" not in sys.argv)
        asyncio.run(serve(sink))
