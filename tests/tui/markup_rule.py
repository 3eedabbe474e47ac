"""The lint rule: outside text reaches a widget only as ``Content`` made in ``tui.safe``.

Textual parses plain strings as markup in most widgets, and passes control characters through.
The rule reads the syntax tree: an argument of a sink must be a literal without brackets, a call
of a function that returns content, or a name that only ever holds such a thing. ``Content`` is
built from anything but literals and cleaned text only in ``safe.py``.
"""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

SINKS = {
    *("Static", "Label", "Button", "Option", "Tooltip", "Checkbox", "RadioButton", "Link"),
    *("Collapsible", "TabPane", "Toast", "Digits", "Markdown", "Header", "Prose", "Pretty"),
    *("notify", "update", "add_row", "add_rows", "add_column", "add_option", "add_options"),
    *("set_label", "write_line", "DiscoveryHit", "Hit", "show_content"),
}
POSITIONS = {"Hit": (1,), "DiscoveryHit": (0,)}
KEYWORDS = {"label", "placeholder", "tooltip", "title", "content", "prompt", "message"}
ATTRIBUTES = {"tooltip", "border_title", "border_subtitle", "label", "placeholder", "title"}
BANNED = {"from_markup", "from_text", "from_rich_text", "Text", "RichLog", "print"}
BUILDERS = {"Content", "styled", "assemble"}
CLEAN = {"clean", "clean_line"}
SAFE_TYPES = {"Content", "Document", "Content | None", "Document | Content", '"Content"'}
CHAINED = {
    *("truncate", "stylize", "pad_right", "pad_left", "rstrip", "join", "append", "fold"),
}


def functions_returning_content(trees: Iterable[ast.Module]) -> set[str]:
    """Return the names of functions annotated as returning content."""
    return {
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and node.returns is not None
        and ast.unparse(node.returns) in SAFE_TYPES
    }


class Rule(ast.NodeVisitor):
    """Checks one file."""

    def __init__(self, name: str, safe_calls: set[str]) -> None:
        self.name = name
        self.found: list[str] = []
        self._calls = safe_calls
        self._scopes: list[dict[str, bool]] = [{}]

    def _report(self, node: ast.expr, why: str) -> None:
        self.found.append(f"{self.name}:{node.lineno}: {why}: {ast.unparse(node)[:60]}")

    def _learn(self, node: ast.AST) -> dict[str, bool]:
        """Return the names a scope assigns, and whether each only ever holds content."""
        names: dict[str, bool] = {}
        self._scopes.append(names)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for arg in [*node.args.args, *node.args.kwonlyargs]:
                kind = ast.unparse(arg.annotation) if arg.annotation else ""
                names[arg.arg] = kind in SAFE_TYPES
        for each in _own_nodes(node):
            if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
                names[each.target.id] = ast.unparse(each.annotation) in SAFE_TYPES
        for each in _own_nodes(node):
            if isinstance(each, ast.Assign):
                for target in each.targets:
                    if isinstance(target, ast.Name):
                        held = names.get(target.id, True)
                        names[target.id] = held and self._safe(each.value)
        return self._scopes.pop()

    def _scope(self, node: ast.AST) -> None:
        self._scopes.append(self._learn(node))
        self.generic_visit(node)
        self._scopes.pop()

    def visit_Module(self, node: ast.Module) -> None:
        self._scope(node)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name in ("render", "draw", "render_line"):
            returns = ast.unparse(node.returns) if node.returns else "nothing stated"
            if returns not in {*SAFE_TYPES, "Strip"}:
                self.found.append(f"{self.name}:{node.lineno}: {node.name} returns {returns}")
        self._scope(node)

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> None:
        self._scope(node)

    def visit_Assign(self, node: ast.Assign) -> None:
        for target in node.targets:
            if isinstance(target, ast.Attribute) and target.attr in ATTRIBUTES:
                self._check(node.value, f"assigned to .{target.attr}")
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        called = _called(node)
        if called in BANNED:
            self._report(node, "never used here")
        if called in BUILDERS and self.name != "safe.py":
            for arg in node.args[:1]:
                if not (_literal(arg) or _cleaned(arg)):
                    self._report(arg, f"{called}() outside safe.py")
        if called in SINKS:
            for at, arg in enumerate(node.args):
                if at in POSITIONS.get(called, range(9)):
                    self._check(arg, f"{called}()")
        for keyword in node.keywords:
            if keyword.arg in KEYWORDS and called != "Binding":
                self._check(keyword.value, f"{called}({keyword.arg}=)")
        self.generic_visit(node)

    def _check(self, value: ast.expr, where: str) -> None:
        if not self._safe(value):
            self._report(value, where)

    def _safe(self, value: ast.expr) -> bool:
        match value:
            case ast.Constant():
                return not isinstance(value.value, str) or "[" not in value.value
            case ast.Starred():
                return isinstance(value.value, ast.Call) and _called(value.value) == "rows"
            case ast.IfExp():
                return self._safe(value.body) and self._safe(value.orelse)
            case ast.BoolOp():
                return all(map(self._safe, value.values))
            case ast.BinOp():
                return self._safe(value.left) and self._safe(value.right)
            case ast.Name():
                return next((s[value.id] for s in reversed(self._scopes) if value.id in s), False)
            case ast.Attribute():
                return value.attr in self._calls
            case ast.Call():
                called = _called(value)
                if called in CHAINED and isinstance(value.func, ast.Attribute):
                    return self._safe(value.func.value)
                return called in self._calls or called == "Content"
        return False


def _own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Return the nodes of a scope without those of the functions in it."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
            continue
        yield child
        yield from _own_nodes(child)


def _called(node: ast.Call) -> str:
    func = node.func
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def _literal(node: ast.expr) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        return _literal(node.left)
    return isinstance(node, ast.Constant)


def _cleaned(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and _called(node) in CLEAN


def violations(folder: Path) -> list[str]:
    """Return what the rule finds in the Python files below ``folder``."""
    trees = {path: ast.parse(path.read_text("utf-8")) for path in sorted(folder.rglob("*.py"))}
    safe_calls = functions_returning_content(trees.values())
    found: list[str] = []
    for path, tree in trees.items():
        rule = Rule(path.name, safe_calls)
        rule.visit(tree)
        found += rule.found
    return found
