"""Wagtail's public web API stays out of our processes.

This site has none, but Wagtail's apps load theirs at every start to add their addresses to it: a web framework, and a tenth of
what a process weighs. Here their import finds empty modules instead; everything else Wagtail does at its start is done. The
older API behind the admin's page choosers is left alone.
"""

import re
import sys
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType

WEB_API = re.compile(r"wagtail\.(\w+\.)*api\.v3(\.|$)")


class Nothing(ModuleType):
    """A module that has every public name, all of them this: it may be called and asked for more, and does nothing."""

    __path__ = ()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *args, **kwargs):
        return self


class NoWebApi(MetaPathFinder, Loader):
    """Finds nothing, in that sense, where Wagtail's web API is looked for."""

    def find_spec(self, name, path, target=None):
        return ModuleSpec(name, self, is_package=True) if WEB_API.match(name) else None

    def create_module(self, spec):
        return Nothing(spec.name)

    def exec_module(self, module):
        pass


def keep_out():
    """From now on, and once however often the settings are read."""
    if not any(isinstance(finder, NoWebApi) for finder in sys.meta_path):
        sys.meta_path.insert(0, NoWebApi())
