"""Django's PostgreSQL, with a health check that need not ask the server.

A kept connection must be tried before a request uses it, or the first visitors after a restart of the database meet an
error. Django tries with a query, which costs an anonymous form a third of its time. A server that has closed a connection
has said so on its socket already; only when something waits there is the query needed.
"""

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self):
        if self.connection is None or self.connection.closed:
            return False
        poll = select.poll()
        poll.register(self.connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
        return super().is_usable() if poll.poll(0) else True
