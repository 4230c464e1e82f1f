"""The code stays small: modules, functions, arguments and public names."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import triage

PACKAGE: Final = Path(triage.__file__).parent
MODULE_LINES: Final = 300
FUNCTION_LINES: Final = 40
ARGUMENTS: Final = 7
PUBLIC_NAMES: Final = 22

# What may be larger, and why: "loading/rules.py" or "loading/rules.py:read_rule" to one sentence.
ALLOWED: Final[Mapping[str, str]] = {
    "desk/__init__.py:update": "the contract, and a word that a slip costs no money",
}


def functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def arguments_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    given = function.args
    names = [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
    return len([name for name in names if name not in {"self", "cls"}])


def too_large(package: Path) -> Iterator[tuple[str, str]]:
    """Every name that is larger than the house allows, with how large it is."""
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).as_posix()
        if name.startswith("_home/"):  # in a wheel: the built-in home, which is data
            continue
        text = path.read_text(encoding="utf-8")
        if (count := len(text.splitlines())) > MODULE_LINES:
            yield name, f"{count} lines, at most {MODULE_LINES}"
        for function in functions(ast.parse(text)):
            place = f"{name}:{function.name}"
            if (count := lines_of(function)) > FUNCTION_LINES:
                yield place, f"{count} lines, at most {FUNCTION_LINES}"
            if (count := arguments_of(function)) > ARGUMENTS:
                yield place, f"{count} arguments, at most {ARGUMENTS}"


def test_modules_and_functions_stay_small() -> None:
    found = [f"{name}: {size}" for name, size in too_large(PACKAGE) if name not in ALLOWED]

    assert found == []


def test_every_exception_is_still_needed() -> None:
    needed = {name for name, _ in too_large(PACKAGE)}

    assert set(ALLOWED) - needed == set()


def test_a_function_that_is_too_long_or_asks_too_much_is_named(tmp_path: Path) -> None:
    body = "".join(f"    a = {n}\n" for n in range(FUNCTION_LINES))
    (tmp_path / "long.py").write_text(f"def long(b, c, d, e, f, g, h, i):\n{body}")

    found = list(too_large(tmp_path))

    assert found == [
        ("long.py:long", f"41 lines, at most {FUNCTION_LINES}"),
        ("long.py:long", f"8 arguments, at most {ARGUMENTS}"),
    ]


def test_the_package_exports_few_names_and_all_exist() -> None:
    assert len(triage.__all__) <= PUBLIC_NAMES
    assert [name for name in triage.__all__ if not hasattr(triage, name)] == []
