"""Every rule, one file per theme. Importing this package fills `RULES`, in order of number."""

from importlib import import_module
from pkgutil import iter_modules

from audits.rule import RULES

__all__ = ["RULES"]

for _theme in iter_modules(__path__):
    import_module(f"{__name__}.{_theme.name}")
_in_order = dict(sorted(RULES.items()))
RULES.clear()
RULES.update(_in_order)
