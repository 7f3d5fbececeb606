"""The register of members among 100,000, as the role that works with it sees it. At 500,000: bench/register_at_scale.py."""

from bench.scenario import Request, Row


def page(question, text):
    """A generator of requests for the register with this question."""

    def requests(data):
        while True:
            yield Request(f"/admin/register/{question}", text, headers={"Cookie": data["registrar"]})

    return requests


ROWS = [
    Row("staff: register", page("", "Medlemmer"), sql=10, concurrencies=(8, 1)),
    Row("staff: register, filter", page("?age=75%2B&gender=woman", "Medlemmer"), sql=10, concurrencies=(8, 1)),
    Row("staff: register, search", page("?q=eksempel777", "Medlemmer"), sql=10, concurrencies=(8, 1)),
    Row("staff: composition", page("sammensetning/", "Hvem er med?"), concurrencies=(1,)),
]
