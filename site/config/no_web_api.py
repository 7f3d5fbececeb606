"""Wagtail's public web API stays out of a web process while it starts.

This site has none, but five of Wagtail's apps load theirs at every start to add their addresses to it: a web framework, and a
tenth of what a process weighs. While the process starts their import finds empty modules instead. Afterwards these are gone
again, so whatever should ask for the API later gets the real one. Only `config.wsgi` does this: tests, commands and the worker
start as Wagtail means it.
"""

import re
import sys
from contextlib import contextmanager
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


@contextmanager
def kept_out():
    """Within the block Wagtail's web API is empty."""
    finder = NoWebApi()
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name, module in sys.modules.items() if isinstance(module, Nothing)]:
            del sys.modules[name]
