"""How many queries requests cost: reads them as JSON, asks each of one process, prints the counts as JSON.

Run by bench.sites in the folder and environment of the site it asks. What opens and ends transactions is not counted.
"""

import importlib
import json
import os
import re
import sys
from pathlib import Path

TRANSACTION = re.compile(r"^(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)")


def count(client, method, path, headers, body, status):
    """Queries of one request."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    kind = "application/x-www-form-urlencoded"
    headers = {"Host": "127.0.0.1", "Referer": f"https://127.0.0.1{path}", **headers}
    with CaptureQueriesContext(connection) as queries:
        response = client.generic(method, path, body, content_type=kind, headers=headers)
    if response.status_code != status:
        sys.exit(f"{method} {path} gave {response.status_code}, not {status}")
    return len([query for query in queries if not TRANSACTION.match(query["sql"])])


def main():
    """Ask everything twice where that changes nothing, so that the process has what it keeps."""
    import django

    if module := os.environ.get("SITE_MODULE"):
        importlib.import_module(module)
    else:
        django.setup()
    from django.test import Client

    wanted = json.load(sys.stdin)
    counts = []
    for method, path, headers, body, status in wanted:
        client = Client(enforce_csrf_checks=True, raise_request_exception=True)
        if method == "GET":
            count(client, method, path, headers, body, status)
        counts.append(count(client, method, path, headers, body, status))
    print(json.dumps(counts))


if __name__ == "__main__":
    sys.path[:0] = [str(Path.cwd()), str(Path.cwd() / "site")]
    main()
