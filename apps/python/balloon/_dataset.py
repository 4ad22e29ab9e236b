"""An ensemble as an xarray data set that equals ensemble.nc (docs/files.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Sequence

import numpy as np

from . import _core
from ._optional import need
from .tables import model

if TYPE_CHECKING:
    import xarray

    from .ensemble import Ensemble

_PLACES = {
    "zone": "growing zone",
    "hub": "producing country, where base becomes cocaine",
    "corridor": "corridor",
    "market": "consumer market",
    "group": "armed group",
    "donor": "who pays",
    "country": "ISO 3166 alpha-3 code",
}


def _texts(values: Sequence[str]) -> np.ndarray:
    return np.array(list(values), dtype=object)


def dataset(ensemble: Ensemble, names: Sequence[str]) -> xarray.Dataset:
    """Coordinates, members and the named outcomes of all arms."""
    xarray = need("xarray", "Ensemble.to_xarray")
    study = ensemble._study
    variables: dict[str, Any] = {}

    def put(name: str, dims: Any, values: Any, long_name: str = "", **attributes: Any) -> None:
        if long_name:
            attributes = {"long_name": long_name} | attributes
        variables[name] = (dims, values, attributes)

    _axes(ensemble, put)
    _place_axes(ensemble, put)
    _members(ensemble, put)
    for name in names:
        record = ensemble._record(name)
        time = "time" if ensemble._is_monthly(name) else "year"
        values = np.stack([ensemble._masked(name, arm) for arm in range(len(ensemble.arms))])
        dims = ["scenario", "member", time, record["place"]]
        if record["place"] == "world":
            dims, values = dims[:3], values[..., 0]
        attributes: dict[str, Any] = _core.outcome_attributes(name)
        put(name, dims, values, **attributes)
    made = xarray.Dataset(variables, attrs=study.attributes())
    made = made.set_coords(["zone_latitude", "zone_longitude", "zone_name"])
    made["time"].encoding = {"units": "days since 1990-01-01", "calendar": "standard"}
    return made


def _axes(ensemble: Ensemble, put: Any) -> None:
    study = ensemble._study
    put("scenario", "scenario", _texts(study.arms), "scenario; the first is the reference")
    put("scenario_title", "scenario", _texts(study.titles), "title of the scenario")
    put("scenario_hash", "scenario", _texts(study.scenario_hashes), "hash of the compiled policy")
    put("outcome_hash", "scenario", _texts(study.outcome_hashes), "hash of all members' outcomes")
    members = np.arange(ensemble.members, dtype=np.int32)
    put("member", "member", members, "number of the member", standard_name="realization", units="1")
    last = ensemble._months()
    first = last.astype("datetime64[M]").astype("datetime64[D]")
    bounds = np.stack([first, last + np.timedelta64(1, "D")], axis=1)
    put("time", "time", last.astype("datetime64[ns]"), "last day of the month",
        standard_name="time", axis="T", bounds="time_bnds")  # fmt: skip
    put("time_bnds", ("time", "bnds"), bounds.astype("datetime64[ns]"))
    years = ensemble._years()
    if years.size:
        put("year", "year", years, "calendar year", units="1")


def _place_axes(ensemble: Ensemble, put: Any) -> None:
    places = ensemble._all_places()
    for kind, what in _PLACES.items():
        if kind not in places:
            continue
        put(kind, kind, _texts(places[kind]["id"]), what)
        if "name" in places[kind]:
            put(f"{kind}_name", kind, _texts(places[kind]["name"]), f"name of the {what}")
    zone = places["zone"]
    put("zone_latitude", "zone", np.array(zone["latitude"]), "latitude of the zone's centre",
        standard_name="latitude", units="degrees_north")  # fmt: skip
    put("zone_longitude", "zone", np.array(zone["longitude"]), "longitude of the zone's centre",
        standard_name="longitude", units="degrees_east")  # fmt: skip
    put("zone_country", "zone", _texts(zone["country"]), "ISO 3166 alpha-3 code of the zone's country")
    put("zone_hub", "zone", _texts(zone["hub"]), "hub where the zone's base is sold")
    put("zone_latent", "zone", np.array(zone["latent"], dtype=np.int8),
        "1 for zones without observed coca in 1990-2023")  # fmt: skip


def _members(ensemble: Ensemble, put: Any) -> None:
    parameters = model()["parameters"]
    draws = ensemble._study.draws()
    put("parameter", "parameter", _texts([p["name"] for p in parameters]), "uncertain quantity")
    put("parameter_unit", "parameter", _texts([p["unit"] for p in parameters]), "unit of the parameter")
    put("parameter_meaning", "parameter", _texts([p["meaning"] for p in parameters]),
        "meaning of the parameter")  # fmt: skip
    put("switch", "switch", _texts(draws["switch_names"]), "structural switch")
    put("parameter_value", ("member", "parameter"), draws["values"],
        "value of the parameter for the member",
        comment="as drawn for the reference; where a scenario fixes the pass-through, the switch "
        '"additive" of that scenario stands for it')  # fmt: skip
    put("switch_value", ("scenario", "member", "switch"), draws["switches"],
        'structural switch of the member; -1 of "additive": drawn from the prior')  # fmt: skip
    structures = model()["structures"]
    put("structure", "member", draws["structures"],
        "structure of the member, before what a scenario fixes",
        flag_values=np.arange(len(structures), dtype=np.int8),
        flag_meanings=" ".join(s.replace(",", "").replace(" ", "_") for s in structures))  # fmt: skip
    usable = np.stack([ensemble.usable(arm) for arm in range(len(ensemble.arms))])
    put("failed", ("scenario", "member"), (~usable).astype(np.int8),
        "1 where the member left the model's bounds")  # fmt: skip
    put("done", ("scenario", "member"), np.ones_like(usable, dtype=np.int8),
        "1 where the member was simulated to its end")  # fmt: skip
