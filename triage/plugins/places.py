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
    """The text of a plug-in's class.

    Attributes:
        file: As Python knows it.
        node: Its definition; None where that cannot be found.
    """

    file: str
    node: ast.ClassDef | None = attrs.field(default=None, eq=False)

    @classmethod
    def of(cls, kind: type) -> Source:
        """The source of a class, also of one that was typed in."""
        try:
            file = inspect.getsourcefile(kind) or kind.__qualname__
            tree = ast.parse(Path(file).read_bytes())
        except (OSError, TypeError, SyntaxError, ValueError):
            return cls(kind.__qualname__)
        found = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        named = [node for node in found if node.name == kind.__name__]
        return cls(file, named[-1] if named else None)

    @property
    def whole(self) -> Where:
        """The name of the class."""
        return self._after(self.node, "class ")

    def method(self, name: str) -> Where:
        """The name of a method; of an inherited one, the class."""
        for node in self.node.body if self.node else ():
            if isinstance(node, ast.FunctionDef) and node.name == name:
                return self._after(node, "def ")
            if isinstance(node, ast.AsyncFunctionDef) and node.name == name:
                return self._after(node, "async def ")
        return self.whole

    def value(self, name: str) -> Where:
        """What a name in the class is set to, else the class."""
        for node in self.node.body if self.node else ():
            targets = node.targets if isinstance(node, ast.Assign) else ()
            if isinstance(node, ast.AnnAssign):
                targets = [node.target]
            if any(isinstance(each, ast.Name) and each.id == name for each in targets):
                return self._after(getattr(node, "value", None) or node, "")
        return self.whole

    def _after(self, node: ast.stmt | ast.expr | None, word: str) -> Where:
        file = home.shown(Path(self.file))
        if node is None:
            return Where(file)
        return Where(file, node.lineno, node.col_offset + len(word) + 1)
