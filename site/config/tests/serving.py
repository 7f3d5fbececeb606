"""A web process under the production settings that serves what it is told and says how heavy it is.

Run by test_memory: reads as JSON the rounds of requests ([path, form or null, cookie] each), prints as JSON the MiB after each.
"""

import json
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]


def weigh():
    """MiB of this process in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def main():
    from django.conf import settings

    # Names of files without the manifest that `collectstatic` writes.
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    from django.test import Client

    from config.wsgi import application  # noqa: F401 - the start of a web process

    weights = []
    for requests in json.load(sys.stdin):
        for path, form, cookie in requests:
            client = Client(headers={"host": settings.ALLOWED_HOSTS[0], "cookie": cookie})
            response = client.get(path, secure=True) if form is None else client.post(path, form, secure=True)
            wanted = 200 if form is None else 302
            if response.status_code != wanted:
                sys.exit(f"{path} gave {response.status_code}, not {wanted}")
        weights.append(weigh())
    sys.stdout.write(json.dumps(weights))


if __name__ == "__main__":
    main()
