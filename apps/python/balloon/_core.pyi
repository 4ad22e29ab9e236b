from typing import Any, Callable

import numpy as np

version: str
commit: str
data_hash: str

_Progress = Callable[[int, int], None] | None

def scenarios() -> list[dict[str, Any]]: ...
def scenario_text(name: str) -> tuple[str, str]: ...
def step_order(file: str, text: str) -> list[tuple[str, int]]: ...
def scenario_hash(file: str, text: str, data: str = "") -> str: ...
def scenario_schema() -> str: ...
def model() -> str: ...
def table_names(data: str) -> str: ...
def table(name: str, data: str) -> tuple[str, dict[str, str]]: ...
def facts(members: int, threads: int, data: str, progress: _Progress) -> str: ...

class Settings:
    scenarios: list[str]
    texts: dict[str, str]
    against: str
    data: str
    record: str
    start: str
    end: str
    draws: str
    members: int
    threads: int
    seed: int
    no_readings: bool

class Study:
    @property
    def arms(self) -> list[str]: ...
    @property
    def titles(self) -> list[str]: ...
    @property
    def scenario_hashes(self) -> list[str]: ...
    @property
    def outcome_hashes(self) -> list[str]: ...
    @property
    def failed(self) -> list[int]: ...
    @property
    def members(self) -> int: ...
    @property
    def seed(self) -> int: ...
    @property
    def seconds(self) -> float: ...
    @property
    def notes(self) -> list[str]: ...
    @property
    def months(self) -> tuple[str, str]: ...
    @property
    def recorded(self) -> list[str]: ...
    def rows(self, arm: int, outcome: str) -> np.ndarray: ...
    def usable(self, arm: int) -> np.ndarray: ...
    def places(self) -> str: ...
    def draws(self) -> dict[str, Any]: ...
    def document(self, indent: int = 2) -> str: ...
    def ledger_csv(self) -> str: ...
    def ledger_members_csv(self) -> str: ...
    def parameters_csv(self) -> str: ...
    def attributes(self) -> dict[str, str | int]: ...

def run(settings: Settings, progress: _Progress) -> Study: ...
def outcome_attributes(name: str) -> dict[str, str | int]: ...

class MeasureRequest:
    unit: str
    time: str
    y: str
    x: list[str]
    controls: list[str]
    models: list[str]
    transform: str
    treatment_transform: str
    effects: str
    event: str
    event_threshold: float | None
    event_window: list[int]
    lag: int
    weights: str
    polygon_key: str
    spectral: bool
    direct: bool
    complete: bool
    disconnected: bool
    before: str
    after: str
    treated: str
    buffer: float
    gap: float
    threshold: float
    conley: float
    draws: int
    seed: int | None

def measure(
    request: MeasureRequest,
    panel: str | None,
    positions: str | None,
    polygons: str | None,
    neighbours: str | None,
    progress: _Progress,
) -> dict[str, str]: ...
