"""Tables of the model and of the data package."""

import io

import pytest

import balloon
from conftest import ROOT, program, program_json

pandas = pytest.importorskip("pandas")


def test_model_tables():
    theirs = program_json("model", "--json")
    assert list(balloon.parameters().index) == [p["name"] for p in theirs["parameters"]]
    assert list(balloon.outcomes().index) == [o["name"] for o in theirs["outcomes"]]
    assert list(balloon.instruments().index) == [i["name"] for i in theirs["instruments"]]
    assert balloon.outcomes().loc["coca_area", "unit"] == "ha"


def test_places():
    assert balloon.zones().loc["PE-VRAEM", "iso3"] == "PER"
    assert "EPAC" in balloon.corridors().index
    assert "USA" in balloon.markets().index


def test_every_table_of_the_package():
    names = [row["name"] for row in program_json("data", "list", "--json")]
    assert list(balloon.tables().index) == names
    for name in names:
        assert len(balloon.data(name)) == balloon.tables().loc[name, "rows"]


def test_types_of_columns():
    observations = balloon.data("observations")
    assert observations["value"].dtype == "float64" and observations["low"].isna().any()
    theirs = pandas.read_csv(
        io.StringIO(program("data", "show", "observations", "--place", "PER", "--format", "csv")),
        dtype=str, keep_default_na=False,
    )  # fmt: skip
    ours = observations[observations.place == "PER"]
    assert list(ours.note) == list(theirs.note)
    assert list(ours.value) == [float(value) for value in theirs.value]
    coca = balloon.data("municipal/colombia_coca_municipal_2001_2023.csv")
    assert (coca.codmpio.str.len() == 5).all() and coca.coca_ha.dtype == "float64"
    assert len(balloon.data("article_facts")) == len(balloon.data("article-facts")) == 86


def test_a_folder_and_a_name_that_is_not_there(tmp_path):
    assert balloon.data("prices", ROOT / "data").equals(balloon.data("prices"))
    with pytest.raises(balloon.InputError, match="did you mean observations"):
        balloon.data("observation")


def test_facts():
    theirs = program_json("data", "facts", "--members", 4, "--json")
    ours = balloon.facts(members=4)
    assert list(ours.index.unique()) == [fact["id"] for fact in theirs["facts"]]
    marks = ours.groupby(level=0, sort=False)["mark"].first()
    assert (marks == "agrees").sum() == theirs["agrees"]
    model = ours["check_model"].dropna()
    assert len(model) == theirs["model_figures"]


def test_provenance():
    theirs = program_json("run", "history", "--members", 1, "--to", 1991, "--json", "--no-report")
    assert balloon.__version__ == theirs["version"]
    assert balloon.data_hash == theirs["data_hash"]
