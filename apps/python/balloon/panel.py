"""Displacement in a panel of places, by the estimators of `balloon measure` (docs/measure.md)."""

from __future__ import annotations

import csv
import io
import json
import math
import os
from typing import TYPE_CHECKING, Any, Callable, Mapping, Sequence, Union

from . import _core
from ._optional import need

if TYPE_CHECKING:
    import pandas

Frame = Union["pandas.DataFrame", Mapping[str, Sequence[Any]]]
Progress = Union[Callable[[int, int], None], None]


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if hasattr(value, "item"):
        value = value.item()
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return "" if math.isnan(value) else repr(value)
    return str(value)


def _csv(frame: Frame | None, columns: Sequence[str] | None = None) -> str | None:
    """Columns of a frame (None: all) as the text of a table; numbers read back as they are."""
    if frame is None:
        return None
    names = [c for c in (columns or list(frame)) if c in frame]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(zip(*([_cell(value) for value in frame[name]] for name in names)))
    return out.getvalue()


def _positions(positions: Frame | Mapping[Any, tuple[float, float]] | None) -> str | None:
    """A table with place, latitude, longitude: of a frame its first three columns."""
    if positions is None:
        return None
    names = list(positions)
    if isinstance(positions, Mapping) and names and len(names) > 0:
        first = positions[names[0]]
        if len(first) == 2 and not isinstance(first, str):
            rows = [(key, *point) for key, point in positions.items()]
            positions = {c: [row[i] for row in rows] for i, c in enumerate(_COORDINATES)}
            names = list(positions)
    if len(names) < 3:
        raise ValueError("positions need three columns: the unit, its latitude and its longitude")
    return _csv({c: positions[name] for c, name in zip(_COORDINATES, names)})  # type: ignore[index]


_COORDINATES = ("place", "latitude", "longitude")


def measure(
    frame: Frame | None = None,
    *,
    unit: str = "",
    time: str = "",
    y: str = "",
    x: str | Sequence[str] = (),
    controls: Sequence[str] = (),
    models: Sequence[str] = (),
    weights: str = "",
    positions: Frame | Mapping[Any, tuple[float, float]] | None = None,
    neighbours: Frame | None = None,
    polygons: Mapping[str, Any] | str | os.PathLike[str] | None = None,
    polygon_key: str | None = None,
    progress: Progress = None,
    **options: Any,
) -> PanelStudy:
    """Everything that `balloon measure` estimates; without a frame, on the shipped municipal panel.

    frame       long table, a row for a unit and a time: a data frame or a dict of columns
    unit, time, y, x   its columns: place, time (whole numbers), outcome, treatments
    models      of slx, sar, sem, sdm, sdem; none: all
    weights     "knn:5", "band:50km", "inverse:200km", "queen", "given", ... (docs/measure.md)
    positions   a frame whose first three columns are unit, latitude and longitude, or a dict of
                unit: (latitude, longitude)
    neighbours  a frame with from, to and, if any, weight
    polygons    GeoJSON: a dict, or the path of a file; polygon_key names the unit's property
    options     as of the program: transform, treatment_transform, lag, effects, complete,
                disconnected, spectral, direct, conley, draws, seed, before, after, treated,
                threshold, buffer, gap, event, event_threshold, event_window

    Raises InputError with every fault.
    """
    request = _core.MeasureRequest()
    request.unit, request.time, request.y = unit, time, y
    request.x = [x] if isinstance(x, str) else list(x)
    request.controls = list(controls)
    request.models = list(models)
    request.weights = weights
    if polygon_key is not None:
        request.polygon_key = polygon_key
    for name, value in options.items():
        if not hasattr(request, name):
            raise TypeError(f"measure has no option {name}")
        setattr(request, name, value)
    geojson: str | None = None
    if isinstance(polygons, (str, os.PathLike)):
        with open(polygons, encoding="utf-8") as file:
            geojson = file.read()
    elif polygons is not None:
        geojson = json.dumps(polygons)
    wanted = dict.fromkeys([unit, time, y, *request.x, *controls, request.event])
    made = _core.measure(
        request,
        _csv(frame, [c for c in wanted if c]),
        _positions(positions),
        geojson,
        _csv(neighbours),
        progress,
    )
    return PanelStudy(made)


def spatial_panel(
    frame: Frame, *, unit: str, time: str, y: str, x: str | Sequence[str], model: str = "sdm", **options: Any
) -> SpatialModel:
    """One spatial model of a panel; arguments and options as of `measure`."""
    study = measure(frame, unit=unit, time=time, y=y, x=x, models=[model], **options)
    return study.models[model.lower()]


class SpatialModel:
    """An estimated model: coefficients, effects, and the study that it belongs to."""

    def __init__(self, document: dict[str, Any], study: PanelStudy):
        self.document = document  #: as in the program's JSON document
        self.study = study

    def __repr__(self) -> str:
        return f"<{self.name}: {self.study.document['specification']}>"

    @property
    def name(self) -> str:
        return self.document["model"]

    @property
    def log_likelihood(self) -> float:
        return self.document["log_likelihood"]

    @property
    def rho(self) -> dict[str, float] | None:
        """Value and standard error of the spatial parameter (rho, or lambda of errors)."""
        return self.document.get("rho") or self.document.get("lambda")

    @property
    def coefficients(self) -> pandas.DataFrame:
        """By name: value and standard error."""
        rows = self.document["coefficients"]
        return need("pandas", "SpatialModel.coefficients").DataFrame(rows).set_index("name")

    @property
    def effects(self) -> pandas.DataFrame:
        """Direct, indirect and total effects of each regressor: value, standard errors by the
        delta method and by draws, 95 % interval."""
        rows = [
            {"name": row["name"], "effect": kind} | row[kind]
            for row in self.document["effects"]
            for kind in ("direct", "indirect", "total")
        ]
        frame = need("pandas", "SpatialModel.effects").DataFrame(rows)
        return frame.set_index(["name", "effect"])


class PanelStudy:
    """What was estimated: `text` as the program prints it, `document` its JSON, `models`."""

    def __init__(self, made: Mapping[str, str]):
        self.text = made["text"]
        self.html = made["html"]  #: the report, a page that is complete in itself
        self.document: dict[str, Any] = json.loads(made["json"])
        self.models = {m["model"].lower(): SpatialModel(m, self) for m in self.document["models"]}

    def __repr__(self) -> str:
        return f"<PanelStudy: {self.document['specification']}>"

    @property
    def notes(self) -> list[str]:
        """What limits the estimates, most important first."""
        return list(self.document["notes"])

    @property
    def least_squares(self) -> pandas.DataFrame:
        """The regression without spatial lags: value, and standard errors of several kinds."""
        rows = [
            {"name": row["name"], "value": row["value"]} | {e["kind"]: e["se"] for e in row["errors"]}
            for row in self.document["least_squares"]
        ]
        return need("pandas", "PanelStudy.least_squares").DataFrame(rows).set_index("name")
