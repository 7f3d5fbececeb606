"""Development secrets: made once, readable by their owner only, never overwritten and never in git."""

import base64
import os
import secrets
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "var" / "secrets"
SETTINGS = "config.settings.development"


def write(file, variables):
    """A file of NAME=value lines that only its owner may read."""
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as lines:
        lines.writelines(f"{name}={value}\n" for name, value in variables.items())


def read(file):
    """The variables of such a file."""
    return dict(line.split("=", 1) for line in file.read_text().splitlines() if "=" in line)


def make_secrets():
    """Write web.env and worker.env unless they are there.

    The web processes get the public key alone, as in production: only the worker can open a box of answers.
    """
    web, worker = FOLDER / "web.env", FOLDER / "worker.env"
    if web.exists() and worker.exists():
        return
    if web.exists() or worker.exists():
        raise SystemExit(f"One of {web.name} and {worker.name} is missing in {FOLDER}; put it back, or remove var/.")
    from nacl.public import PrivateKey

    FOLDER.mkdir(parents=True, exist_ok=True)
    FOLDER.chmod(0o700)
    key = PrivateKey.generate()
    variables = {
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "PANEL_SECRET": secrets.token_urlsafe(50),
        "SURVEY_BOX_PUBLIC_KEY": base64.b64encode(bytes(key.public_key)).decode(),
    }
    write(worker, {**variables, "SURVEY_BOX_PRIVATE_KEYS": base64.b64encode(bytes(key)).decode()})
    write(web, variables)


def environment(process):
    """The environment of "web" or "worker": ours over the shell's, and no private key left for the web."""
    make_secrets()
    inherited = {name: value for name, value in os.environ.items() if name != "SURVEY_BOX_PRIVATE_KEYS"}
    return {**inherited, **read(FOLDER / f"{process}.env")}
