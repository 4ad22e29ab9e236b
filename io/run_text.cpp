#include "io/run_text.hpp"

#include <vector>

#include "core/calendar.hpp"

namespace balloon {

std::optional<RecordSet> parse_record_set(const std::string& text, Faults& faults) {
  RecordSet set;
  if (text == "all") return set;
  set.all = false;
  std::vector<std::string> names;
  for (const auto& o : model::outcomes) names.emplace_back(o.name);
  const auto before = faults.size();
  std::size_t from = 0;
  while (from <= text.size()) {
    const auto comma = std::min(text.find(',', from), text.size());
    const std::string name = text.substr(from, comma - from);
    bool known = false;
    for (std::size_t i = 0; i < names.size(); ++i)
      if (names[i] == name) known = set.chosen[i] = true;
    if (!known) {
      const std::string near = nearest(name, names);
      faults.add({"", 0, "--record", name,
                  "not an outcome" +
                      (near.empty() ? std::string() : "; did you mean " + near + "?") +
                      " `balloon model outcomes` lists them; `all` records them all"});
    }
    from = comma + 1;
  }
  if (faults.size() > before) return std::nullopt;
  return set;
}

std::optional<int> parse_month(const std::string& text, bool end_of_period,
                               const std::string& option, Faults& faults) {
  const auto date = parse_date(text, end_of_period);
  if (date && date->year >= first_year && date->year <= last_year)
    return month_index(date->year, date->month);
  faults.add({"", 0, option, text,
              "must be a month from 1990-01 to 2035-12, as YYYY, YYYY-MM or YYYY-MM-DD"});
  return std::nullopt;
}

}  // namespace balloon
