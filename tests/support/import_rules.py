"""A contract for import-linter: some modules import from a list, and nothing else.

import-linter knows what is forbidden, not what is all that is allowed; a domain's rule is of the second kind.
"""

import sys

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class OnlyImportsContract(Contract):
    """``modules`` (such as ``services.*.domain``; ``*`` is one name, submodules count) import the standard library,
    their own package, and what begins with one of ``allowed``."""

    type_name = "only_imports"

    modules = fields.ListField(subfield=fields.StringField())
    allowed = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:
        broken = [
            (module, imported)
            for module in sorted(graph.modules)
            for home in [self._home(module)]
            if home
            for imported in sorted(graph.find_modules_directly_imported_by(module))
            if not self._may(home, imported)
        ]
        return ContractCheck(kept=not broken, metadata={"broken": broken})

    def _home(self, module: str) -> str | None:
        """The package or module, named by one of the patterns, that the module is or is part of."""
        parts = module.split(".")
        for pattern in self.modules:
            wanted = pattern.split(".")
            start = parts[: len(wanted)]
            if len(start) == len(wanted) and all(want in ("*", part) for want, part in zip(wanted, start, strict=True)):
                return ".".join(start)
        return None

    def _may(self, home: str, imported: str) -> bool:
        if imported.split(".")[0] in sys.stdlib_module_names:
            return True
        return any(imported == name or imported.startswith(f"{name}.") for name in (home, *self.allowed))

    def render_broken_contract(self, check: ContractCheck) -> None:
        for module, imported in check.metadata["broken"]:
            output.print_error(f"{module} imports {imported}")
