"""A laptop's commands: `serve` starts web and worker together, `manage …` runs one Django command.

Both use the development secrets. Ctrl-C stops both processes; when one dies, the other is stopped too.
"""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from secrets_on_laptop import environment

ROOT = Path(__file__).resolve().parents[1]
ADDRESS = "127.0.0.1"
# Ctrl-C, a polite kill, and a terminal window that is closed.
INTERRUPTS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def manage(*arguments, process="worker"):
    """Run a Django command; stop with its exit code when it fails."""
    done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment(process))
    if done.returncode:
        sys.exit(done.returncode)


def check_port(port):
    """Stop with a sentence when somebody listens there already."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            sys.exit(f"Port {port} is in use. Stop what runs there, or choose another: make run PORT={port + 1}")


def read_port(text):
    """The port named by `text`; stop with a sentence when it names none."""
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT must be a number from 1 to 65535, not {text!r}. Try: make run PORT=8080")
    return int(text)


def start(name, *arguments):
    """Start a Django command in a process group of its own, with the environment of `name`."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment(name), start_new_session=True)


def has_ended(process):
    """Whether nothing is left of the process and its group: one that has died may leave children behind."""
    if process.poll() is None:
        return False
    try:
        os.killpg(process.pid, 0)
    except ProcessLookupError:
        return True
    return False


def stop(processes):
    """Ask all to stop, the worker finishing the mail in hand; after ten seconds they are stopped, children too."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, number)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if all(has_ended(process) for process in processes):
                return
            time.sleep(0.1)


def watch(starts):
    """Start what `starts` names, wait for Ctrl-C or for one of them to die, stop all; return what to exit with."""
    # A note instead of an exception, which could come between the start of a process and its being known here.
    interrupts = []
    for number in INTERRUPTS:
        signal.signal(number, lambda number, _frame: interrupts.append(number))
    processes = {name: begin() for name, begin in starts.items()}
    while not interrupts and all(process.poll() is None for process in processes.values()):
        time.sleep(0.2)
    dead = [name for name, process in processes.items() if process.poll() is not None]
    stop(processes.values())
    if interrupts:
        return 0
    return f"The {', '.join(dead)} process stopped by itself, so the other is stopped too. Its last words stand above."


def serve(port):
    """Migrate, load the demo data and run web and worker until Ctrl-C."""
    check_port(port)
    os.environ["SITE_URL"] = f"http://{ADDRESS}:{port}"
    manage("migrate", "--verbosity", "0")
    manage("demo")
    return watch(
        {
            "web": lambda: start("web", "runserver", f"{ADDRESS}:{port}"),
            "worker": lambda: start("worker", "worker"),
        }
    )


def main():
    """Run the command that was asked for; a signal that ends the terminal's session counts as Ctrl-C."""
    if sys.argv[1:2] == ["manage"]:
        manage(*sys.argv[2:])
        return 0
    for number in INTERRUPTS:
        signal.signal(number, signal.default_int_handler)
    try:
        return serve(read_port(os.environ.get("PORT") or "8000"))
    except KeyboardInterrupt:
        return "Stopped before the site was up."


if __name__ == "__main__":
    sys.exit(main())
