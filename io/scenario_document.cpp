#include "io/scenario_document.hpp"

#include <algorithm>
#include <cmath>

#include "io/csv.hpp"
#include "io/scenario_fields.hpp"

namespace balloon {

namespace words = scenario_words;

std::vector<std::string> instrument_names() {
  std::vector<std::string> names;
  for (const auto& record : model::instruments) names.push_back(record.name);
  return names;
}

std::optional<ScenarioQuantity> parse_quantity(std::string_view text, std::string& problem) {
  const auto space = text.find(' ');
  if (space == std::string_view::npos) {
    problem = "needs a number, a space and a unit, such as \"14234 ha\" or \"30 MUSD\"";
    return std::nullopt;
  }
  const auto value = parse_number(text.substr(0, space));
  if (!value) {
    problem = "the number must be digits with a decimal point, without thousands marks";
    return std::nullopt;
  }
  const std::string unit(text.substr(space + 1));
  if (*value < 0) {
    problem = "must not be negative";
    return std::nullopt;
  }
  const double factor = unit == "ha" || unit == "count" || unit == "USD" ? 1
                        : unit == "kUSD"                                 ? 1e3
                        : unit == "MUSD"                                 ? 1e6
                        : unit == "BUSD"                                 ? 1e9
                                                                         : 0;
  if (factor == 0) {
    problem = "unknown unit; one of " + word_list(words::units) + suggestion(unit, words::units);
    return std::nullopt;
  }
  const double scaled = *value * factor;
  if (!std::isfinite(scaled)) {
    problem = "too large a number";
    return std::nullopt;
  }
  return ScenarioQuantity{scaled, unit == "ha" || unit == "count" ? unit : "USD"};
}

namespace {

std::optional<ScenarioQuantity> read_quantity(ScenarioFields& fields, const char* key) {
  const auto text = fields.text(key, "a number with its unit in quotes, such as \"14234 ha\"");
  if (!text) return std::nullopt;
  std::string problem;
  auto quantity = parse_quantity(*text, problem);
  if (!quantity) fields.fault(key, problem);
  return quantity;
}

/// A date from 1990 to 2035, as text ("2012", "2012-03", "2012-03-31") or as a TOML date.
std::optional<Date> read_date(ScenarioFields& fields, const char* key, bool end_of_period) {
  const auto text = fields.date_text(key);
  if (!text) return std::nullopt;
  const auto date = parse_date(*text, end_of_period);
  if (!date) {
    fields.fault(key, "not a date: write \"2012\", \"2012-03\" or \"2012-03-31\"");
    return std::nullopt;
  }
  if (date->year < first_year || date->year > last_year) {
    fields.fault(key, "the model runs from 1990-01-01 to 2035-12-31");
    return std::nullopt;
  }
  return date;
}

void read_period(ScenarioFields& fields, ScenarioStep& step) {
  fields.require("from");
  fields.require("to");
  const auto from = read_date(fields, "from", false);
  const auto to = read_date(fields, "to", true);
  if (!from || !to) return;
  step.from = *from;
  step.to = *to;
  if (step.to < step.from)
    fields.fault("to", "the last day lies before the first, " + to_string(step.from));
}

void read_instruments(ScenarioFields& fields, ScenarioStep& step) {
  const auto names = instrument_names();
  fields.require("instrument");
  const bool lever = step.kind == ScenarioStep::Kind::lever;
  const auto given = lever ? fields.one_word("instrument") : fields.word_list_of("instrument");
  for (const auto& word : given) {
    if (!lever && word == "*") {
      for (int i = 0; i < model::instrument_count; ++i)
        step.instruments.push_back(static_cast<model::Instrument>(i));
      continue;
    }
    const int i = fields.index_of("instrument", word, names, "an instrument");
    if (i >= 0) step.instruments.push_back(static_cast<model::Instrument>(i));
  }
}

void read_donors(ScenarioFields& fields, ScenarioStep& step) {
  const std::vector<std::string> ids(std::begin(model::donor_ids), std::end(model::donor_ids));
  if (!fields.has("donor")) return;
  step.donors.fill(0);
  if (!fields.is_table("donor")) {
    for (const auto& word : fields.one_word("donor")) {
      const int d = fields.index_of("donor", word, ids, "a donor");
      if (d >= 0) step.donors[static_cast<std::size_t>(d)] = 1;
    }
    return;
  }
  double sum = 0;
  for (const auto& [key, share] : fields.share_table("donor", sum)) {
    const int d = fields.index_of("donor", key, ids, "a donor");
    if (d >= 0) step.donors[static_cast<std::size_t>(d)] = share;
  }
}

void read_split(ScenarioFields& fields, ScenarioStep& step) {
  if (!fields.has("split")) return;
  if (fields.is_table("split")) {
    double sum = 0;
    step.split = ScenarioStep::Split::shares;
    step.shares = fields.share_table("split", sum);
    return;
  }
  for (const auto& word : fields.one_word("split")) {
    const int k = fields.index_of("split", word, words::splits, "a rule (or a table of shares)");
    if (k >= 0) step.split = k == 0 ? ScenarioStep::Split::equal : ScenarioStep::Split::each;
  }
}

/// Which of the ways to give a value was used, and whether what goes with it is there.
void check_value(ScenarioFields& fields, ScenarioStep& step) {
  int given = 0;
  for (const char* key : {"quantity", "money", "level", "scale"}) given += fields.has(key) ? 1 : 0;
  if (given != 1) {
    fields.fault("", given == 0 ? "needs one of quantity, money, level or scale"
                                : "only one of quantity, money, level and scale may be given");
    return;
  }
  const bool scaling = step.mode == ScenarioStep::Mode::scale;
  if (fields.has("scale") && !scaling) fields.fault("mode", "scale needs mode = \"scale\"");
  if (scaling && !fields.has("scale") && !fields.has("quantity"))
    fields.fault("mode", "mode \"scale\" needs scale = 2.0 (a factor) or a quantity (a new total)");
  if (scaling) {
    for (const char* key : {"per", "ramp", "start", "split", "donor"}) {
      if (fields.has(key))
        fields.fault(key, "has no meaning with mode \"scale\", which keeps the mix that it scales");
    }
    return;
  }
  if (fields.has("level") && fields.has("per"))
    fields.fault("per", "a level is held over the dates; it has no rate");
  if (step.ramp != fields.has("start"))
    fields.fault(step.ramp ? "ramp" : "start",
                 "a linear ramp needs start, and start needs ramp = \"linear\"");
}

std::optional<ScenarioStep> read_step(ScenarioFields& fields, ScenarioStep::Kind kind) {
  const std::size_t before = fields.fault_count();
  ScenarioStep step;
  step.kind = kind;
  step.path = fields.path();
  step.line = fields.line();
  step.column = fields.column();
  const bool lever = kind == ScenarioStep::Kind::lever;
  step.lines = fields.key_lines();
  fields.allow(lever ? words::lever_keys : words::hold_keys);
  read_instruments(fields, step);
  fields.require("place");
  step.places = fields.word_list_of("place");
  read_period(fields, step);
  fields.text("note");
  fields.text("source");
  if (!lever) {
    fields.require("year");
    step.base_year =
        static_cast<int>(fields.integer("year", first_year, last_year).value_or(first_year));
    if (fields.fault_count() == before && step.base_year >= step.from.year &&
        step.base_year <= step.to.year)
      fields.fault("year", "the year that is held must lie outside the dates that it fills");
  } else {
    step.mode = static_cast<ScenarioStep::Mode>(
        fields.choice("mode", words::modes).value_or(fields.has("scale") ? 2 : 0));
    step.per_given = fields.has("per");
    step.per = static_cast<ScenarioStep::Per>(fields.choice("per", words::pers).value_or(0));
    step.ramp = fields.choice("ramp", words::ramps).value_or(0) == 1;
    if (fields.has("quantity")) step.quantity = read_quantity(fields, "quantity");
    if (fields.has("money")) step.money = read_quantity(fields, "money");
    if (step.money && step.money->unit != "USD")
      fields.fault("money", "must be in USD, kUSD, MUSD or BUSD");
    step.level = fields.number("level", 0, 1);
    step.scale = fields.number("scale", 0, 1000);
    if (fields.has("level")) {
      step.start_level = fields.number("start", 0, 1);
    } else if (fields.has("start")) {
      step.start = read_quantity(fields, "start");
    }
    read_donors(fields, step);
    read_split(fields, step);
    check_value(fields, step);
  }
  if (fields.fault_count() != before) return std::nullopt;
  return step;
}

void read_structure(ScenarioFields& fields, model::StructureChoice& choice) {
  fields.allow(words::structure_keys);
  const auto pick = [&](const char* key, const std::vector<std::string>& names,
                        const std::vector<int>& values, int& out) {
    if (const auto k = fields.choice(key, names)) out = values[static_cast<std::size_t>(*k)];
  };
  pick("sourcing", {"flat", "nested"}, {0, 1}, choice.sourcing);
  pick("pass_through", {"multiplicative", "additive", "prior"}, {0, 1, 2}, choice.pass_through);
  pick("demand_trend", {"fixed", "local"}, {0, 1}, choice.demand_trend);
  pick("enforcement_violence", {"-", "0", "+"}, {-1, 0, 1}, choice.enforcement_violence);
  int* const switches[] = {&choice.price,       &choice.migration,     &choice.buyers,
                           &choice.risk,        &choice.agglomeration, &choice.yield_response,
                           &choice.firms_1990s, &choice.reaction,      &choice.armed_groups};
  for (std::size_t k = 0; k < words::switches.size(); ++k) {
    if (const auto on = fields.boolean(words::switches[k].c_str())) *switches[k] = *on ? 1 : 0;
  }
}

void read_allocation(ScenarioFields& fields, ScenarioDocument& document) {
  fields.allow({"crops", "corridors"});
  using model::Allocation;
  if (const auto k = fields.choice("crops", words::crop_rules)) {
    const Allocation rules[] = {Allocation::proportional, Allocation::adaptive,
                                Allocation::randomised, Allocation::optimising};
    document.crops = rules[*k];
  }
  if (const auto k = fields.choice("corridors", words::corridor_rules)) {
    const Allocation rules[] = {Allocation::replay, Allocation::proportional, Allocation::adaptive,
                                Allocation::randomised, Allocation::optimising};
    document.corridors = rules[*k];
  }
}

void read_languages(ScenarioFields& top, const char* key,
                    std::map<std::string, std::string>& texts) {
  top.table(key, [&](ScenarioFields& fields) {
    fields.allow(words::languages);
    fields.require("en");
    for (const auto& language : words::languages) {
      if (auto text = fields.text(language.c_str())) texts[language] = std::move(*text);
    }
  });
}

void read_name(ScenarioFields& top, ScenarioDocument& document) {
  top.require("name");
  document.name = top.text("name").value_or("");
  if (!top.has("name")) return;
  bool good = !document.name.empty() && document.name.size() <= 80;
  for (const char c : document.name)
    good = good && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
  if (!good) top.fault("name", "a name is made of small letters, digits and hyphens, at most 80");
}

void read_top(ScenarioFields& top, ScenarioDocument& document) {
  document.lines = top.key_lines();
  top.allow(words::top_keys);
  read_name(top, document);
  top.require("title");
  read_languages(top, "title", document.title);
  read_languages(top, "summary", document.summary);
  document.extends = top.text("extends").value_or("");
  document.against = top.text("against").value_or("");
  document.replay = top.text("replay").value_or("");
  top.text("note");
  for (const char* key : {"extends", "against"}) {
    if (top.has(key) && (key[0] == 'e' ? document.extends : document.against).empty())
      top.fault(key, "must name a scenario; leave the key out where there is none");
  }
  if (top.has("replay") && document.replay != "history")
    top.fault("replay", "only \"history\" can be replayed");
  if (!document.replay.empty() && !document.extends.empty())
    top.fault("replay", "a scenario that extends another cannot replay history as well");
  document.sources = top.word_list_of("sources");
  document.readings = top.word_list_of("readings");
  document.target = top.word_list_of("target");
  if (const auto date = read_date(top, "window_start", false))
    document.window_start = month_index(date->year, date->month);
  top.table("structure",
            [&](ScenarioFields& fields) { read_structure(fields, document.structure); });
  top.table("allocation", [&](ScenarioFields& fields) { read_allocation(fields, document); });
  const auto read = [&](ScenarioStep::Kind kind) {
    return [&document, kind](ScenarioFields& fields) {
      if (auto step = read_step(fields, kind)) document.steps.push_back(std::move(*step));
    };
  };
  if (top.array_size("lever") + top.array_size("hold") > max_scenario_steps) {
    top.fault(top.has("lever") ? "lever" : "hold", "more than 2,000 levers and holds");
    return;
  }
  top.tables("lever", read(ScenarioStep::Kind::lever));
  top.tables("hold", read(ScenarioStep::Kind::hold));
}

}  // namespace

std::optional<ScenarioDocument> parse_scenario(std::string file, std::string_view text,
                                               Faults& faults) {
  ScenarioDocument document;
  document.file = std::move(file);
  const bool parsed = with_scenario_fields(document.file, text, faults, [&](ScenarioFields& top) {
    top.require("schema");
    const auto version = top.integer("schema", 1, 1000000);
    if (version && *version != scenario_schema_version) {
      top.fault("schema", "unknown schema version; this program reads schema = " +
                              std::to_string(scenario_schema_version));
      return;
    }
    read_top(top, document);
  });
  if (!parsed) return std::nullopt;
  std::stable_sort(document.steps.begin(), document.steps.end(),
                   [](const ScenarioStep& a, const ScenarioStep& b) {
                     return a.line != b.line ? a.line < b.line : a.column < b.column;
                   });
  return document;
}

}  // namespace balloon
