"""Holds a folder of results against its schemas and its files against one another, with foreign readers.

  files_check.py FOLDER SCHEMAS

Prints a line for each check; tests/neighbours/files.sh counts them.
"""
import csv
import json
import math
import re
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import netCDF4
import numpy
import xarray

folder, schemas = Path(sys.argv[1]), Path(sys.argv[2])
failed = False


def check(what, good, why=""):
    global failed
    failed = failed or not good
    print(("ok     " if good else "FAILED ") + what + ("" if good or not why else f": {why}"))


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


def against_schema(name, schema):
    rules = read_json(schemas / schema)
    jsonschema.Draft202012Validator.check_schema(rules)
    faults = list(jsonschema.Draft202012Validator(rules).iter_errors(read_json(folder / name)))
    check(f"{name} keeps docs/schemas/{schema}", not faults,
          "; ".join(f"{f.json_path}: {f.message[:120]}" for f in faults[:3]))


def cell_fault(text, field):
    """What is wrong with a cell of a table, or nothing."""
    rules = field.get("constraints", {})
    if text == "":
        return "empty" if rules.get("required") else None
    if field["type"] in ("integer", "number"):
        try:
            value = int(text) if field["type"] == "integer" else float(text)
        except ValueError:
            return f"'{text}' is no {field['type']}"
        if not math.isfinite(value) or not rules.get("minimum", value) <= value <= rules.get("maximum", value):
            return f"{text} is out of range"
    if "enum" in rules and text not in rules["enum"]:
        return f"'{text}' is none of the values"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], text):
        return f"'{text}' does not match {rules['pattern']}"
    return None


