"""What employees open, at 100,000 answers."""

from bench.scenario import Request, Row


def listing(data):
    while True:
        yield Request(data["paths"]["answers"], "Svar", headers={"Cookie": data["staff"]})


ROWS = [Row("staff: listing of answers", listing, concurrencies=(8, 1))]
