"""What the other rooms may want to hear."""

from django.dispatch import Signal

# Sent with `member` inside the transaction that erases her, before the row is gone. Each room forgets its own.
member_leaving = Signal()
# Sent with `member`, as she is now, inside the transaction that writes to another address from now on. Whoever has the
# old mailbox must not go on with links that lie in it.
member_moved = Signal()
