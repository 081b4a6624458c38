"""What may import what; `make layers` checks the layers, here is what they do not say."""

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

ISSUE_TEXT = Path(__file__).resolve().parent.parent / "issue_text"
MODULES = sorted(path for path in ISSUE_TEXT.rglob("*.py") if "tests" not in path.parts)


def module_name(path):
    return ".".join(["articles", *path.relative_to(ISSUE_TEXT.parent).with_suffix("").parts])


def imported(path):
    """The absolute names of the modules that a file imports."""
    package = module_name(path) if path.name == "__init__.py" else module_name(path).rpartition(".")[0]
    package = package.removesuffix(".__init__")
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield importlib.util.resolve_name("." * node.level + (node.module or ""), package)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ISSUE_TEXT)))
def test_issue_text_imports_the_standard_library_and_itself_only(path):
    strangers = {
        name
        for name in imported(path)
        if name.split(".")[0] not in sys.stdlib_module_names and not f"{name}.".startswith("articles.issue_text.")
    }

    assert strangers == set()


def test_issue_text_is_understood_where_django_is_not_installed():
    names = sorted(module_name(path).removesuffix(".__init__") for path in MODULES)
    script = f"import importlib, sys; sys.modules['django'] = None; [importlib.import_module(n) for n in {names}]"

    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ISSUE_TEXT.parent.parent, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
