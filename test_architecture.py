"""The rooms may only lean on each other in one direction (docs/architecture.md)."""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(__file__).parent
MAY_IMPORT = {
    "staff": set(),
    "home": set(),
    "outbox": set(),
    "figures": set(),
    "members": {"outbox", "figures"},
    "surveys": {"outbox", "figures"},
    "invitations": {"members", "outbox", "figures"},
    "workshops": {"invitations", "members", "outbox", "figures"},
    "blog": {"home", "surveys"},
    "panel_pages": {"staff", "home", "outbox", "figures", "members", "surveys", "invitations", "workshops"},
}
# The demo loader fills every room, so it may reach into all of them.
EXCUSED = {"panel_pages/management/commands/demo.py", "panel_pages/demo"}
NOT_ROOMS = {"site", "templates", "static", "locale", "docs", "deploy", "bench", "var"}


def find_rooms():
    """Every folder with Python in it, besides those that are not apps."""
    folders = (folder for folder in ROOT.iterdir() if folder.is_dir() and not folder.name.startswith((".", "__")))
    return {folder.name for folder in folders if folder.name not in NOT_ROOMS and any(folder.rglob("*.py"))}


def find_sources(room):
    """The Python files of a room; its tests and the demo loader may use everything."""
    for file in sorted((ROOT / room).rglob("*.py")):
        name = file.relative_to(ROOT)
        is_excused = any(str(name) == excused or excused in map(str, name.parents) for excused in EXCUSED)
        if "tests" not in name.parts and not is_excused:
            yield name, ast.parse(file.read_text())


def list_imports(tree):
    """The first word of everything a module imports, wherever in the module it does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.split(".")[0]


def list_imports_by_string(tree):
    """The first word of what a module reaches by name: get_model, import_module, import_string."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if function in ("get_model", "import_module", "import_string", "__import__", "get_app_config"):
                yield str(node.args[0].value).split(".")[0]


def test_every_room_is_known():
    assert find_rooms() <= MAY_IMPORT.keys()


def test_every_installed_room_is_on_the_plan():
    ours = {app.split(".")[0] for app in settings.INSTALLED_APPS if (ROOT / app.split(".")[0]).is_dir()}
    assert ours <= MAY_IMPORT.keys()


@pytest.mark.parametrize("room", sorted(find_rooms() & MAY_IMPORT.keys()))
def test_room_imports_only_what_it_may(room):
    forbidden = MAY_IMPORT.keys() - MAY_IMPORT[room] - {room}
    found = [f"{name}: {word}" for name, tree in find_sources(room) for word in list_imports(tree) if word in forbidden]
    assert found == []


@pytest.mark.parametrize("room", sorted(find_rooms() & MAY_IMPORT.keys()))
def test_no_arrow_is_dodged_by_a_string(room):
    others = MAY_IMPORT.keys() - {room}
    found = [
        f"{name}: {word}"
        for name, tree in find_sources(room)
        if "migrations" not in name.parts
        for word in list_imports_by_string(tree)
        if word in others
    ]
    assert found == []


def test_arrows_make_no_circle():
    left = dict(MAY_IMPORT)
    while free := [room for room, leans_on in left.items() if not leans_on & left.keys()]:
        for room in free:
            del left[room]
    assert left == {}


def test_a_forbidden_import_is_seen_wherever_it_stands():
    tree = ast.parse("def f():\n    from invitations.models import Asking\n    import blog.models\n")
    assert set(list_imports(tree)) == {"invitations", "blog"}


def test_reaching_by_string_is_seen():
    tree = ast.parse('apps.get_model("members.Member")\nimport_string("outbox.queue.enqueue")\n')
    assert set(list_imports_by_string(tree)) == {"members", "outbox"}


def test_site_is_a_folder_and_never_a_package():
    # Python has a module of its own called site; a package of that name would hide it.
    assert not (ROOT / "site" / "__init__.py").exists()
    assert not any(line.strip().strip("/") == "site" for line in (ROOT / ".gitignore").read_text().splitlines())


@pytest.mark.parametrize("word", ["core", "utils", "helpers", "services", "managers"])
def test_no_room_or_module_is_named_after_nothing(word):
    found = [name for room in find_rooms() for name in (ROOT / room).rglob(f"{word}*") if name.stem == word]
    assert found == []
    assert word not in find_rooms()
