"""What the other rooms may want to hear."""

from django.dispatch import Signal

# Sent with `member` inside the transaction that erases her, before the row is gone. Each room forgets its own.
member_leaving = Signal()
