"""Where something of a plug-in stands in its file."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

import attrs

from triage import home
from triage.errors import Where


@attrs.frozen
class Source:
    """Where a plug-in's class stands; its file is read once something has to be said of it.

    Attributes:
        kind: The class.
        file: As Python knows it; the name of a class that was typed in.
    """

    kind: type
    file: str

    @classmethod
    def of(cls, kind: type) -> Source:
        """The source of a class."""
        try:
            return cls(kind, inspect.getsourcefile(kind) or kind.__qualname__)
        except (OSError, TypeError):
            return cls(kind, kind.__qualname__)

    @property
    def whole(self) -> Where:
        """The name of the class."""
        return self._after(self._node(), "class ")

    def method(self, name: str) -> Where:
        """The name of a method; of an inherited one, the class."""
        for node in self._body():
            if isinstance(node, ast.FunctionDef) and node.name == name:
                return self._after(node, "def ")
            if isinstance(node, ast.AsyncFunctionDef) and node.name == name:
                return self._after(node, "async def ")
        return self.whole

    def value(self, name: str) -> Where:
        """What a name in the class is set to, else the class."""
        for node in self._body():
            targets = node.targets if isinstance(node, ast.Assign) else ()
            if isinstance(node, ast.AnnAssign):
                targets = [node.target]
            if any(isinstance(each, ast.Name) and each.id == name for each in targets):
                return self._after(getattr(node, "value", None) or node, "")
        return self.whole

    def _node(self) -> ast.ClassDef | None:
        """The definition of the class; the last one, as when it was run."""
        try:
            tree = ast.parse(Path(self.file).read_bytes())
        except (OSError, SyntaxError, ValueError):
            return None
        found = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        return next((node for node in reversed(found) if node.name == self.kind.__name__), None)

    def _body(self) -> list[ast.stmt]:
        node = self._node()
        return [] if node is None else node.body

    def _after(self, node: ast.stmt | ast.expr | None, word: str) -> Where:
        file = home.shown(Path(self.file))
        if node is None:
            return Where(file)
        return Where(file, node.lineno, node.col_offset + len(word) + 1)
