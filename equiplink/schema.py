"""Every table of the library, gathered for migrations and tools that need them all."""

from importlib import import_module
from pkgutil import iter_modules

import equiplink
from equiplink.db import Base

for _stage in iter_modules(equiplink.__path__):
    if _stage.ispkg and _stage.name != "cli":
        _package = import_module(f"equiplink.{_stage.name}")
        for _module in iter_modules(_package.__path__):
            if _module.name.endswith("models"):
                import_module(f"equiplink.{_stage.name}.{_module.name}")

metadata = Base.metadata
