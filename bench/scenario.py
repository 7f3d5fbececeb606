"""The words scenario files are written in. A file in scenarios/ holds a list `ROWS`; see README.md for how to add one."""

from dataclasses import dataclass, field
from itertools import islice
from urllib.parse import urlencode

# Production believes in TLS: the load says, as the proxy would, that it came that way.
HEADERS = {"X-Forwarded-Proto": "https"}


@dataclass(frozen=True)
class Request:
    """One request, and what a right answer to it looks like."""

    path: str
    text: str = ""
    status: int = 200
    method: str = "GET"
    headers: dict = field(default_factory=dict)
    body: bytes = b""

    def encode(self, host):
        """The bytes of the request."""
        headers = {"Host": host, **HEADERS, **self.headers}
        if self.method == "POST":
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Content-Length": len(self.body),
                "Referer": f"https://{host}{self.path}",
            }
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"{self.method} {self.path} HTTP/1.1\r\n{lines}\r\n".encode() + self.body


@dataclass(frozen=True)
class Row:
    """A line of the table.

    `visits` takes the data of seeding and gives visits: each is a Request, or a generator that yields Requests and is sent
    the Answers. `stored` is a table that must grow by one row a visit; what such visits use is used up. `targets` names
    other rows and how many times faster this one should be; `sql` is how many queries it may cost at most.
    """

    name: str
    visits: object
    site: str = "panel"
    stored: str = ""
    targets: dict = field(default_factory=dict)
    sql: int | None = None
    concurrencies: tuple = (8, 1, 32)


def same(path, text, **kwargs):
    """`visits` of a row where everybody asks for one address, which may hold {places} for paths of the data."""

    def visits(data):
        request = Request(path.format(**data["paths"]), text.format(**data["paths"]), **kwargs)
        while True:
            yield request

    return visits


def each(make, items):
    """`visits` of a row where everybody has something of her own: `make(data, item)` for the data's list `items`."""

    def visits(data):
        while True:
            for item in data[items]:
                yield make(data, item)

    return visits


def once(make, items):
    """Like `each`, but every item is used once and never again, over all samples of all rows."""

    def visits(data):
        pool = data[items]
        while pool:
            yield make(data, pool.pop())

    return visits


def post(path, values, *, token, cookies, **kwargs):
    """A form as a browser sends it."""
    body = urlencode([*map(tuple, values), ("csrfmiddlewaretoken", token)]).encode()
    return Request(path, method="POST", headers={"Cookie": cookies}, body=body, **kwargs)


def first(visits, count):
    """The first `count` of some visits."""
    return list(islice(visits, count))
