"""Balloon, a simulator of the Andean coca economy: scenarios, runs, data, panels.

    import balloon
    e = balloon.run("humala-2012", members=100)
    e["coca_area"]        # (member, month, zone), a view of the simulator's rows
    e.ledger["rows"]      # where the removed hectares went

docs/python.md has a tour and a table of all there is.
"""

from . import ema, salib
from ._core import commit, data_hash
from ._core import version as __version__
from ._errors import Fault, InputError, ScenarioError
from .ensemble import Ensemble, run
from .panel import PanelStudy, SpatialModel, measure, spatial_panel
from .scenario import Hold, Lever, Scenario
from .tables import (
    corridors,
    data,
    facts,
    instruments,
    markets,
    outcomes,
    parameters,
    scenarios,
    tables,
    zones,
)

__all__ = [
    "Ensemble",
    "Fault",
    "Hold",
    "InputError",
    "Lever",
    "PanelStudy",
    "Scenario",
    "ScenarioError",
    "SpatialModel",
    "__version__",
    "commit",
    "corridors",
    "data",
    "data_hash",
    "ema",
    "facts",
    "instruments",
    "markets",
    "measure",
    "outcomes",
    "parameters",
    "run",
    "salib",
    "scenarios",
    "spatial_panel",
    "tables",
    "zones",
]
