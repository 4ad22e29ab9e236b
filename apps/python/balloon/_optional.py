"""pandas and xarray, imported where they are needed."""

from __future__ import annotations

import importlib
from typing import Any


def need(name: str, what_for: str, package: str | None = None) -> Any:
    """The module, or an ImportError that says what to install."""
    try:
        return importlib.import_module(name)
    except ImportError as error:
        package = package or name
        raise ImportError(
            f"{what_for} needs {package}, which is not installed: pip install {package}"
            + (f" (Debian: apt install python3-{package})" if package in ("pandas", "xarray") else "")
        ) from error
