#include "io/target_reader.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <stdexcept>
#include <tuple>

#include "analysis/episodes.hpp"
#include "io/data_catalog.hpp"
#include "io/data_rows.hpp"
#include "io/likelihood_rules.hpp"

namespace balloon {

namespace {

using analysis::Target;

/// From best to worst.
const std::vector<std::string> qualities = {"verified", "derived", "recalled", "assumed"};

/// A figure that enters a target, and what it says of itself.
struct Part {
  const LikelihoodRule* rule = nullptr;
  double value = 0, sd = 0;
  int first_month = 0, last_month = 0;
  int quality = 0;
  std::string source, segment;
  std::vector<int> places;  ///< of a residual
};

/// Where a target belongs: series by order of appearance, place, year, suffix.
using Key = std::tuple<int, std::string, int, std::string>;

/// A table with the rows that a rule has already taken.
struct SourceTable {
  CsvTable table;
  std::vector<bool> taken;
};

std::string plausible_name(std::string series, const std::string& outcome, const std::string& place,
                           int year) {
  for (const auto& part : {outcome, place, std::to_string(year)}) series.append("/").append(part);
  return series;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  const auto at = text.find(what);
  return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

class TargetReader {
 public:
  TargetReader(const FileSource& files, const model::World& world, Faults& faults)
      : files_(files), world_(world), faults_(faults) {}

  std::optional<std::vector<Target>> read() {
    const auto before = faults_.size();
    const auto rules = read_likelihood_rules(files_, faults_);
    if (!rules) return std::nullopt;
    crosswalk_ = Crosswalk::read(files_, faults_);
    read_prices();
    // Residuals and plausible prices look at what the others made.
    for (const auto& rule : *rules)
      if (!rule.leaves_out()) series_order(rule);
    for (const auto& rule : *rules)
      if (rule.leaves_out() || rule.method < RuleMethod::residual) take_rows(rule);
    for (const auto& rule : *rules)
      if (!rule.leaves_out() && rule.method == RuleMethod::residual) take_rows(rule);
    for (const auto& [key, parts] : parts_) make_target(key, parts);
    for (const auto& rule : *rules)
      if (!rule.leaves_out() && rule.method == RuleMethod::plausible) make_plausible(rule);
    finish();
    if (faults_.size() > before) return std::nullopt;
    return std::move(targets_);
  }

 private:
  // ---- tables --------------------------------------------------------------------------------

  SourceTable* open(const LikelihoodRule& rule) {
    auto& slot = tables_[rule.table];
    if (!slot) {
      auto table = read_table(files_, "data/" + rule.table + ".csv", faults_);
      if (!table) return nullptr;
      slot.emplace(SourceTable{std::move(*table), {}});
      slot->taken.assign(slot->table.row_count(), false);
    }
    return &*slot;
  }

  void read_prices() {
    const auto macro = read_table(files_, "data/macro.csv", faults_);
    if (!macro) return;
    for (std::size_t i = 0; i < macro->row_count(); ++i) {
      const CsvRow row(*macro, i, faults_);
      if (row.text("series") == "us_cpi_u")
        cpi_.set(row.integer("year", 1900, 2100), row.number("value", 1e-6, 1e6));
    }
  }

  int series_order(const LikelihoodRule& rule) {
    const auto found = std::find(series_.begin(), series_.end(), rule.series);
    if (found != series_.end()) return static_cast<int>(found - series_.begin());
    series_.push_back(rule.series);
    return static_cast<int>(series_.size()) - 1;
  }

  void fault(const LikelihoodRule& rule, const char* column, std::string value,
             std::string message) {
    faults_.add({likelihood_path, rule.line, column, std::move(value), std::move(message)});
  }

  // ---- rows to parts -------------------------------------------------------------------------

  void take_rows(const LikelihoodRule& rule) {
    auto* source = open(rule);
    if (source == nullptr) return;
    const auto before = faults_.size();
    check_columns(rule, source->table, faults_);
    if (faults_.size() > before) return;
    bool any = false;
    std::map<std::pair<std::string, int>, Part> regions;
    for (std::size_t i = 0; i < source->table.row_count(); ++i) {
      if (source->taken[i] || !meets(rule, source->table, i)) continue;
      const auto place = place_of(rule, source->table, i);
      const auto window = window_of(source->table, i);
      if (!place || !window || window->first.year != window->last.year) continue;
      const int year = window->first.year;
      if (year < rule.first_year || year > rule.last_year) continue;
      source->taken[i] = any = true;
      if (rule.leaves_out()) continue;
      const CsvRow row(source->table, i, faults_);
      auto part = read_part(rule, row, *window);
      if (!part) continue;
      if (rule.method == RuleMethod::crosswalk)
        regions[{std::string(row.text(rule.place_column)), year}] = std::move(*part);
      else if (rule.method == RuleMethod::residual)
        add_residual(rule, *place, year, std::move(*part));
      else
        add(rule, *place, year, std::move(*part));
    }
    if (!any) fault(rule, "where", rule.table, "the rule takes no row");
    if (rule.method == RuleMethod::crosswalk) add_zones(rule, regions);
  }

  /// The model's place of a row, or nothing where the rule does not name it. A crosswalk's rule
  /// names countries; its rows are of their regions.
  std::optional<std::string> place_of(const LikelihoodRule& rule, const CsvTable& table,
                                      std::size_t row) const {
    const auto column = table.find(rule.place_column);
    const auto cell = table.cell(row, *column);
    if (rule.method == RuleMethod::crosswalk && !rule.leaves_out())
      return region_country(std::string(cell), rule) ? std::optional<std::string>(cell)
                                                     : std::nullopt;
    for (const auto& [name, place] : rule.places)
      if (cell == name) return place;
    return std::nullopt;
  }

  bool region_country(const std::string& region, const LikelihoodRule& rule) const {
    for (const auto& zone : world_.zones) {
      const auto regions = crosswalk_.regions(zone.id);
      if (std::find(regions.begin(), regions.end(), region) == regions.end()) continue;
      const auto& country = world_.countries[static_cast<std::size_t>(zone.country)];
      return std::any_of(rule.places.begin(), rule.places.end(),
                         [&](const auto& p) { return p.second == country; });
    }
    return false;
  }

  std::optional<Part> read_part(const LikelihoodRule& rule, const CsvRow& row,
                                const RowWindow& window) {
    Part part;
    part.rule = &rule;
    const bool may_be_zero = rule.scale == Target::Scale::log_floor;
    part.value = row.number("value", may_be_zero ? 0 : 1e-12, 1e12) * rule.factor;
    if (rule.method == RuleMethod::money) {
      const auto year = dollar_year(row.text("currency"), window.first.year);
      if (!year) {
        row.fault("currency", "is not a dollar, so the value has no place in a likelihood");
        return std::nullopt;
      }
      if (!cpi_.has(*year) || !cpi_.has(2010)) {
        row.fault("currency", "data/macro.csv has no us_cpi_u for its year");
        return std::nullopt;
      }
      part.value = cpi_.to_2010(part.value, *year);
    }
    if (rule.scale == Target::Scale::logit && part.value >= 1) {
      row.fault("value", "must be a share below 1");
      return std::nullopt;
    }
    part.quality = std::max(row.choice("quality", qualities), 0);
    part.sd = part.quality == 0   ? rule.sd_verified
              : part.quality == 1 ? rule.sd_derived
                                  : rule.sd_recalled;
    if (text_of(row, rule, "sampling") == "spot") part.sd = std::max(part.sd, rule.sd_spot);
    part.first_month = month_index(window.first.year, window.first.month);
    part.last_month = month_index(window.last.year, window.last.month);
    part.source = row.text("source");
    part.segment = text_of(row, rule, "segment");
    return part;
  }

  /// A cell of a column that not every table has.
  std::string text_of(const CsvRow& row, const LikelihoodRule& rule, const char* column) {
    return tables_[rule.table]->table.find(column) ? std::string(row.text(column)) : "";
  }

  void add(const LikelihoodRule& rule, const std::string& place, int year, Part part) {
    parts_[{series_order(rule), place, year, rule.suffix}].push_back(std::move(part));
  }

  /// Sums of regions by zone, in years in which all regions of the zone were reported.
  void add_zones(const LikelihoodRule& rule,
                 const std::map<std::pair<std::string, int>, Part>& regions) {
    for (const auto& zone : world_.zones) {
      for (int year = rule.first_year; year <= rule.last_year; ++year) {
        std::optional<Part> sum;
        bool complete = true;
        for (const auto& region : crosswalk_.regions(zone.id, year)) {
          const auto found = regions.find({region, year});
          complete = complete && found != regions.end();
          if (!complete) break;
          if (!sum) {
            sum = found->second;
            continue;
          }
          sum->value += found->second.value;
          sum->sd = std::max(sum->sd, found->second.sd);
          sum->quality = std::max(sum->quality, found->second.quality);
        }
        if (complete && sum) add(rule, zone.id, year, std::move(*sum));
      }
    }
  }

  void add_residual(const LikelihoodRule& rule, const std::string& country, int year, Part part) {
    for (std::size_t z = 0; z < world_.zones.size(); ++z) {
      const auto& zone = world_.zones[z];
      if (world_.countries[static_cast<std::size_t>(zone.country)] != country) continue;
      if (parts_.count({series_order(rule), zone.id, year, ""}) == 0)
        part.places.push_back(static_cast<int>(z));
    }
    if (part.places.empty()) {
      fault(rule, "places", std::to_string(year), "every zone was reported: nothing is left over");
      return;
    }
    const auto name = std::find_if(rule.places.begin(), rule.places.end(),
                                   [&](const auto& p) { return p.second == country; });
    add(rule, name->first, year, std::move(part));
  }

  // ---- parts to targets ----------------------------------------------------------------------

  void make_target(const Key& key, const std::vector<Part>& all) {
    const auto& [order, place, year, suffix] = key;
    const int rank = std::min_element(all.begin(), all.end(), [](const auto& a, const auto& b) {
                       return a.rule->rank < b.rule->rank;
                     })->rule->rank;
    std::vector<const Part*> parts;
    for (const auto& part : all)
      if (part.rule->rank == rank) parts.push_back(&part);
    const auto& rule = *parts.front()->rule;
    Target t = prepared(rule, place, year);
    t.drift_group = drift_group(*parts.front(), place);
    for (const auto* p : parts)
      if (p->rule->outcome != t.outcome || p->rule->scale != t.scale ||
          drift_group(*p, place) != t.drift_group)
        fault(rule, "series", t.name, "rules that share a target must agree on what it is");
    if (!parts.front()->places.empty())
      t.places = parts.front()->places;
    else if (!resolve(rule, t))
      return;
    combine(parts, t);
    if (t.statistic == Target::Statistic::december)
      t.first_month = t.last_month = month_index(year, 12);
    targets_.push_back(std::move(t));
  }

  Target prepared(const LikelihoodRule& rule, const std::string& place, int year) const {
    Target t;
    t.series = rule.series;
    t.place = place;
    t.year = year;
    t.name = rule.series + "/" + place + "/" + std::to_string(year) +
             (rule.suffix.empty() ? "" : "/" + rule.suffix);
    t.outcome = rule.outcome;
    t.statistic = rule.statistic;
    t.scale = rule.scale;
    t.floor = rule.floor;
    t.drift_start_sd = rule.drift_start_sd;
    t.drift_year_sd = rule.drift_year_sd;
    t.method_break = rule.method_break;
    return t;
  }

  static std::string drift_group(const Part& part, const std::string& place) {
    return replaced(replaced(part.rule->drift_group, "{place}", place), "{segment}", part.segment);
  }

  /// A+B is a sum; a share is of all corridors that serve the USA (analysis::resolve_quantity).
  bool resolve(const LikelihoodRule& rule, Target& t) {
    const bool share = t.scale == Target::Scale::logit;
    const std::string quantity = share ? "share" : model::outcomes[t.outcome].name;
    std::size_t from = 0;
    while (from <= t.place.size()) {
      const auto to = std::min(t.place.find('+', from), t.place.size());
      try {
        const auto q =
            analysis::resolve_quantity(world_, t.place.substr(from, to - from) + "." + quantity);
        t.places.insert(t.places.end(), q.places.begin(), q.places.end());
        if (share) t.over = q.whole;
      } catch (const std::invalid_argument& error) {
        fault(rule, "places", t.place, error.what());
        return false;
      }
      from = to + 1;
    }
    return true;
  }

  /// The mean on the target's scale, weighted by precision. Its error is never below that of the
  /// best part (press reports of one event are no independent measurements), and where the parts
  /// disagree it is at least the standard error that their spread implies.
  static void combine(const std::vector<const Part*>& parts, Target& t) {
    t.value = parts.front()->value;
    double weights = 0, mean = 0, best = parts.front()->sd;
    const Part* main = parts.front();
    int quality = 0;
    t.first_month = main->first_month;
    t.last_month = main->last_month;
    for (const auto* p : parts) {
      const double weight = 1 / (p->sd * p->sd);
      weights += weight;
      mean += weight * analysis::scaled(t, p->value);
      best = std::min(best, p->sd);
      if (p->sd < main->sd) main = p;
      quality = std::max(quality, p->quality);
      t.first_month = std::min(t.first_month, p->first_month);
      t.last_month = std::max(t.last_month, p->last_month);
    }
    mean /= weights;
    double error = best;
    const auto n = static_cast<double>(parts.size());
    if (parts.size() > 1) {
      double squares = 0;
      for (const auto* p : parts) {
        const double d = analysis::scaled(t, p->value) - mean;
        squares += d * d;
      }
      error = std::max(error, std::sqrt(squares / (n - 1) / n));
      t.value = analysis::unscaled(t, mean);
    }
    const double extra = main->rule->sd_extra;
    t.sd = std::sqrt(error * error + extra * extra);
    t.quality = qualities[static_cast<std::size_t>(quality)];
    t.source = main->source;
    if (parts.size() > 1) t.source += "; " + std::to_string(parts.size()) + " rows combined";
  }

  // ---- plausible prices ----------------------------------------------------------------------

  void make_plausible(const LikelihoodRule& rule) {
    const std::string outcome = model::outcomes[rule.outcome].name;
    for (const auto& [name, place] : rule.places) {
      std::set<int> years;
      double sum = 0;
      for (const auto& t : targets_) {
        if (t.series != outcome || t.place != place) continue;
        years.insert(t.year);
        sum += std::log(t.value);
      }
      std::optional<double> value;
      std::string source = "mean of " + std::to_string(years.size()) + " observed years";
      if (years.empty()) {
        value = start(rule, name, outcome + "_1990");
        source = "data/" + rule.table + ".csv, " + outcome + "_1990";
      } else {
        value = std::exp(sum / static_cast<double>(years.size()));
      }
      if (!value) {
        fault(rule, "places", place, "has neither a " + outcome + " nor a start to take instead");
        continue;
      }
      for (int year = rule.first_year; year <= rule.last_year; ++year) {
        if (years.count(year) > 0) continue;
        Target t = prepared(rule, place, year);
        t.name = plausible_name(rule.series, outcome, place, year);
        if (!resolve(rule, t)) break;
        t.first_month = month_index(year, 1);
        t.last_month = month_index(year, 12);
        t.value = *value;
        t.sd = rule.sd_verified;
        t.quality = "assumed";
        t.source = source;
        targets_.push_back(std::move(t));
      }
    }
  }

  std::optional<double> start(const LikelihoodRule& rule, const std::string& place,
                              const std::string& column) {
    auto* source = open(rule);
    if (source == nullptr || !source->table.find(column)) return std::nullopt;
    for (std::size_t i = 0; i < source->table.row_count(); ++i) {
      const CsvRow row(source->table, i, faults_);
      if (row.text(rule.place_column) == place) return row.number(column, 1e-6, 1e9);
    }
    return std::nullopt;
  }

  // ---- the whole -----------------------------------------------------------------------------

  void finish() {
    std::map<std::string, int> since;
    std::set<std::string> names;
    for (const auto& t : targets_) {
      const auto found = since.emplace(t.drift_group, t.year).first;
      found->second = std::min(found->second, t.year);
      if (!names.insert(t.name).second)
        faults_.add({likelihood_path, 0, "series", t.name, "two targets have this name"});
    }
    for (auto& t : targets_) t.drift_since = t.drift_group.empty() ? 0 : since[t.drift_group];
    const auto order = [&](const Target& t) {
      const auto series = std::find(series_.begin(), series_.end(), t.series) - series_.begin();
      return std::make_tuple(series, t.outcome, t.places, t.year, t.name);
    };
    std::sort(targets_.begin(), targets_.end(),
              [&](const auto& a, const auto& b) { return order(a) < order(b); });
  }

  const FileSource& files_;
  const model::World& world_;
  Faults& faults_;
  Crosswalk crosswalk_;
  Deflator cpi_;
  std::map<std::string, std::optional<SourceTable>> tables_;
  std::vector<std::string> series_;
  std::map<Key, std::vector<Part>> parts_;
  std::vector<Target> targets_;
};

}  // namespace

std::optional<std::vector<Target>> read_targets(const FileSource& files, const model::World& world,
                                                Faults& faults) {
  return TargetReader(files, world, faults).read();
}

bool matches(std::string_view pattern, std::string_view text) {
  // Greedy: where a letter differs, the last star takes one more.
  std::size_t p = 0, t = 0, star = std::string_view::npos, from = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      from = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++from;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::vector<Target> without(const std::vector<Target>& targets,
                            const std::vector<std::string>& patterns, Faults& faults) {
  std::vector<bool> gone(targets.size(), false);
  for (const auto& pattern : patterns) {
    bool any = false;
    for (std::size_t i = 0; i < targets.size(); ++i) {
      if (!matches(pattern, targets[i].name)) continue;
      gone[i] = any = true;
    }
    if (!any) faults.add({"", 0, "without", pattern, "no target has such a name"});
  }
  std::vector<Target> kept;
  for (std::size_t i = 0; i < targets.size(); ++i)
    if (!gone[i]) kept.push_back(targets[i]);
  return kept;
}

}  // namespace balloon
