"""The scripts behind `make run` and `make test`, as a newcomer meets them."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

DEPLOY = Path(__file__).resolve().parents[1]
# Like Django's development server: a process that does its work in a child.
WITH_CHILD = (
    "import os, subprocess, sys; print(os.getpid(), flush=True); subprocess.run([sys.executable, '-c', {child!r}])"
)
SLEEP = "import time; time.sleep(600)"


def run_python(code, **environment):
    """Run `code` beside the scripts; return (exit code, what it said)."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=DEPLOY,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
    )
    return done.returncode, done.stdout.strip()


@pytest.fixture
def two_processes():
    """`run.watch` over two processes with a child each; gives the watcher and their ids by name."""
    commands = {name: [sys.executable, "-c", WITH_CHILD.format(child=SLEEP)] for name in ("web", "worker")}
    code = (
        "import subprocess, sys, run\n"
        "def begin(command):\n"
        "    process = subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE, text=True)\n"
        "    print(process.stdout.readline().strip(), flush=True)\n"
        "    return process\n"
        f"commands = {commands!r}\n"
        "sys.exit(run.watch({name: lambda name=name: begin(commands[name]) for name in commands}))\n"
    )
    watcher = subprocess.Popen(
        [sys.executable, "-c", code], cwd=DEPLOY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    ids = {name: int(watcher.stdout.readline()) for name in commands}
    yield watcher, ids
    for number in ids.values():
        try:
            os.killpg(number, signal.SIGKILL)
        except ProcessLookupError:
            continue
    watcher.kill()
    watcher.communicate()


def last_words(watcher):
    """What the watcher said, once it and everything below it has ended: all of them hold its stderr open."""
    return watcher.communicate(timeout=30)[1]


@pytest.mark.parametrize("name", ["web", "worker"])
def test_when_one_process_dies_the_other_and_all_children_stop_too(two_processes, name):
    watcher, ids = two_processes
    os.kill(ids[name], signal.SIGKILL)
    assert f"The {name} process stopped by itself" in last_words(watcher)
    assert watcher.returncode == 1


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_ctrl_c_or_a_closed_terminal_stops_everything_without_a_word(two_processes, number):
    watcher, _ids = two_processes
    watcher.send_signal(number)
    assert last_words(watcher) == ""
    assert watcher.returncode == 0


def test_a_busy_port_is_one_sentence():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        code, words = run_python(f"import run; run.check_port({port})")
    assert code == 1
    assert words == f"Port {port} is in use. Stop what runs there, or choose another: make run PORT={port + 1}"


@pytest.mark.parametrize("port", ["", "http", "-1", "0", "70000"])
def test_a_port_that_is_none_is_one_sentence(port):
    code, words = run_python(f"import run; run.read_port({port!r})")
    assert code == 1
    assert words.startswith("PORT must be a number") and "\n" not in words


# prepare.py is run as it lies there; what it finds on the machine is changed before.
PREPARE = "import runpy, sys\n{before}\nrunpy.run_path('prepare.py', run_name='__main__')"


def test_too_old_a_python_is_one_sentence():
    code, words = run_python(PREPARE.format(before="sys.version_info = (3, 9, 2, 'final', 0)"))
    assert code == 1
    assert words == "Python 3.11 or newer is needed, and this is 3.9. Try: make PYTHON=python3.12 …"


@pytest.mark.parametrize("module", ["ensurepip", "venv"])
def test_a_missing_venv_module_is_one_sentence(module):
    code, words = run_python(PREPARE.format(before=f"sys.modules[{module!r}] = None"))
    assert code == 1
    assert words == "Python's venv module is missing. Install python3-venv (Debian: apt install python3-venv)."


def test_a_machine_without_a_browser_where_none_can_be_had_is_one_sentence(tmp_path):
    code, words = run_python(
        "import find_browser; find_browser.main()",
        PATH=str(tmp_path),
        PLAYWRIGHT_BROWSERS_PATH=str(tmp_path),
        PLAYWRIGHT_DOWNLOAD_HOST="http://127.0.0.1:1",
    )
    assert code == 1
    assert words.splitlines()[-1].startswith("No browser: install Chrome or Chromium")
    assert len(words.splitlines()) == 2


def test_a_browser_that_does_not_start_is_one_sentence(tmp_path):
    browser = tmp_path / "chromium"
    browser.write_text("#!/bin/sh\necho error while loading shared libraries >&2\nexit 127\n")
    browser.chmod(0o755)
    code, words = run_python("import find_browser; find_browser.main()", PATH=str(tmp_path))
    assert code == 1
    assert words.startswith(f"The browser {browser} does not start") and "\n" not in words
