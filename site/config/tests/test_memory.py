"""What a web process weighs when it starts. Whether it grows is looked at by `make bench`."""

import subprocess
import sys

from django.conf import settings

MIB_AT_MOST = 130
# They weigh more than the project itself, and only the worker and who reads a spreadsheet need them.
HEAVY = {"hypothesis", "numpy", "openpyxl", "pandas", "pyreadstat"}
START = """
import sys
sys.path.insert(0, "site")
from django.core.wsgi import get_wsgi_application
from django.urls import resolve
get_wsgi_application()
resolve("/admin/"), resolve("/svar/1.a/"), resolve("/bli-med/")
print([line.split()[1] for line in open("/proc/self/status") if line.startswith("VmRSS")][0], *sys.modules)
"""


def test_a_web_process_starts_light():
    done = subprocess.run(
        [sys.executable, "-c", START], cwd=settings.BASE_DIR, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    kilobytes, *modules = done.stdout.split()
    assert HEAVY & set(modules) == set()
    assert int(kilobytes) / 1024 <= MIB_AT_MOST
