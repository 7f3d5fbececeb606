"""A laptop's commands: `serve` starts web and worker together, `manage …` runs one Django command.

Both use the development secrets. Ctrl-C stops both processes; when one dies, the other is stopped too.
"""

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


def start(name, *arguments):
    """Start a Django command of its own process group, with the environment of `name`."""
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.Popen(command, cwd=ROOT, env=environment(name), start_new_session=True)


def stop(processes):
    """Ask all to stop, the worker finishing the mail in hand; after ten seconds they are stopped."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        for process in processes:
            if process.poll() is None:
                os.killpg(process.pid, number)
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline and any(process.poll() is None for process in processes):
            time.sleep(0.1)


def serve(port):
    """Migrate, load the demo data and run web and worker until Ctrl-C."""
    check_port(port)
    os.environ["SITE_URL"] = f"http://{ADDRESS}:{port}"
    manage("migrate", "--verbosity", "0")
    manage("demo")
    processes = {"web": start("web", "runserver", f"{ADDRESS}:{port}"), "worker": start("worker", "worker")}
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        while all(process.poll() is None for process in processes.values()):
            time.sleep(0.3)
        dead = ", ".join(name for name, process in processes.items() if process.poll() is not None)
        code = f"The {dead} process stopped by itself, so the other is stopped too. Its last words stand above."
    except KeyboardInterrupt:
        code = 0
    stop(processes.values())
    sys.exit(code)


if __name__ == "__main__":
    if sys.argv[1:2] == ["manage"]:
        manage(*sys.argv[2:])
    else:
        serve(int(os.environ.get("PORT", "8000")))
