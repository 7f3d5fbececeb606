"""Days as in bokmål."""

from config.formats.nb.formats import DATE_FORMAT, DATETIME_FORMAT, MONTH_DAY_FORMAT

__all__ = ["DATE_FORMAT", "DATETIME_FORMAT", "MONTH_DAY_FORMAT"]
