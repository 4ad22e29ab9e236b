"""Runs of the simulator and what comes out of them."""

from __future__ import annotations

import calendar
import io
import json
import os
import sys
import warnings
from typing import TYPE_CHECKING, Any, Callable, Iterable, Sequence, Union

import numpy as np

from . import _core
from ._optional import need
from .scenario import Scenario
from .tables import model

if TYPE_CHECKING:
    import pandas
    import xarray

_DEFAULT = _core.Settings()
Runnable = Union[str, "os.PathLike[str]", Scenario]
Progress = Union[bool, Callable[[int, int], None], None]


def _bar(done: int, total: int) -> None:
    width = 40
    filled = width * done // total
    end = "\n" if done >= total else ""
    print(f"\r[{'#' * filled}{'.' * (width - filled)}] {done}/{total}", end=end, file=sys.stderr, flush=True)


def run(
    scenario: Runnable | Sequence[Runnable],
    *,
    against: Runnable | None = None,
    members: int = _DEFAULT.members,
    seed: int = _DEFAULT.seed,
    threads: int | None = None,
    record: str | Iterable[str] | None = None,
    start: str | int = _DEFAULT.start,
    end: str | int = _DEFAULT.end,
    draws: str | os.PathLike[str] = _DEFAULT.draws,
    readings: bool = not _DEFAULT.no_readings,
    data: str | os.PathLike[str] | None = None,
    progress: Progress = None,
) -> Ensemble:
    """Simulates scenarios against a reference, as `balloon run` does.

    scenario  a shipped scenario's id, the path of a .toml file, or a Scenario; of a list the first
              is the policy and the others are further arms
    against   the reference; None: the one that the policy names, else status-quo
    threads   None: as many as there are processors
    record    outcomes to keep; None: all. Those that the ledger needs are always kept
    start     first month that is kept, end the last one simulated: 2012, "2012-03"
    draws     "posterior", "forecast" (its state from which forecasts start), "prior", or a folder that `balloon calibrate` wrote
    readings  also run the other readings that the policy lists
    data      a folder like data/ to read instead of the package's own
    progress  called with members done and members in all; True: a bar on stderr

    All arms have the same members with the same random numbers: subtract them member by member.
    Raises ScenarioError with every fault where something is wrong, before anything runs. Ctrl-C
    ends the run.
    """
    settings = _core.Settings()
    texts: dict[str, str] = {}

    def name(one: Runnable) -> str:
        if not isinstance(one, Scenario):
            return os.fspath(one)
        file, text = one._virtual_file, one.to_toml()
        if texts.setdefault(file, text) != text:
            raise ValueError(f"two scenarios are named {one.name}: give one of them another name")
        return file

    single = isinstance(scenario, (str, os.PathLike, Scenario))
    arms = [scenario] if single else list(scenario)  # type: ignore[arg-type,list-item]
    settings.scenarios = [name(one) for one in arms]  # type: ignore[arg-type]
    settings.against = "" if against is None else name(against)
    paths = {os.fspath(one) for one in [*arms, against] if isinstance(one, (str, os.PathLike))}
    for file in paths & texts.keys():
        raise ValueError(f"{file} is both a file and the name of a Scenario: give the Scenario another name")
    settings.texts = texts
    settings.members = members
    settings.seed = seed
    settings.threads = threads or 0
    if record is not None:
        settings.record = record if isinstance(record, str) else ",".join(record)
    settings.start = str(start)
    settings.end = str(end)
    settings.draws = os.fspath(draws)
    settings.no_readings = not readings
    settings.data = os.fspath(data or "")
    study = _core.run(settings, _bar if progress is True else progress or None)
    for note in study.notes:
        warnings.warn(note, stacklevel=2)
    return Ensemble(study)


