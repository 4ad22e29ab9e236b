// A decision problem without a fault, for tests that change it.
#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

#include "io/problem_reader.hpp"
#include "tests/support/worlds.hpp"

namespace balloon::test::problems {

inline const std::string base_text =
    "schema = 1\nname = \"base\"\ntitle = { en = \"Nothing is done\" }\n";

/// A problem without a fault. Each text in it that a case replaces stands once.
inline const std::string good_text = R"(schema = 1
name = "good"
base = "base"
from = 2012
until = 2018
sources = ["A source"]
note = "A note"
title = { en = "A problem", es = "Un problema" }
summary = { en = "Words on it" }

[[budget]]
id = "home"
donor = "national"
amount = "100 MUSD"
title = { en = "Money at home" }

[[budget]]
id = "abroad"
donor = "USA"
amount = "40 MUSD"
spend = "up-to"
title = { en = "Money from abroad" }

[[string]]
id = "strings"
budget = "home"
levers = ["pull", "grow"]
at_least = "20 MUSD"
at_most_share = 0.9

[[lever]]
id = "pull"
instrument = "eradication_manual"
place = "PE-VRAEM"
from = "2012"
to = "2016"
budget = "home"
at_least = "5 MUSD"
at_most = "60 MUSD"
historical = "30 MUSD"
title = { en = "Pulling" }

[[lever]]
id = "grow"
instrument = "alternative_development"
place = "PER"
from = "2012-03"
to = "2015-06-30"
budget = "home"
historical = "50 MUSD"
title = { en = "Growing" }

[[lever]]
id = "seize"
instrument = "source_interdiction"
place = "COL"
from = "2013"
to = "2014"
budget = "home"
historical = "20 MUSD"
title = { en = "Seizing" }

[[lever]]
id = "sea"
instrument = "interdiction"
place = "EPAC"
from = "2012"
to = "2018"
budget = "abroad"
title = { en = "At sea" }

[[objective]]
id = "coca"
outcome = "coca_area"
places = ["PER", "BOL", "CO-NAR"]
from = "2014"
title = { en = "Coca" }

[[objective]]
id = "homicides"
outcome = "homicides"
places = "PER"
statistic = "mean"
to = "2017-12"
attitude = "cvar"
level = 0.2
title = { en = "Homicides" }

[[objective]]
id = "seized"
outcome = "seized_source"
direction = "maximise"
attitude = "satisficing"
threshold = 1000
title = { en = "Seizures" }

[[limit]]
id = "prisons"
outcome = "prisoners"
statistic = "last"
at_most_of_historical = 1.05
probability = 0.8
title = { en = "Prisoners" }

[[limit]]
id = "use"
outcome = "consumption"
places = ["USA", "EUR"]
at_most = 3e6
title = { en = "Consumption" }

[[agency]]
id = "wide-awake"
crops = "adaptive"
corridors = "optimising"

[search]
method = "nsga2"
population = 16
generations = 5
members = 24
seed = 7
)";

inline const ScenarioSource& source() {
  static const ScenarioSource made = [] {
    ScenarioSource s;
    s.ids = {"base", "broken"};
    s.files = [](std::string_view path) -> std::optional<std::string_view> {
      if (path == "scenarios/base.toml") return base_text;
      if (path == "scenarios/broken.toml") return "schema = 1\nname = \"broken\"\n";
      return std::nullopt;
    };
    s.disk = [](std::string_view path) -> std::optional<std::string_view> {
      if (path == "folder/mine.toml" || path == "./mine.toml") return base_text;
      if (path == "folder/good.toml") return good_text;
      return std::nullopt;
    };
    return s;
  }();
  return made;
}

inline std::string messages(const Faults& faults) {
  std::string all;
  for (const auto& fault : faults.list()) all += to_string(fault) + "\n";
  return all;
}

/// Reads a problem as if from a file.
inline std::optional<decision::DecisionProblem> read(
    const std::string& text, Faults& faults, const std::string& file = "folder/problem.toml") {
  return read_problem(file, text, test::shipped_world(), source(), faults);
}

/// The text with its only `what` replaced.
inline std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  if (at == std::string::npos) return text;
  EXPECT_EQ(text.find(what, at + 1), std::string::npos) << "stands twice: " << what;
  return text.replace(at, what.size(), with);
}

}  // namespace balloon::test::problems
