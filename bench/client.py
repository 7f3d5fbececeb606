"""Our own visitors: as many at a time as asked for, each alone with her cookies, every answer checked.

They live in a process of their own, whose CPU is told apart from the server's. wrk takes their place for rows that only
read, where it is installed: it costs less.
"""

import re
import resource
import selectors
import socket
import time
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context

from .scenario import Request

COOKIE = re.compile(rb"^set-cookie: ([^=]+)=([^;]*)", re.IGNORECASE | re.MULTILINE)
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


@dataclass
class Answer:
    """What came back."""

    status: int
    head: bytes
    body: bytes

    @property
    def cookies(self):
        """The cookies it sets, as a Cookie header sends them back."""
        return "; ".join(f"{name.decode()}={value.decode()}" for name, value in COOKIE.findall(self.head))

    @property
    def token(self):
        """The form token on the page."""
        return TOKEN.search(self.body)[1].decode()


@dataclass
class Tally:
    """What a load has seen."""

    requests: int = 0
    visits: int = 0
    begun: int = 0
    wrong: int = 0
    seconds: float = 0.0
    cpu: float = 0.0
    latencies: list = None
    complaint: str = ""

    @property
    def percentiles(self):
        """Milliseconds to the answer: {"p50": …, "p95": …, "p99": …}."""
        ordered = sorted(self.latencies)
        return {f"p{share}": ordered[min(len(ordered) - 1, len(ordered) * share // 100)] for share in (50, 95, 99)}


class Visit:
    """One visitor with one connection: sends a request, reads the answer, goes on until her visit is over."""

    def __init__(self, steps, address):
        self.address = address
        self.host = f"{address[0]}:{address[1]}"
        self.steps = iter([steps]) if isinstance(steps, Request) else steps
        self.request = next(self.steps)
        self.connect()

    def connect(self):
        self.begun_at = time.perf_counter()
        self.received = bytearray()
        self.socket = socket.create_connection(self.address)
        self.socket.sendall(self.request.encode(self.host))

    def read(self):
        """Take what has arrived; an Answer when it is whole. A server that works like gunicorn closes behind it."""
        piece = self.socket.recv(1 << 18)
        if piece:
            self.received += piece
            return None
        self.socket.close()
        head, _, body = bytes(self.received).partition(b"\r\n\r\n")
        return Answer(int(head[9:12] or 0), head, body)

    def go_on(self, answer):
        """The next request of this visit; False when it is over."""
        try:
            self.request = self.steps.send(answer) if hasattr(self.steps, "send") else next(self.steps)
        except StopIteration:
            return False
        self.connect()
        return True


def is_right(request, answer):
    """Whether the answer is the one the request should get."""
    return answer.status == request.status and request.text.encode() in answer.body


def walk(visits, address, concurrency, seconds):
    """Keep `concurrency` visitors busy for `seconds`, let the last ones finish, and count."""
    tally, selector, latencies = Tally(), selectors.DefaultSelector(), []
    started_at = time.perf_counter()
    cpu_before = resource.getrusage(resource.RUSAGE_SELF)

    def enter():
        steps = next(visits, None) if time.perf_counter() - started_at < seconds else None
        if steps is not None:
            tally.begun += 1
            visit = Visit(steps, address)
            selector.register(visit.socket, selectors.EVENT_READ, visit)

    for _visitor in range(concurrency):
        enter()
    while selector.get_map():
        for key, _events in selector.select(timeout=60):
            visit, old = key.data, key.fileobj
            answer = visit.read()
            if answer is None:
                continue
            selector.unregister(old)
            tally.requests += 1
            latencies.append((time.perf_counter() - visit.begun_at) * 1000)
            if not is_right(visit.request, answer):
                tally.wrong += 1
                tally.complaint = f"{visit.request.method} {visit.request.path[:40]} gave {answer.status}"
                enter()
            elif visit.go_on(answer):
                selector.register(visit.socket, selectors.EVENT_READ, visit)
            else:
                tally.visits += 1
                enter()
    tally.seconds = time.perf_counter() - started_at
    cpu_after = resource.getrusage(resource.RUSAGE_SELF)
    tally.cpu = cpu_after.ru_utime + cpu_after.ru_stime - cpu_before.ru_utime - cpu_before.ru_stime
    tally.latencies = latencies
    return tally


def in_a_process(visits, address, concurrency, seconds):
    """`walk` in a process of its own; the Tally it comes to. What was used up there is used up here too."""
    context = get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def run():
        sender.send(walk(visits, address, concurrency, seconds))

    process = context.Process(target=run)
    process.start()
    sender.close()
    try:
        tally = receiver.recv()
    finally:
        process.join()
    for _visit in islice(visits, tally.begun):
        pass
    return tally


def ask(address, request):
    """One request, its Answer."""
    visit = Visit(request, address)
    while (answer := visit.read()) is None:
        pass
    return answer
