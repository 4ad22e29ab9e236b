"""Panels: the same estimates as `balloon measure` for the same table."""

import numpy as np
import pytest

import balloon
from conftest import program, program_json

pandas = pytest.importorskip("pandas")


@pytest.fixture(scope="module")
def panel():
    """60 places on a grid, 8 years, an outcome with a spatial lag."""
    rng = np.random.default_rng(5)
    places = [f"{i:03d}" for i in range(60)]
    latitude = np.repeat(np.arange(6), 10) * 0.3 + rng.uniform(0, 0.1, 60)
    longitude = np.tile(np.arange(10), 6) * 0.3 - 75 + rng.uniform(0, 0.1, 60)
    rows = []
    for year in range(2001, 2009):
        x = rng.gamma(1.0, 10.0, 60)
        y = 100 - 0.4 * x + rng.normal(0, 5, 60) + 0.2 * np.roll(x, 1)
        rows += list(zip(places, [year] * 60, y, x))
    frame = pandas.DataFrame(rows, columns=["code", "year", "coca", "sprayed"])
    positions = pandas.DataFrame({"code": places, "lat": latitude, "lon": longitude})
    return frame, positions


@pytest.fixture(scope="module")
def files(panel, tmp_path_factory):
    folder = tmp_path_factory.mktemp("panel")
    panel[0].to_csv(folder / "frame.csv", index=False)
    panel[1].to_csv(folder / "positions.csv", index=False)
    return folder


def test_spatial_panel_equals_the_program(panel, files):
    theirs = program_json(
        "measure", files / "frame.csv", "--place", "code", "--time", "year", "--outcome", "coca", "--treatment",
        "sprayed", "--coordinates", files / "positions.csv", "--coordinate-columns", "code,lat,lon", "--weights",
        "knn:4", "--models", "sdm", "--json", "--quiet",
    )  # fmt: skip
    fit = balloon.spatial_panel(
        panel[0], unit="code", time="year", y="coca", x="sprayed", model="sdm", positions=panel[1], weights="knn:4"
    )
    assert fit.document == theirs["models"][0]
    assert fit.rho == theirs["models"][0]["rho"]
    direct = fit.effects.loc[("sprayed", "direct")]
    assert direct["value"] == theirs["models"][0]["effects"][0]["direct"]["value"]
    assert direct["value"] == pytest.approx(-0.4, abs=0.1)
    assert list(fit.coefficients.index) == ["sprayed", "W*sprayed"]
    assert (fit.coefficients["se"] > 0).all()


def test_measure_equals_the_program(panel, files):
    theirs = program_json(
        "measure", files / "frame.csv", "--place", "code", "--time", "year", "--outcome", "coca", "--treatment",
        "sprayed", "--coordinates", files / "positions.csv", "--coordinate-columns", "code,lat,lon",
        "--transform", "change", "--lag", "1", "--draws", "500", "--seed", "3", "--before", "2001-2002", "--after",
        "2007-2008", "--threshold", "20", "--buffer", "40", "--event-threshold", "30", "--json", "--quiet",
    )  # fmt: skip
    study = balloon.measure(
        panel[0], unit="code", time="year", y="coca", x=["sprayed"],
        positions={row.code: (row.lat, row.lon) for row in panel[1].itertuples()},
        transform="change", lag=1, draws=500, seed=3, before="2001-2002", after="2007-2008", threshold=20.0,
        buffer=40.0, event_threshold=30.0,
    )  # fmt: skip
    for document in (study.document, theirs):
        document.pop("title")
        document.pop("seconds", None)
    assert study.document == theirs
    assert list(study.models) == ["slx", "sar", "sem", "sdm", "sdem"]
    assert len(study.least_squares) == 1 and study.notes
    assert "Spatial models" in study.text and study.html.startswith("<!DOCTYPE html>")


def test_columns_without_pandas(panel):
    frame, positions = panel
    fit = balloon.spatial_panel(
        {name: list(frame[name]) for name in frame}, unit="code", time="year", y="coca", x="sprayed",
        positions={name: list(positions[name]) for name in positions}, weights="knn:4",
    )  # fmt: skip
    same = balloon.spatial_panel(
        frame, unit="code", time="year", y="coca", x="sprayed", positions=positions, weights="knn:4"
    )
    assert fit.document == same.document


def test_neighbours_and_polygons(panel):
    frame, positions = panel
    codes = list(positions.code)
    ring = pandas.DataFrame({"from": codes, "to": codes[1:] + codes[:1], "weight": 1.0})
    both = pandas.concat([ring, ring.rename(columns={"from": "to", "to": "from"})])
    given = balloon.spatial_panel(
        frame, unit="code", time="year", y="coca", x="sprayed", neighbours=both, model="slx"
    )
    assert given.study.document["weights"]["choice"] == "given"
    assert given.effects.loc[("sprayed", "indirect"), "value"] == pytest.approx(0.2, abs=0.1)
    square = lambda i: [[[i, 0], [i + 1, 0], [i + 1, 1], [i, 1], [i, 0]]]  # noqa: E731
    polygons = {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"code": c}, "geometry": {"type": "Polygon", "coordinates": square(i)}}
            for i, c in enumerate(codes)
        ],
    }
    queen = balloon.spatial_panel(
        frame, unit="code", time="year", y="coca", x="sprayed", polygons=polygons, polygon_key="code", model="sar"
    )
    assert queen.study.document["weights"]["choice"] == "queen"


def test_shipped_panel_equals_the_program():
    theirs = program_json("measure", "--models", "slx", "--json", "--quiet")
    study = balloon.measure(models=["slx"])
    for document in (study.document, theirs):
        document.pop("seconds", None)
    assert study.document == theirs


def test_faults(panel):
    frame, positions = panel
    with pytest.raises(balloon.InputError) as error:
        balloon.measure(frame, unit="code", time="year", y="coca", x="sprayed", positions=positions[3:])
    assert "3 of the panel's 60 places" in str(error.value)
    with pytest.raises(balloon.InputError) as error:
        balloon.spatial_panel(frame, unit="", time="year", y="koka", x="sprayed")
    assert error.value.faults[0].path == "unit"
    for options, path in [
        ({"model": "sdx"}, "models"),
        ({"weights": "knn"}, "weights"),
        ({"lag": 70}, "lag"),
        ({"transform": "log"}, "transform"),
        ({"effects": "both"}, "effects"),
        ({"draws": 5}, "draws"),
    ]:
        with pytest.raises(balloon.InputError) as error:
            balloon.spatial_panel(
                frame, unit="code", time="year", y="coca", x="sprayed", positions=positions, **options
            )
        assert [fault.path for fault in error.value.faults] == [path]
    with pytest.raises(TypeError, match="no option bufer"):
        balloon.measure(frame, unit="code", time="year", y="coca", x="sprayed", bufer=3)
