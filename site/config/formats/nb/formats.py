"""Days as Django writes them in bokmål, but in one piece: no line ends between the day, the month and the year."""

DATE_FORMAT = "j.\N{NO-BREAK SPACE}F\N{NO-BREAK SPACE}Y"
# The time may begin a line of its own.
DATETIME_FORMAT = f"{DATE_FORMAT} H:i"
MONTH_DAY_FORMAT = "j.\N{NO-BREAK SPACE}F"
