#include "io/explain_question.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "io/csv.hpp"
#include "io/problem_fields.hpp"
#include "io/scenario_document.hpp"
#include "io/scenario_places.hpp"

namespace balloon {

namespace {

using decision::ExplainedOutcome;

constexpr std::array<const char*, 4> ledger_words{"net", "elsewhere", "gone", "index"};

/// A text as a TOML string.
std::string explain_toml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
  }
  return out + "\"";
}

std::vector<std::string> explain_split(std::string_view text, char mark) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (from <= text.size()) {
    const auto end = std::min(text.find(mark, from), text.size());
    parts.emplace_back(text.substr(from, end - from));
    from = end + 1;
  }
  return parts;
}

/// The measure's options as a table of a decision problem, whose reader knows what is right.
std::string explain_measure_table(const ExplainQuestion& q) {
  std::string text = "outcome = " + explain_toml_text(q.outcome) + "\n";
  if (!q.places.empty()) {
    std::string list;
    for (const auto& place : explain_split(q.places, ','))
      list += (list.empty() ? "" : ", ") + explain_toml_text(place);
    text += "places = [" + list + "]\n";
  }
  if (!q.statistic.empty()) text += "statistic = " + explain_toml_text(q.statistic) + "\n";
  if (!q.window.empty()) {
    const auto dates = explain_split(q.window, ':');
    text += "from = " + explain_toml_text(dates.front()) +
            "\nto = " + explain_toml_text(dates.back()) + "\n";
  }
  return text;
}

void refuse_for_ledger(const ExplainQuestion& q, Faults& faults) {
  const auto refuse = [&](const char* option, const std::string& value) {
    faults.add({"", 0, option, value,
                "is for outcomes of the model; " + q.outcome + " is the ledger's, see --horizon"});
  };
  if (!q.places.empty()) refuse("--places", q.places);
  if (!q.statistic.empty()) refuse("--statistic", q.statistic);
  if (!q.window.empty()) refuse("--window", q.window);
  if (q.level) refuse("--level", "given");
}

}  // namespace

std::optional<ExplainedOutcome> read_explained(const ExplainQuestion& q, const model::World& world,
                                               const Scenario& policy, const Scenario& reference,
                                               Faults& faults) {
  const auto before = faults.size();
  ExplainedOutcome outcome;
  outcome.horizon = q.horizon;
  outcome.window_start = policy.policy.window_start;
  const int last = outcome.window_start + q.horizon - 1;
  if (last >= month_count)
    faults.add({"", 0, "--horizon", std::to_string(q.horizon),
                "ends after 2035: the window of " + policy.id + " starts in " +
                    month_name(outcome.window_start)});
  const auto word = std::find(ledger_words.begin(), ledger_words.end(), q.outcome);
  if (word != ledger_words.end()) {
    outcome.kind = static_cast<ExplainedOutcome::Kind>(word - ledger_words.begin());
    outcome.target = analysis::target_of(world, policy.policy, reference.policy);
    refuse_for_ledger(q, faults);
    if (outcome.target.empty())
      faults.add({"", 0, "--outcome", q.outcome,
                  "needs a target: " + policy.id + " names none and differs from " + reference.id +
                      " in no lever on crops; ask for an outcome of the model instead"});
  } else {
    std::vector<std::string> known(ledger_words.begin(), ledger_words.end());
    for (const auto& record : model::outcomes) known.emplace_back(record.name);
    const bool exists = std::find(known.begin(), known.end(), q.outcome) != known.end();
    if (!exists)
      faults.add({"", 0, "--outcome", printable(q.outcome),
                  "is neither net, elsewhere, gone, index nor an outcome of the model" +
                      suggestion(q.outcome, known) + " (`balloon model outcomes` lists them)"});
    if (!q.window.empty() && explain_split(q.window, ':').size() != 2)
      faults.add({"", 0, "--window", printable(q.window),
                  "must be two dates with a colon between them, such as 2012:2016"});
    else if (exists)
      with_scenario_fields(
          "(options)", explain_measure_table(q), faults, [&](const ScenarioFields& fields) {
            const problem_format::Span span{outcome.window_start, last, true};
            if (q.window.empty()) {
              auto measure = problem_format::read_measure(fields, world, span);
              if (measure) outcome.measure = std::move(*measure);
            } else if (auto measure = problem_format::read_measure(fields, world, {})) {
              outcome.measure = std::move(*measure);
            }
          });
    outcome.kind = ExplainedOutcome::Kind::measure;
    outcome.level = q.level;
  }
  if (faults.size() != before) return std::nullopt;
  return outcome;
}

std::vector<decision::AddedLever> read_added(const ExplainQuestion& q, const model::World& world,
                                             const ExplainedOutcome& outcome, Faults& faults) {
  std::vector<decision::AddedLever> levers;
  if (q.added.empty()) return levers;
  std::string problem;
  const auto step = parse_quantity(q.step, problem);
  if (!step || step->unit != "USD" || !(step->value > 0)) {
    faults.add({"", 0, "--step", printable(q.step),
                step ? "must be money above zero, such as \"10 MUSD\"" : problem});
    return levers;
  }
  std::vector<std::string> known;
  for (const auto& record : model::instruments) known.emplace_back(record.name);
  const ScenarioPlaces places(world);
  for (const auto& text : q.added) {
    const auto fault = [&](std::string message) {
      faults.add({"", 0, "--add", printable(text), std::move(message)});
    };
    const auto parts = explain_split(text, ':');
    if (parts.size() != 2) {
      fault("must be an instrument and a place with a colon between them: interdiction:EPAC");
      continue;
    }
    const auto found = std::find(known.begin(), known.end(), parts[0]);
    if (found == known.end()) {
      fault("no such instrument" + suggestion(parts[0], known) +
            "; known: " + word_list(known, 24));
      continue;
    }
    decision::AddedLever lever;
    lever.id = text;
    lever.instrument = static_cast<model::Instrument>(found - known.begin());
    const auto& record = model::instruments[lever.instrument];
    const bool in_money = std::string_view(record.unit) == "USD";
    if (!in_money && !record.takes_money) {
      fault(std::string(record.name) + " is given in " + record.unit + ", not in money");
      continue;
    }
    PlaceSet set;
    if (!places.resolve(lever.instrument, parts[1], set, problem)) {
      fault(problem);
      continue;
    }
    const double each = step->value / 12 / static_cast<double>(set.recipients.size());
    for (int t = outcome.first_month(); t <= outcome.last_month(); ++t) {
      for (const int slot : set.recipients) {
        using Kind = decision::PolicyChange::Kind;
        const bool national = is_national(slot);
        const auto kind = national ? (in_money ? Kind::national : Kind::national_money)
                                   : (in_money ? Kind::quantity : Kind::money);
        lever.changes.push_back(
            {kind, lever.instrument, national ? slot - national_slot(0) : slot, t, each});
      }
    }
    levers.push_back(std::move(lever));
  }
  return levers;
}

}  // namespace balloon
