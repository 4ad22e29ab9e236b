#include "io/problem_fields.hpp"

#include <algorithm>

#include "io/csv.hpp"
#include "io/scenario_document.hpp"

namespace balloon::problem_format {

std::string Ids::read(const ScenarioFields& fields) {
  fields.require("id");
  const auto text = fields.text("id", "an id in quotes, such as \"eradication-vraem\"");
  std::string id = text.value_or("");
  if (text) {
    bool good = !id.empty() && id.size() <= 80;
    for (const char c : id)
      good = good && ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-');
    if (!good) {
      fields.fault("id", "an id is made of small letters, digits and hyphens, at most 80");
    } else if (const int before = index(id); before >= 0) {
      const auto& first = stands_[static_cast<std::size_t>(before)];
      fields.fault("id", "stands twice; " + first.path + " in line " +
                             std::to_string(first.line_of("id")) + " has it already");
    }
  }
  ids_.push_back(id);
  stands_.emplace_back(fields);
  return id;
}

int Ids::index(const std::string& id) const {
  const auto found = std::find(ids_.begin(), ids_.end(), id);
  return id.empty() || found == ids_.end() ? -1 : static_cast<int>(found - ids_.begin());
}

int Ids::find(const ScenarioFields& fields, const char* key, const std::string& word) const {
  if (word.empty()) {
    fields.fault(key, std::string("must be the id of a ") + kind_);
    return -1;
  }
  if (const int found = index(word); found >= 0) return found;
  std::vector<std::string> known;
  for (const auto& id : ids_)
    if (!id.empty()) known.push_back(id);
  fields.fault(key, "no " + std::string(kind_) + " has the id \"" + printable(word) + "\"" +
                        suggestion(word, known) +
                        (known.empty() ? "; there is none" : "; known: " + word_list(known, 24)));
  return -1;
}

decision::Titles read_titles(const ScenarioFields& fields, const char* key) {
  decision::Titles titles;
  fields.require(key);
  fields.table(key, [&](ScenarioFields& table) {
    table.allow(scenario_words::languages);
    table.require("en");
    for (const auto& language : scenario_words::languages) {
      auto text = table.text(language.c_str());
      if (!text) continue;
      if (text->empty()) table.fault(language, "an empty text");
      titles[language] = std::move(*text);
    }
  });
  return titles;
}

std::optional<double> read_usd(const ScenarioFields& fields, const char* key) {
  const auto text = fields.text(key, "money with its unit in quotes, such as \"973 MUSD\"");
  if (!text) return std::nullopt;
  std::string problem;
  const auto quantity = parse_quantity(*text, problem);
  if (!quantity) {
    fields.fault(key, problem);
    return std::nullopt;
  }
  if (quantity->unit != "USD") {
    fields.fault(key, "is money: USD, kUSD, MUSD or BUSD, not " + quantity->unit);
    return std::nullopt;
  }
  return quantity->value;
}

namespace {

/// A date; nothing, and a fault, where it is none or outside the problem's years.
std::optional<Date> date_within(const ScenarioFields& fields, const char* key, bool end,
                                const Span& span) {
  const auto text = fields.date_text(key);
  if (!text) return std::nullopt;
  const auto date = parse_date(*text, end);
  if (!date) {
    fields.fault(key, "not a date: write \"2012\", \"2012-03\" or \"2012-03-31\"");
    return std::nullopt;
  }
  if (date->year < year_of(span.first) || date->year > year_of(span.last)) {
    fields.fault(
        key, (span.given ? "outside the problem's years, " : "outside the model's years, ") +
                 std::to_string(year_of(span.first)) + " to " + std::to_string(year_of(span.last)));
    return std::nullopt;
  }
  return date;
}

}  // namespace

std::optional<std::pair<Date, Date>> read_days(const ScenarioFields& fields, const Span& span) {
  fields.require("from");
  fields.require("to");
  const auto from = date_within(fields, "from", false, span);
  const auto to = date_within(fields, "to", true, span);
  if (!from || !to) return std::nullopt;
  if (*to < *from) {
    fields.fault("to", "the last day lies before the first, " + to_string(*from));
    return std::nullopt;
  }
  return std::pair(*from, *to);
}

std::optional<std::pair<int, int>> read_months(const ScenarioFields& fields, const Span& span) {
  int first = span.first, last = span.last;
  bool good = true;
  if (fields.has("from")) {
    const auto date = date_within(fields, "from", false, span);
    good = date.has_value();
    if (date && date->day != 1) {
      fields.fault("from", "outcomes count by whole months: write \"2014\" or \"2014-03\"");
      good = false;
    }
    if (date) first = month_index(date->year, date->month);
  }
  if (fields.has("to")) {
    const auto date = date_within(fields, "to", true, span);
    good = good && date.has_value();
    if (date && date->day != days_in_month(date->year, date->month)) {
      fields.fault("to", "outcomes count by whole months: write \"2018\" or \"2018-11\"");
      good = false;
    }
    if (date) last = month_index(date->year, date->month);
  }
  if (good && last < first) {
    fields.fault(
        fields.has("to") ? "to" : "from",
        "the last month, " + month_name(last) + ", lies before the first, " + month_name(first));
    good = false;
  }
  if (!good) return std::nullopt;
  return std::pair(first, last);
}

}  // namespace balloon::problem_format
