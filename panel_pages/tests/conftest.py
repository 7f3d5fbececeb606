"""What every test of pages needs."""

import pytest

from surveys.forms import form_class
from surveys.versions import load_version


@pytest.fixture(autouse=True)
def no_versions_of_other_tests():
    """Ids come again after a rollback, so what a process keeps by id is forgotten between tests."""
    form_class.cache_clear()
    load_version.cache_clear()
