"""Make .venv and install a pinned set of packages: `python3 deploy/prepare.py requirements.txt <stamp>`.

Run by the Python found on the machine, so it must parse under old ones too, to be able to say that they are too old.
"""

import os
import subprocess
import sys

if sys.version_info < (3, 11):
    sys.exit("Python 3.11 or newer is needed, and this is %d.%d. Try: make PYTHON=python3.12 …" % sys.version_info[:2])

try:
    import ensurepip  # noqa: F401 - Debian leaves it out of Python and puts it in python3-venv
    import venv
except ImportError:
    sys.exit("Python's venv module is missing. Install python3-venv (Debian: apt install python3-venv).")

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
FOLDER = os.path.join(ROOT, ".venv")


def main(requirements, stamp):
    """Install `requirements` and touch `stamp`, which make compares with the requirements file."""
    python = os.path.join(FOLDER, "bin", "python")
    pip = [python, "-m", "pip", "--disable-pip-version-check"]
    if not os.path.exists(python) or subprocess.run([*pip, "--version"], capture_output=True).returncode:
        print("Making .venv …", flush=True)
        venv.create(FOLDER, clear=True, with_pip=True)
    print(f"Installing what {requirements} lists …", flush=True)
    installed = subprocess.run([*pip, "install", "--quiet", "--require-hashes", "-r", requirements], cwd=ROOT)
    if installed.returncode:
        sys.exit("The packages could not be installed; pip's own words stand above.")
    with open(os.path.join(ROOT, stamp), "w"):
        pass


if __name__ == "__main__":
    main(*sys.argv[1:])