def check_table(resource):
    fields = resource["schema"]["fields"]
    with open(folder / resource["path"], encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        head = next(rows)
        fault = None
        if [f["name"] for f in fields] != head[: len(fields)]:
            fault = "columns " + ",".join(head[: len(fields)])
        others = resource["schema"].get("otherFields")
        if others is None and len(head) != len(fields):
            fault = "further columns"
        fields = fields + [dict(others or {}, name=name) for name in head[len(fields):]]
        count = 0
        for row in rows:
            count += 1
            if len(row) != len(fields):
                fault = fault or f"row {count} has {len(row)} cells"
            for text, field in zip(row, fields):
                wrong = None if fault else cell_fault(text, field)
                if wrong:
                    fault = f"row {count}, {field['name']}: {wrong}"
    check(f"{resource['path']} keeps its table schema ({count} rows)", fault is None and count > 0, fault or "")


def check_conventions(path):
    """The rules of CF that can be told from a file's header and axes."""
    faults = []
    with netCDF4.Dataset(path) as data:
        if "CF-1.10" not in data.Conventions:
            faults.append("Conventions")
        for name, v in data.variables.items():
            attributes = v.ncattrs()
            if not re.fullmatch("[A-Za-z][A-Za-z0-9_]*", name):
                faults.append(f"{name}: name")
            if len(set(v.dimensions)) != len(v.dimensions):
                faults.append(f"{name}: a dimension twice")
            if name == "time_bnds":
                continue  # a boundary takes its attributes from its axis
            if not {"long_name", "standard_name"} & set(attributes):
                faults.append(f"{name}: neither long_name nor standard_name")
            if v.dtype is not str and v.dtype.kind == "f" and name != "parameter_value" \
                    and name != "switch_value" and "units" not in attributes:
                faults.append(f"{name}: no units")
            for other in getattr(v, "coordinates", "").split():
                if other not in data.variables or not set(data[other].dimensions) <= set(v.dimensions):
                    faults.append(f"{name}: coordinate {other}")
            for axis in re.findall(r"(\w+):", getattr(v, "cell_methods", "")):
                if axis not in v.dimensions:
                    faults.append(f"{name}: cell method of {axis}")
            if "flag_values" in attributes and len(v.flag_values) != len(v.flag_meanings.split()):
                faults.append(f"{name}: flags")
            if "_FillValue" in attributes and numpy.asarray(v._FillValue).dtype != v.dtype:
                faults.append(f"{name}: type of _FillValue")
        time, bounds = data["time"], data["time_bnds"]
        if not (time.bounds == "time_bnds" and bounds.dimensions == ("time", "bnds")
                and (bounds[:, 0] <= time[:]).all() and (time[:] < bounds[:, 1]).all()
                and (bounds[1:, 0] == bounds[:-1, 1]).all() and (numpy.diff(time[:]) > 0).all()):
            faults.append("time and its bounds")
        if netCDF4.num2date(time[0], time.units, time.calendar).strftime("%Y-%m-%d") != "1990-01-31":
            faults.append("time does not begin in January 1990")
    check(f"{path.name} keeps the CF conventions", not faults, "; ".join(faults[:5]))


def check_workbook(path):
    with zipfile.ZipFile(path) as book:
        bad = book.testzip()
        names = book.namelist()
        parts = {n: ElementTree.fromstring(book.read(n)) for n in names if n.endswith((".xml", ".rels"))}
    check("workbook.xlsx is a whole zip file of well-formed parts", bad is None, str(bad))
    sheets = sum(n.startswith("xl/worksheets/sheet") for n in names)
    charts = [root for n, root in parts.items() if n.startswith("xl/charts/chart")]
    check(f"workbook.xlsx has 13 sheets and charts of its own ({len(charts)})", sheets == 13 and len(charts) > 30)
    c = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    empty = [s for root in charts for s in root.iter(c + "val" if root.find(f".//{c}scatterChart") is None else c + "yVal")
             if not s.findall(f".//{c}pt")]
    titled = all(len(root.findall(f".//{c}title")) == 3 for root in charts)
    check("every chart has a title, titles of its axes and values", titled and not empty,
          f"{len(empty)} series without values")
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    pages = [root for n, root in parts.items() if n.startswith("xl/worksheets/sheet")]
    check("every sheet prints in landscape, fitted to the width, with frozen heads",
          all(p.find(f"{main}pageSetup").get("orientation") == "landscape"
              and p.find(f".//{main}pageSetUpPr").get("fitToPage") == "1"
              and p.find(f".//{main}pane").get("state") == "frozen" for p in pages))


result = read_json(folder / "result.json")
row = result["ledger"]["rows"][-1]
against_schema("result.json", "result.json")
against_schema("manifest.json", "manifest.json")
against_schema("zones.geojson", "zones.json")
tables = read_json(schemas / "tables.json")
for resource in tables["resources"]:
    check_table(resource)
check_conventions(folder / "ensemble.nc")

ds = xarray.open_dataset(folder / "ensemble.nc")
year, month = map(int, result["ledger"]["window_start"].split("-"))
end = f"{year + (month + row['horizon'] - 2) // 12}-{(month + row['horizon'] - 2) % 12 + 1:02}"
area = ds.coca_area.sel(time=end).squeeze("time")
change = (area.sel(scenario=result["scenario"]) - area.sel(scenario=result["against"])).astype("float64")
net = float(change.sum("zone").median("member"))
check(f"xarray finds the net change of result.json ({net:.1f} ha)",
      math.isclose(net, row["net_ha"]["median"], rel_tol=1e-4, abs_tol=0.1), str(row["net_ha"]["median"]))
low = float(change.sum("zone").quantile(0.05, "member"))
check("xarray finds its 90 % interval", math.isclose(low, row["net_ha"]["low90"], rel_tol=1e-4, abs_tol=0.1),
      str(row["net_ha"]["low90"]))

zones = read_json(folder / "zones.geojson")
ids = [f["properties"]["id"] for f in zones["features"]]
check(f"zones.geojson has all {len(ids)} zones", ids == list(ds.zone.values))
arm = result["scenario"].replace("-", "_")
means = area.sel(scenario=result["scenario"]).astype("float64").mean("member").values
check("zones.geojson holds the mean areas of ensemble.nc",
      numpy.allclose([f["properties"][f"area_mean_{arm}"] for f in zones["features"]], means, rtol=1e-6))
check("its changes add up to the mean net change of result.json",
      math.isclose(sum(f["properties"][f"change_mean_{arm}"] for f in zones["features"]), row["net_ha"]["mean"],
                   rel_tol=1e-4, abs_tol=0.1))
check_workbook(folder / "workbook.xlsx")
manifest = read_json(folder / "manifest.json")
check("manifest.json lists every file and its size",
      {f["name"]: f["bytes"] for f in manifest["files"]} ==
      {p.name: p.stat().st_size for p in folder.iterdir() if p.name != "manifest.json"})
sys.exit(failed)
