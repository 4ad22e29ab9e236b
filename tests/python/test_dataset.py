"""Data sets and frames hold what the program's files hold."""

import numpy as np
import pytest

import balloon
from conftest import program

xarray = pytest.importorskip("xarray")
pytest.importorskip("netCDF4")
pandas = pytest.importorskip("pandas")

SETTINGS = {"members": 5, "start": "2009-03", "end": "2015-10"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("results")
    program("run", "humala-2012", "--members", 5, "--from", "2009-03", "--to", "2015-10", "--full-netcdf",
            "--out", path, "--quiet")  # fmt: skip
    return path


@pytest.fixture(scope="module")
def ensemble():
    return balloon.run("humala-2012", **SETTINGS)


def test_equals_ensemble_nc(folder, ensemble):
    theirs = xarray.open_dataset(folder / "ensemble.nc")
    ours = ensemble.to_xarray()
    assert set(ours.variables) == set(theirs.variables)
    assert set(ours.coords) == set(theirs.coords)
    assert dict(ours.sizes) == dict(theirs.sizes)
    assert ours.attrs == theirs.attrs
    for name, variable in theirs.variables.items():
        mine = ours[name]
        assert mine.dims == variable.dims, name
        assert mine.dtype == variable.dtype, name
        np.testing.assert_array_equal(mine.values, variable.values, err_msg=name)
        assert mine.attrs.keys() == variable.attrs.keys(), name
        for key, value in variable.attrs.items():
            np.testing.assert_array_equal(mine.attrs[key], value, err_msg=f"{name}.{key}")


def test_some_outcomes(ensemble):
    made = ensemble.to_xarray(["coca_area", "spending", "balance_error"])
    assert made.coca_area.dims == ("scenario", "member", "time", "zone")
    assert made.spending.dims == ("scenario", "member", "year", "hub")
    assert made.balance_error.dims == ("scenario", "member", "year")
    assert made.spending.attrs["units"] == "USD" and "leaf_price" not in made
    peru = made.coca_area.where(made.zone_country == "PER", drop=True).sum("zone")
    area = ensemble["coca_area"]
    here = np.array([place.startswith("PE-") for place in ensemble.places("coca_area")])
    np.testing.assert_allclose(peru.sel(scenario="humala-2012"), area[:, :, here].sum(axis=2), rtol=1e-5)
    with pytest.raises(KeyError):
        ensemble.to_xarray(["coca_aera"])


def test_written_and_read(ensemble, tmp_path):
    made = ensemble.to_xarray(["coca_area", "homicides"])
    made.to_netcdf(tmp_path / "mine.nc")
    again = xarray.open_dataset(tmp_path / "mine.nc")
    assert again.coca_area.equals(made.coca_area)


def test_tables_equal_the_programs(folder, ensemble):
    for file, frame in [
        ("ledger.csv", ensemble.summary()),
        ("ledger_members.csv", ensemble.ledger_members()),
        ("parameters.csv", ensemble.parameters()),
    ]:
        theirs = pandas.read_csv(folder / file, keep_default_na=False, na_values=[""])
        pandas.testing.assert_frame_equal(frame, theirs)


def test_tidy_frames(ensemble):
    area = ensemble.to_pandas("coca_area")
    assert list(area.columns) == ["scenario", "member", "time", "zone", "coca_area"]
    assert len(area) == len(ensemble.arms) * ensemble["coca_area"].size
    one = area[(area.scenario == "humala-2012") & (area.member == 3) & (area.zone == "PE-VRAEM")]
    zone = ensemble.places("coca_area").index("PE-VRAEM")
    np.testing.assert_array_equal(one.coca_area, ensemble["coca_area"][3, :, zone])
    assert str(one.time.iloc[-1].date()) == "2015-10-31"
    assert list(ensemble.to_pandas("spending").columns) == ["scenario", "member", "year", "hub", "spending"]
    assert list(ensemble.to_pandas("balance_error").columns) == ["scenario", "member", "year", "balance_error"]


def test_failed_members_are_missing(ensemble, monkeypatch):
    """No shipped scenario makes members fail: one is marked as failed here."""
    marked = np.array([True, False, True, True, True])
    monkeypatch.setattr(balloon.Ensemble, "usable", lambda self, arm=None: marked)
    made = ensemble.to_xarray(["coca_area"])
    assert np.isnan(made.coca_area.sel(member=1)).all()
    assert not np.isnan(made.coca_area.sel(member=[0, 2, 3, 4])).any()
    assert made.failed.sel(member=1).all() and made.failed.sum() == len(ensemble.arms)
    frame = ensemble.to_pandas("coca_area")
    assert frame.coca_area.isna().sum() == len(frame) // 5


def test_missing_packages_are_named(ensemble, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "xarray", None)
    with pytest.raises(ImportError, match="pip install xarray"):
        ensemble.to_xarray()
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match="python3-pandas"):
        ensemble.summary()
