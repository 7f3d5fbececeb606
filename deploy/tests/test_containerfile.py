"""The image: what is not the project's stays out of it."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def lines_of(name):
    """The patterns in a file of things to leave out, however each program wants them written."""
    lines = (ROOT / name).read_text().splitlines()
    return {line.removeprefix("**/").strip("/") for line in lines if line and not line.startswith("#")}


def test_what_git_does_not_keep_and_git_itself_stay_out_of_the_image():
    # var/ has a laptop's secrets and data, .venv would lie over the one the image has made.
    assert lines_of(".dockerignore") >= lines_of(".gitignore") | {".git"}
    assert {"var", ".venv"} <= lines_of(".dockerignore")
