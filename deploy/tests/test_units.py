"""The systemd units: two accounts that share what one writes and the other reads, and nothing else."""

import configparser
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
GUIDE = (ROOT / "docs" / "operating.md").read_text()


def service(file):
    """The [Service] part of a unit; of a name that stands twice the last counts."""
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str
    unit.read_string(file.read_text())
    return unit["Service"]


@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.stem)
def test_a_unit_may_write_where_the_guide_says_and_nowhere_else(file):
    named = re.findall(r"(?:MEDIA_ROOT|ERASURES_FILE|IMPORT_FOLDER|EXPORT_FOLDER)=(/srv/panel/\w+)", GUIDE)
    made = re.search(r"install -d -m 2770 -g panel (.+)", GUIDE)[1].split()
    assert len(named) == 4
    assert set(service(file)["ReadWritePaths"].split()) == set(named) == set(made)
    assert service(file)["ProtectSystem"] == "strict"


def test_web_and_worker_are_two_accounts_that_read_each_others_files_and_not_each_others_secrets():
    web, worker = sorted((service(file) for file in UNITS), key=lambda unit: "worker" in unit["User"])
    assert web["User"] != worker["User"] and web["EnvironmentFile"] != worker["EnvironmentFile"]
    assert (web["Group"], web["UMask"]) == (worker["Group"], worker["UMask"]) == ("panel", "0007")
