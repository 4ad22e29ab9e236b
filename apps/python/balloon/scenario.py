"""Scenarios as Python values: read, change, check, write. The format is docs/scenarios.md."""

from __future__ import annotations

import dataclasses
import os
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Mapping, Sequence, Union

from . import _core
from ._errors import Fault, ScenarioError

Words = Union[str, Sequence[str]]
Day = Union[str, int, date]
Shares = Union[str, Mapping[str, float]]


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _quoted(text: str) -> str:
    out = []
    for c in text:
        if c in '"\\':
            out.append("\\" + c)
        elif c == "\n":
            out.append("\\n")
        elif c == "\t":
            out.append("\\t")
        elif ord(c) < 0x20 or ord(c) == 0x7F:
            out.append(f"\\u{ord(c):04x}")
        else:
            out.append(c)
    return '"' + "".join(out) + '"'


def _toml(value: Any) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return _quoted(value.isoformat()[:10])
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_quoted(str(k))} = {_toml(v)}" for k, v in value.items()) + " }"
    if isinstance(value, Sequence):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    return repr(float(value))


#: Attributes whose key is a word of Python.
_KEYS = {"from_": "from"}


def _step_toml(kind: str, step: Any) -> str:
    lines = [f"[[{kind}]]"]
    for each in dataclasses.fields(step):
        value = getattr(step, each.name)
        if value is None:
            continue
        if each.name == "year":
            text = str(int(value))
        elif each.name in ("from_", "to") and isinstance(value, int):
            text = _quoted(f"{value:04d}")
        else:
            text = _toml(value)
        lines.append(f"{_KEYS.get(each.name, each.name)} = {text}")
    return "\n".join(lines)


class _Step:
    def __post_init__(self) -> None:
        for each in dataclasses.fields(self):  # type: ignore[arg-type]
            object.__setattr__(self, each.name, _frozen(getattr(self, each.name)))


@dataclass(frozen=True)
class Lever(_Step):
    """What changes. Fields are the keys of [[lever]]; `from_` is the key `from`.

    Exactly one of quantity ("14234 ha"), money ("30 MUSD"), level and scale is given.
    """

    instrument: str
    place: Words
    from_: Day
    to: Day
    mode: str | None = None  #: replace, add, scale
    quantity: str | None = None
    money: str | None = None
    level: float | None = None
    scale: float | None = None
    per: str | None = None  #: total, year, month
    ramp: str | None = None  #: none, linear
    start: str | float | None = None
    donor: Shares | None = None
    split: Shares | None = None
    note: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Hold(_Step):
    """The monthly mean of a year, repeated. Fields are the keys of [[hold]]."""

    instrument: Words
    place: Words
    year: int
    from_: Day
    to: Day
    note: str | None = None
    source: str | None = None


Step = Union[Lever, Hold]


@dataclass(frozen=True)
class Scenario:
    """A scenario. It is not changed but copied: `with_lever`, `with_hold`, `replace`."""

    name: str
    title: Mapping[str, str] | str
    extends: str | None = None
    against: str | None = None
    steps: tuple[Step, ...] = ()  #: levers and holds, in the order in which they act
    target: Words | None = None
    window_start: str | None = None
    readings: Words | None = None
    summary: Mapping[str, str] | str | None = None
    sources: Words | None = None
    note: str | None = None
    replay: str | None = None
    structure: Mapping[str, Any] = field(default_factory=dict)
    allocation: Mapping[str, str] = field(default_factory=dict)
    #: The file it was read from: what it extends by a file's name is sought beside it.
    file: str | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        for each in dataclasses.fields(self):
            object.__setattr__(self, each.name, _frozen(getattr(self, each.name)))
        for key in ("title", "summary"):
            if isinstance(getattr(self, key), str):
                object.__setattr__(self, key, {"en": getattr(self, key)})

    @classmethod
    def load(cls, name_or_path: str | os.PathLike[str]) -> Scenario:
        """A shipped scenario by its id, or a file by its path, ending in .toml.

        Raises ScenarioError where the text is not a scenario; `check` says whether it can be run.
        """
        text, file = _core.scenario_text(os.fspath(name_or_path))
        order = _core.step_order(file or f"scenarios/{name_or_path}.toml", text)
        keys = tomllib.loads(text)
        kinds: dict[str, Any] = {"lever": Lever, "hold": Hold}
        python = {key: attribute for attribute, key in _KEYS.items()}
        written = {kind: keys.pop(kind, []) for kind in kinds}
        steps = tuple(
            kinds[kind](**{python.get(key, key): value for key, value in written[kind][i].items()})
            for kind, i in order
        )
        keys.pop("schema")
        return cls(**keys, steps=steps, file=file or None)

    def replace(self, **changes: Any) -> Scenario:
        """A copy with other fields."""
        return dataclasses.replace(self, **changes)

    def with_lever(self, lever: Lever | None = None, /, **fields: Any) -> Scenario:
        """A copy with one more lever at the end: a Lever, or its fields."""
        return self.replace(steps=self.steps + (lever or Lever(**fields),))

    def with_hold(self, hold: Hold | None = None, /, **fields: Any) -> Scenario:
        """A copy with one more hold at the end: a Hold, or its fields."""
        return self.replace(steps=self.steps + (hold or Hold(**fields),))

    @property
    def levers(self) -> tuple[Lever, ...]:
        return tuple(step for step in self.steps if isinstance(step, Lever))

    @property
    def holds(self) -> tuple[Hold, ...]:
        return tuple(step for step in self.steps if isinstance(step, Hold))

    def to_toml(self) -> str:
        """The file that the program reads."""
        head = ["schema = 1"]
        tables = []
        for each in dataclasses.fields(self):
            value = getattr(self, each.name)
            if each.name in ("steps", "file") or value is None or value == {} or value == ():
                continue
            if isinstance(value, Mapping):
                rows = [f"{key} = {_toml(v)}" for key, v in value.items()]
                tables.append("\n".join([f"[{each.name}]", *rows]))
            else:
                head.append(f"{each.name} = {_toml(value)}")
        steps = [_step_toml("lever" if isinstance(s, Lever) else "hold", s) for s in self.steps]
        return "\n\n".join(["\n".join(head), *tables, *steps]) + "\n"

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Writes the file; a scenario that it extends by a file's name must lie beside it."""
        path = Path(path)
        path.write_text(self.to_toml(), encoding="utf-8")
        return path

    @property
    def _virtual_file(self) -> str:
        return os.path.join(os.path.dirname(self.file or ""), f"{self.name}.toml")

    def hash(self, data: str | os.PathLike[str] | None = None) -> str:
        """Hash of the compiled scenario: of everything that a run reads. Raises ScenarioError."""
        return _core.scenario_hash(self._virtual_file, self.to_toml(), os.fspath(data or ""))

    def check(self, data: str | os.PathLike[str] | None = None) -> list[Fault]:
        """All that is wrong with it; empty where it can be run."""
        try:
            self.hash(data)
        except ScenarioError as error:
            return list(error.faults)
        return []
