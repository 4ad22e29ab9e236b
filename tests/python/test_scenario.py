"""Scenarios: read, changed, written, refused."""

import pytest

import balloon
from balloon import Hold, Lever, Scenario
from conftest import PROGRAM, ROOT, program

import subprocess

SHIPPED = sorted(path.stem for path in (ROOT / "scenarios").glob("*.toml"))
BAD = sorted((ROOT / "tests/bad_input").glob("*.toml"))


def program_hash(path):
    return program("scenarios", "--check", path).split("Hash ")[1].strip(" .\n")


@pytest.mark.parametrize("name", SHIPPED)
def test_round_trip(name, tmp_path):
    scenario = Scenario.load(name)
    path = scenario.save(tmp_path / f"{name}.toml")
    assert scenario.check() == []
    assert scenario.hash() == program_hash(name) == program_hash(path)
    again = Scenario.load(path)
    assert again == scenario
    assert again.to_toml() == scenario.to_toml()


def test_all_shipped_are_listed():
    assert sorted(balloon.scenarios().index) == SHIPPED


def test_order_of_levers_and_holds_is_kept():
    """A hold between two levers acts between them."""
    base = Scenario("order", "Order", extends="status-quo")
    lever = {"instrument": "eradication_manual", "place": "PER", "from_": 2025, "to": 2025}
    mixed = (
        base.with_hold(instrument="eradication_manual", place="PER", year=2011, from_="2025-01", to="2025-12")
        .with_lever(**lever, quantity="9000 ha")
        .with_hold(instrument="eradication_manual", place="PER", year=2012, from_="2026-01", to="2026-12")
    )
    assert [type(step) for step in mixed.steps] == [Hold, Lever, Hold]
    assert mixed.check() == []
    assert "eradication_manual" in mixed.to_toml()
    swapped = mixed.replace(steps=(mixed.steps[1], mixed.steps[0], mixed.steps[2]))
    assert swapped.check()[0].path.startswith("hold[1]")


def test_every_key_is_written(tmp_path):
    scenario = Scenario(
        name="all-keys",
        title={"en": 'A "quoted" \\ title\twith\nlines', "es": "Título"},
        summary="Words",
        extends="status-quo",
        against="history",
        readings=["pnis"],
        target=["PER", "CO-*"],
        window_start="2025-01",
        sources=["one", "two"],
        note="n",
        structure={"sourcing": "nested", "price": False},
        allocation={"crops": "adaptive"},
        steps=[
            Lever("alternative_development", "PER", "2025-01-15", "2026", money="3 MUSD", per="year",
                  ramp="linear", start="1 MUSD", donor={"USA": 0.7, "national": 0.3}, note="n", source="s"),
            Lever("precursor_control", ["PER", "BOL"], "2025", "2025", level=0.5, mode="replace"),
            Lever("eradication_manual", ["PE-VRAEM", "PE-HUALLAGA"], "2027", "2027", quantity="100 ha",
                  mode="add", split={"PE-VRAEM": 0.25, "PE-HUALLAGA": 0.75}),
        ],
    )  # fmt: skip
    assert scenario.check() == []
    path = scenario.save(tmp_path / "all-keys.toml")
    assert program_hash(path) == scenario.hash()
    assert Scenario.load(path) == scenario.replace(summary={"en": "Words"})


def test_change_and_run():
    policy = Scenario.load("humala-2012").replace(name="stronger", readings=None)
    stronger = policy.with_lever(
        instrument="eradication_manual", place="PER", from_="2012", to="2016", mode="scale", scale=1.5
    )
    assert len(policy.steps) == 2 and len(stronger.steps) == 3
    assert policy.hash() != stronger.hash()
    e = balloon.run([stronger, "humala-2012"], against="humala-reference", members=4, end=2014)
    assert e.arms == ("humala-reference", "stronger", "humala-2012")
    plain = balloon.run("humala-2012", members=4, end=2014, readings=False)
    assert e.document["arms"][1]["outcome_hash"] == plain.outcome_hash
    assert e.outcome_hash != plain.outcome_hash
    gross = [arm["ledger"]["rows"][1]["gross_ha"]["median"] for arm in e.document["arms"]]
    assert gross[0] > gross[1]


def test_a_file_beside_the_scenario(tmp_path):
    first = Scenario("first", "First", extends="status-quo").with_lever(
        instrument="eradication_manual", place="PER", from_=2025, to=2025, mode="scale", scale=3
    )
    first.save(tmp_path / "first.toml")
    Scenario("second", "Second", extends="first.toml", against="first.toml").save(tmp_path / "second.toml")
    second = Scenario.load(tmp_path / "second.toml").with_lever(
        instrument="eradication_manual", place="BOL", from_=2025, to=2025, mode="scale", scale=3
    )
    e = balloon.run(second, members=2, end=2026)
    assert e.arms == ("first", "second")
    assert e.outcome_hash != e.reference_hash
    # A changed scenario never hides the file that it came from.
    changed = Scenario.load(tmp_path / "first.toml").with_lever(
        instrument="eradication_manual", place="COL", from_=2025, to=2025, mode="scale", scale=3
    )
    with pytest.raises(ValueError, match="another name"):
        balloon.run(changed, against=tmp_path / "first.toml", members=2)
    e = balloon.run(changed.replace(name="third"), against=tmp_path / "first.toml", members=2, end=2026)
    assert e.arms == ("first", "third") and e.outcome_hash != e.reference_hash
    with pytest.raises(ValueError, match="another name"):
        balloon.run([changed, first], members=2)


@pytest.mark.parametrize("path", BAD, ids=[path.stem for path in BAD])
def test_bad_input_lists_what_the_program_lists(path):
    done = subprocess.run(
        [PROGRAM, "scenarios", "--check", str(path)], capture_output=True, text=True, cwd=ROOT
    )
    with pytest.raises(balloon.ScenarioError) as error:
        balloon.run(path, members=1)
    theirs = done.stderr.strip().splitlines()[:-1]
    assert [str(fault) for fault in error.value.faults] == "\n".join(theirs).splitlines()


def test_faults_have_places():
    bad = Scenario("bad", "Bad", extends="status-quo", target="PERU").with_lever(
        instrument="eradication_manuel", place="PER", from_=2025, to=2024, quantity="3 acres"
    )
    faults = bad.check()
    assert {fault.path for fault in faults} >= {"lever[1].instrument", "lever[1].to", "lever[1].quantity"}
    assert all(fault.file == "bad.toml" and fault.line > 0 for fault in faults)
    assert "eradication_manual" in str(faults[0])
    with pytest.raises(balloon.ScenarioError):
        bad.hash()
    with pytest.raises(TypeError):
        bad.with_lever(instrument="eradication_manual", place="PER", frm=2025, to=2024)
    with pytest.raises(balloon.ScenarioError, match="did you mean"):
        Scenario.load("humala-2021")