class Ensemble:
    """What a run gave: the outcomes of every member in every arm, and the ledger.

    Arms are named by the scenarios' ids. `ensemble["coca_area"]` is an outcome of the policy.
    """

    def __init__(self, study: _core.Study):
        self._study = study
        self._document: dict[str, Any] | None = None
        self._places: dict[str, dict[str, list[Any]]] | None = None
        self._records = {record["name"]: record for record in model()["outcomes"]}

    def __repr__(self) -> str:
        policy, reference = self.arms[1], self.arms[0]
        others = len(self.arms) - 2
        return (
            f"<Ensemble: {policy} against {reference}"
            + (f" and {others} more" if others else "")
            + f", {self.members} members, seed {self.seed}, {self.failed} failed>"
        )

    @property
    def arms(self) -> tuple[str, ...]:
        """Ids of the scenarios, the reference first, then the policy."""
        return tuple(self._study.arms)

    @property
    def members(self) -> int:
        return self._study.members

    @property
    def seed(self) -> int:
        return self._study.seed

    @property
    def outcome_hash(self) -> str:
        """Of all outcomes of the policy, as `balloon run --json` prints it."""
        return self._study.outcome_hashes[1]

    @property
    def reference_hash(self) -> str:
        """The same of the reference."""
        return self._study.outcome_hashes[0]

    @property
    def failed(self) -> int:
        """Members of the policy that left the model's bounds; `usable` says which."""
        return self._study.failed[1]

    @property
    def seconds(self) -> float:
        """Of simulating and of making the ledger."""
        return self._study.seconds

    @property
    def document(self) -> dict[str, Any]:
        """What `balloon run --json` prints (docs/files.md)."""
        if self._document is None:
            self._document = json.loads(self.json())
        return self._document

    @property
    def ledger(self) -> dict[str, Any]:
        """The policy's displacement ledger, as in the JSON document."""
        return self.document["ledger"]

    def json(self) -> str:
        """The document as text."""
        return self._study.document()

    # --- outcomes ------------------------------------------------------------------------------

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Names of the outcomes that were kept."""
        return tuple(self._study.recorded)

    def __contains__(self, name: object) -> bool:
        return name in self._study.recorded

    def __getitem__(self, name: str) -> np.ndarray:
        return self.outcome(name)

    def outcome(self, name: str, arm: str | int | None = None) -> np.ndarray:
        """An outcome of an arm (None: the policy) as (member, time, place), float32, read-only.

        The array is a view of the simulator's own rows: nothing is copied, and it stays valid as
        long as it is there. The numbers of members that failed mean nothing (`usable`).
        """
        self._record(name)
        return self._study.rows(self._arm(arm), name)

    def usable(self, arm: str | int | None = None) -> np.ndarray:
        """True for each member of an arm (None: the policy) that did not fail."""
        return self._study.usable(self._arm(arm))

    def places(self, name: str) -> list[str]:
        """Ids of the places of an outcome."""
        return list(self._all_places()[self._record(name)["place"]]["id"])

    def time(self, name: str) -> np.ndarray:
        """Of an outcome by month the months' last days, by year the years."""
        return self._months() if self._is_monthly(name) else self._years()

    def _record(self, name: str) -> dict[str, Any]:
        if name in self:
            return self._records[name]
        known = ", ".join(self.outcomes)
        why = "was not recorded" if name in self._records else "is not an outcome"
        raise KeyError(f"{name} {why}; there are: {known}")

    def _arm(self, arm: str | int | None) -> int:
        if arm is None:
            return 1
        if isinstance(arm, str):
            if arm not in self.arms:
                raise KeyError(f"no arm {arm}; there are: {', '.join(self.arms)}")
            return self.arms.index(arm)
        return range(len(self.arms))[arm]

    def _is_monthly(self, name: str) -> bool:
        return self._record(name)["cadence"] == "monthly"

    def _all_places(self) -> dict[str, dict[str, list[Any]]]:
        if self._places is None:
            self._places = json.loads(self._study.places())
        return self._places

    def _calendar(self) -> list[tuple[int, int]]:
        first, last = ([int(part) for part in month.split("-")] for month in self._study.months)
        begin, end = first[0] * 12 + first[1] - 1, last[0] * 12 + last[1] - 1
        return [(month // 12, month % 12 + 1) for month in range(begin, end + 1)]

    def _months(self) -> np.ndarray:
        days = [f"{y:04d}-{m:02d}-{calendar.monthrange(y, m)[1]:02d}" for y, m in self._calendar()]
        return np.array(days, dtype="datetime64[D]")

    def _years(self) -> np.ndarray:
        return np.array([y for y, m in self._calendar() if m == 12], dtype=np.int32)

    # --- tables --------------------------------------------------------------------------------

    def summary(self) -> pandas.DataFrame:
        """The ledgers of all arms with intervals, the table ledger.csv of docs/files.md."""
        return self._csv(self._study.ledger_csv(), "Ensemble.summary")

    def ledger_members(self) -> pandas.DataFrame:
        """The ledgers member by member, the table ledger_members.csv."""
        return self._csv(self._study.ledger_members_csv(), "Ensemble.ledger_members")

    def parameters(self) -> pandas.DataFrame:
        """Parameters and switches of every member, the table parameters.csv."""
        return self._csv(self._study.parameters_csv(), "Ensemble.parameters")

    @staticmethod
    def _csv(text: str, what: str) -> pandas.DataFrame:
        return need("pandas", what).read_csv(io.StringIO(text), keep_default_na=False, na_values=[""])

    def to_pandas(self, name: str) -> pandas.DataFrame:
        """An outcome of all arms as a tidy frame: scenario, member, time or year, place, value.

        Members that failed are missing values.
        """
        pandas = need("pandas", "Ensemble.to_pandas")
        place = self._record(name)["place"]
        time = "time" if self._is_monthly(name) else "year"
        steps = self.time(name).astype("datetime64[ns]") if time == "time" else self.time(name)
        axes = {
            "scenario": list(self.arms),
            "member": np.arange(self.members),
            time: steps,
            place: self.places(name),
        }
        values = np.stack([self._masked(name, arm) for arm in range(len(self.arms))])
        index = pandas.MultiIndex.from_product(list(axes.values()), names=list(axes))
        frame = pandas.Series(values.ravel(), index=index, name=name).reset_index()
        return frame.drop(columns="world") if place == "world" else frame

    def _masked(self, name: str, arm: int) -> np.ndarray:
        values, usable = self.outcome(name, arm), self.usable(arm)
        return values if usable.all() else np.where(usable[:, None, None], values, np.float32("nan"))

    def to_xarray(self, outcomes: Iterable[str] | None = None) -> xarray.Dataset:
        """All arms as a data set with the dimensions, names and attributes of ensemble.nc.

        `outcomes` None: all that were kept. Members that failed are NaN.
        """
        from ._dataset import dataset

        names = self.outcomes if outcomes is None else list(outcomes)
        return dataset(self, names)
