"""The model's tables and the data package, as data frames of pandas."""

from __future__ import annotations

import io
import json
import os
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Callable, Union

from . import _core
from ._optional import need

if TYPE_CHECKING:
    import pandas

Folder = Union[str, "os.PathLike[str]", None]


@lru_cache(maxsize=1)
def model() -> dict[str, Any]:
    """What `balloon model --json` prints."""
    return json.loads(_core.model())


def _frame(rows: Any, index: str, what: str) -> pandas.DataFrame:
    return need("pandas", what).DataFrame(rows).set_index(index)


def scenarios() -> pandas.DataFrame:
    """The shipped scenarios by id: title, against, extends, summary (English)."""
    rows = [
        {
            "id": s["id"],
            "title": s["title"]["en"],
            "against": s["against"],
            "extends": s["extends"],
            "summary": s["summary"].get("en", ""),
        }
        for s in _core.scenarios()
    ]
    return _frame(rows, "id", "balloon.scenarios")


def parameters() -> pandas.DataFrame:
    """The uncertain quantities by name: prior, its numbers, unit, meaning, source."""
    return _frame(model()["parameters"], "name", "balloon.parameters")


def outcomes() -> pandas.DataFrame:
    """The outcomes by name: place, cadence, flow, unit, weak, meaning."""
    return _frame(model()["outcomes"], "name", "balloon.outcomes")


def instruments() -> pandas.DataFrame:
    """What a lever can act by: place, unit, limit, meaning."""
    return _frame(model()["instruments"], "name", "balloon.instruments")


def tables(data: Folder = None) -> pandas.DataFrame:
    """The tables of the data package by name: rows, title."""
    return _frame(json.loads(_core.table_names(os.fspath(data or ""))), "name", "balloon.tables")


def data(table: str, data: Folder = None) -> pandas.DataFrame:
    """A table of the data package, of the folder `data` where given.

    Columns have the type of the schema; texts that are empty are "", missing numbers NaN. Dates
    stay texts, for some are a year or a month alone.
    """
    pandas = need("pandas", "balloon.data")
    text, types = _core.table(table.replace("_", "-") if "/" not in table else table, os.fspath(data or ""))
    frame = pandas.read_csv(io.StringIO(text), dtype=str, keep_default_na=False)
    for column, kind in types.items():
        if kind in ("number", "integer", "year"):
            values = pandas.to_numeric(frame[column].replace("", float("nan")))
            whole = kind != "number" and not values.isna().any()
            frame[column] = values.astype("int64") if whole else values.astype("float64")
    return frame


def zones(data: Folder = None) -> pandas.DataFrame:
    """Growing zones."""
    return _places("model-zones", data)


def corridors(data: Folder = None) -> pandas.DataFrame:
    """Corridors between regions."""
    return _places("model-corridors", data)


def markets(data: Folder = None) -> pandas.DataFrame:
    """Consumer markets."""
    return _places("model-markets", data)


def _places(table: str, folder: Folder) -> pandas.DataFrame:
    frame = data(table, folder)
    return frame.set_index(frame.columns[0])


def facts(
    members: int = 200,
    *,
    threads: int | None = None,
    data: Folder = None,
    progress: Callable[[int, int], None] | None = None,
) -> pandas.DataFrame:
    """The article's figures beside the data's and a run of history: a row for each check."""
    document = json.loads(_core.facts(members, threads or 0, os.fspath(data or ""), progress))
    rows = []
    for fact in document["facts"]:
        common = {key: value for key, value in fact.items() if key != "checks"}
        rows += [common | _flat(check) for check in fact["checks"]] or [common]
    return _frame(rows, "id", "balloon.facts")


def _flat(check: dict[str, Any]) -> dict[str, Any]:
    return {f"check_{key}": value for key, value in check.items()}
