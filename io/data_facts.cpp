#include "io/data_facts.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <stdexcept>

#include "analysis/episodes.hpp"
#include "io/letters.hpp"

namespace balloon {

namespace {

const std::string facts_path = "data/article_facts.csv";
constexpr std::string_view article = "COHA article";

/// What a lookup found.
struct Found {
  double value = 0;
  bool from_article = false;  ///< the row only repeats the article
  std::string source;
};

/// Looks up figures in the tables, each read once.
class Lookup {
 public:
  Lookup(const DataCatalog& catalog, Faults& faults) : catalog_(catalog), faults_(faults) {}

  std::optional<Found> statistic(const FactCheck& c) {
    const auto* t = table(c.table);
    if (t == nullptr) return std::nullopt;
    const auto place = split(c.place, '/');
    const bool sums_series = c.statistic == FactStatistic::sum;
    const auto series = sums_series ? split(c.series, '+') : std::vector<std::string>{c.series};
    const auto at = [&](const std::string& places, Date first, Date last) {
      return sum(*t, split(places, '+'), series, first, last);
    };
    const auto year = [&](const std::string& places, int y) {
      return at(places, {y, 1, 1}, {y, 12, 31});
    };
    const auto share = [&](const auto& whole_of) -> std::optional<Found> {
      auto own = whole_of(place[0]);
      const auto whole = place.size() > 1 ? whole_of(place[1]) : std::nullopt;
      if (!own || !whole || whole->value == 0) return std::nullopt;
      own->value = 100 * own->value / whole->value;
      return own;
    };
    switch (c.statistic) {
      case FactStatistic::value:
      case FactStatistic::sum:
        return at(c.place, c.first, c.last);
      case FactStatistic::mean:
        return mean(c, year);
      case FactStatistic::rank:
        return rank(*t, place, series, c);
      case FactStatistic::percent:
        return share([&](const std::string& p) { return at(p, c.first, c.last); });
      case FactStatistic::percent_points: {
        auto a = share([&](const std::string& p) { return year(p, c.last.year); });
        const auto b = share([&](const std::string& p) { return year(p, c.first.year); });
        if (!a || !b) return std::nullopt;
        a->value -= b->value;
        return a;
      }
      case FactStatistic::percent_change: {
        auto a = year(c.place, c.last.year);
        const auto b = year(c.place, c.first.year);
        if (!a || !b || b->value == 0) return std::nullopt;
        a->value = 100 * (a->value / b->value - 1);
        return a;
      }
      case FactStatistic::exists:
        return event(*t, c.series, &c);
      case FactStatistic::before:
        return before(*t, c);
      case FactStatistic::gap_weeks:
        return gap(*t, c);
    }
    return std::nullopt;
  }

 private:
  const CsvTable* table(const std::string& name) {
    const auto known = tables_.find(name);
    if (known != tables_.end()) return known->second ? &*known->second : nullptr;
    const auto* resource = catalog_.find(name, faults_);
    auto& t = tables_[name];
    if (resource != nullptr) t = catalog_.table(*resource, faults_);
    return t ? &*t : nullptr;
  }

  static std::string_view cell(const CsvTable& t, std::size_t row, std::string_view column) {
    const auto c = t.find(column);
    return c ? t.cell(row, *c) : std::string_view();
  }

  static bool is_place(const CsvTable& t, std::size_t row, const std::string& place) {
    const auto arrow = place.find('>');
    if (arrow == std::string::npos) return cell(t, row, "place") == place;
    const bool aid = t.find("donor").has_value();
    return cell(t, row, aid ? "donor" : "origin") == place.substr(0, arrow) &&
           cell(t, row, aid ? "recipient" : "destination") == place.substr(arrow + 1);
  }
  static bool is_series(const CsvTable& t, std::size_t row, const std::string& series) {
    for (const auto* column : {"series", "category", "instrument"})
      if (t.find(column)) return cell(t, row, column) == series;
    return false;
  }

  /// The preferred row of a place, series and window; else one that is not the article's; else
  /// that.
  static std::optional<Found> one(const CsvTable& t, const std::string& place,
                                  const std::string& series, Date first, Date last) {
    std::optional<Found> best;
    int best_rank = -1;
    for (std::size_t row = 0; row < t.row_count(); ++row) {
      if (!is_place(t, row, place) || !is_series(t, row, series)) continue;
      const auto window = window_of(t, row);
      const auto value = parse_number(cell(t, row, "value"));
      if (!window || window->first != first || window->last != last || !value) continue;
      const std::string source(cell(t, row, "source"));
      const bool own = source.find(article) != std::string::npos;
      const int rank = (own ? 0 : 2) + (cell(t, row, "preferred") == "1" ? 1 : 0);
      if (rank <= best_rank) continue;
      best_rank = rank;
      best = Found{*value, own, source};
    }
    return best;
  }

  static std::optional<Found> sum(const CsvTable& t, const std::vector<std::string>& places,
                                  const std::vector<std::string>& series, Date first, Date last) {
    std::optional<Found> total;
    for (const auto& p : places)
      for (const auto& s : series) {
        const auto x = one(t, p, s, first, last);
        if (!x) return std::nullopt;
        if (!total)
          total = *x;
        else
          total->value += x->value;
      }
    return total;
  }

  template <class Year>
  static std::optional<Found> mean(const FactCheck& c, const Year& year) {
    std::optional<Found> total;
    int n = 0;
    for (int y = c.first.year; y <= c.last.year; ++y) {
      const auto x = year(c.place, y);
      if (!x) continue;
      if (!total)
        total = *x;
      else
        total->value += x->value;
      ++n;
    }
    if (total) total->value /= n;
    return total;
  }

  /// Rank of the first place among those that have a figure.
  static std::optional<Found> rank(const CsvTable& t, const std::vector<std::string>& place,
                                   const std::vector<std::string>& series, const FactCheck& c) {
    auto own = one(t, place[0], series[0], c.first, c.last);
    if (!own || place.size() < 2) return std::nullopt;
    int rank = 1, others = 0;
    for (const auto& p : split(place[1], '+')) {
      const auto x = p == place[0] ? std::nullopt : one(t, p, series[0], c.first, c.last);
      if (!x) continue;
      ++others;
      rank += x->value > own->value ? 1 : 0;
    }
    if (others == 0) return std::nullopt;
    own->value = rank;
    return own;
  }

  /// 1 where the event of this id lies in the window of the check (anywhere without one), else 0.
  static std::optional<Found> event(const CsvTable& t, const std::string& id, const FactCheck* c) {
    for (std::size_t row = 0; row < t.row_count(); ++row) {
      if (cell(t, row, "id") != id) continue;
      const auto window = window_of(t, row);
      const std::string source(cell(t, row, "source"));
      if (!window) return std::nullopt;
      const bool inside = c == nullptr || (window->first <= c->last && c->first <= window->last);
      return Found{c == nullptr ? static_cast<double>(day_number(window->first))
                   : inside     ? 1.0
                                : 0.0,
                   source.find(article) != std::string::npos, source};
    }
    return std::nullopt;
  }

  static std::optional<Found> before(const CsvTable& t, const FactCheck& c) {
    const auto ids = split(c.series, '<');
    if (ids.size() != 2) return std::nullopt;
    auto a = event(t, ids[0], nullptr);
    const auto b = event(t, ids[1], nullptr);
    if (!a || !b) return std::nullopt;
    a->value = a->value < b->value ? 1 : 0;
    return a;
  }

  /// Weeks of the window that no row covers.
  static std::optional<Found> gap(const CsvTable& t, const FactCheck& c) {
    std::optional<Found> found;
    const auto from = day_number(c.first), to = day_number(c.last);
    std::vector<bool> covered(static_cast<std::size_t>(std::max<std::int64_t>(0, to - from + 1)),
                              false);
    for (std::size_t row = 0; row < t.row_count(); ++row) {
      if (!is_place(t, row, c.place) || !is_series(t, row, c.series)) continue;
      const auto window = window_of(t, row);
      if (!window) continue;
      for (auto d = std::max(day_number(window->first), from);
           d <= std::min(day_number(window->last), to); ++d) {
        covered[static_cast<std::size_t>(d - from)] = true;
        found = Found{0, false, std::string(cell(t, row, "source"))};
      }
    }
    if (found)
      found->value = static_cast<double>(std::count(covered.begin(), covered.end(), false)) / 7;
    return found;
  }

  const DataCatalog& catalog_;
  Faults& faults_;
  std::map<std::string, std::optional<CsvTable>> tables_;
};

/// The model's side of a check.
class ModelValues {
 public:
  ModelValues(const model::World& world, const analysis::Ensemble& history)
      : world_(world), e_(history) {}

  analysis::Interval statistic(const FactCheck& c) const {
    const auto parts = split(c.model_place, '/');
    const auto own = places(parts[0], c);
    const auto whole = parts.size() > 1 ? places(parts[1], c) : own;
    std::vector<double> values;
    for (int i = 0; i < e_.result.members; ++i) {
      if (!e_.result.usable(i)) continue;
      const double x = member(c, own, whole, parts, i) * c.model_factor;
      if (std::isfinite(x)) values.push_back(x);
    }
    return analysis::summarise(std::move(values));
  }

  /// Whether all of the check's months are recorded.
  bool covers(const FactCheck& c) const {
    const auto o = outcome(c);
    const int from = month_index(c.first.year, 1), to = month_index(c.last.year, 12);
    return e_.layout.recorded[o] && from >= e_.from && to <= e_.to;
  }

 private:
  using Places = std::vector<int>;

  model::Outcome outcome(const FactCheck& c) const {
    const auto first = split(split(c.model_place, '/')[0], '+')[0];
    return analysis::resolve_quantity(world_, first + "." + c.model_outcome).outcome;
  }

  Places places(const std::string& ids, const FactCheck& c) const {
    Places all;
    for (const auto& id : split(ids, '+')) {
      const auto q = analysis::resolve_quantity(world_, id + "." + c.model_outcome);
      all.insert(all.end(), q.places.begin(), q.places.end());
    }
    return all;
  }

  double year(model::Outcome o, const Places& p, int i, int y) const {
    return analysis::quantity_value(e_, o, p, i, month_index(y, 1), month_index(y, 12));
  }

  double window(model::Outcome o, const Places& p, int i, const FactCheck& c) const {
    int from = month_index(c.first.year, c.first.month),
        to = month_index(c.last.year, c.last.month);
    if (model::outcomes[o].cadence == model::Cadence::yearly && to > from) {
      // Years that lie in the window with more than half.
      const int first = c.first.year + (c.first.month > 6 ? 1 : 0),
                last = c.last.year - (c.last.month < 6 ? 1 : 0);
      from = month_index(std::min(first, last), 1);
      to = month_index(last, 12);
    }
    return analysis::quantity_value(e_, o, p, i, from, to);
  }

  double member(const FactCheck& c, const Places& own, const Places& whole,
                const std::vector<std::string>& parts, int i) const {
    const auto o = outcome(c);
    const auto share = [&](int y) { return 100 * year(o, own, i, y) / year(o, whole, i, y); };
    switch (c.statistic) {
      case FactStatistic::rank: {
        const double mine = window(o, own, i, c);
        int rank = 1;
        for (const auto& id : split(parts.back(), '+'))
          rank += window(o, places(id, c), i, c) > mine ? 1 : 0;
        return rank;
      }
      case FactStatistic::percent:
        return share(c.last.year);
      case FactStatistic::percent_points:
        return share(c.last.year) - share(c.first.year);
      case FactStatistic::percent_change:
        return 100 * (year(o, own, i, c.last.year) / year(o, own, i, c.first.year) - 1);
      case FactStatistic::gap_weeks: {
        const int t = month_index(c.first.year, c.first.month);
        const auto at = [&](int m) { return analysis::quantity_value(e_, o, own, i, m, m); };
        const double weeks = days_in_month(c.first.year, c.first.month) / 7.0;
        return weeks * (1 - 2 * at(t) / (at(t - 1) + at(t + 1)));
      }
      default:
        return window(o, own, i, c);
    }
  }

  const model::World& world_;
  const analysis::Ensemble& e_;
};

bool holds(const FactCheck& c, double x, const std::optional<double>& figure) {
  switch (c.compare) {
    case FactCompare::rise:
      return x > 0;
    case FactCompare::fall:
      return x < 0;
    case FactCompare::near_zero:
      return std::fabs(x) <= c.tolerance;
    case FactCompare::exists:
      return x == 1;
    case FactCompare::at_least:
      return figure && x >= *figure * (1 - c.tolerance);
    case FactCompare::equal:
      return figure && std::fabs(x - *figure) <= c.tolerance * std::fabs(*figure) + 1e-9;
  }
  return false;
}

void judge_model(const ModelValues& values, const std::optional<double>& figure,
                 FactCheckResult& r) {
  const auto& c = r.check;
  if (c.model_outcome.empty()) return;
  if (!values.covers(c)) return;
  r.model = values.statistic(c);
  if (r.model.n == 0) return;
  const auto& m = r.model;
  for (const auto& o : model::outcomes)
    if (o.name == c.model_outcome) r.weak = o.weak;
  bool agrees = holds(c, m.median, figure);
  if (c.compare == FactCompare::equal && figure && c.statistic != FactStatistic::rank)
    agrees = *figure >= m.low90 && *figure <= m.high90;
  if (c.compare == FactCompare::at_least && figure) agrees = m.high90 >= *figure;
  r.model_mark = agrees ? ModelMark::agrees : ModelMark::misses;
  const bool has_factor = figure && *figure != 0 && c.statistic != FactStatistic::rank &&
                          (c.compare == FactCompare::equal || c.compare == FactCompare::at_least);
  if (has_factor) r.model_factor = m.median / *figure;
  const bool below =
      r.model_factor<0.5, above = r.model_factor> 2 && c.compare == FactCompare::equal;
  r.weak_and_far = r.weak && has_factor && (below || above);
}

}  // namespace

DataMark FactLine::mark() const {
  auto worst = DataMark::not_checkable;
  const auto order = [](DataMark m) {
    return m == DataMark::differs        ? 3
           : m == DataMark::agrees       ? 2
           : m == DataMark::article_only ? 1
                                         : 0;
  };
  for (const auto& c : checks)
    if (order(c.data_mark) > order(worst)) worst = c.data_mark;
  return worst;
}

std::optional<std::vector<FactLine>> check_facts(const DataCatalog& catalog,
                                                 const model::World& world,
                                                 const analysis::Ensemble* history,
                                                 Faults& faults) {
  const auto before = faults.size();
  const auto checks = read_fact_checks(catalog.files(), faults);
  const auto text = catalog.files()(facts_path);
  if (!text) faults.add({facts_path, 0, "", "", "cannot be read"});
  const auto t = text ? CsvTable::parse(facts_path, *text, faults) : std::nullopt;
  if (!checks || !t) return std::nullopt;
  Lookup lookup(catalog, faults);
  std::vector<FactLine> lines;
  for (std::size_t i = 0; i < t->row_count(); ++i) {
    const CsvRow row(*t, i, faults);
    FactLine line{row.required("id"),
                  std::string(row.text("topic")),
                  std::string(row.text("subject")),
                  std::string(row.text("place")),
                  std::string(row.text("year")),
                  std::string(row.text("unit")),
                  std::string(row.text("statement_paraphrase")),
                  std::string(row.text("quality")),
                  std::string(row.text("source")),
                  parse_number(row.text("value")),
                  {}};
    lines.push_back(std::move(line));
  }
  for (const auto& c : *checks) {
    const auto line =
        std::find_if(lines.begin(), lines.end(), [&](const FactLine& l) { return l.id == c.fact; });
    if (line == lines.end()) {
      faults.add({fact_checks_path, 0, "fact", c.fact, "is not in " + facts_path});
      continue;
    }
    FactCheckResult r;
    r.check = c;
    if (!c.table.empty()) {
      if (const auto found = lookup.statistic(c)) {
        r.data = found->value * c.factor;
        r.data_source = found->source;
        r.data_mark = !holds(c, *r.data, line->value) ? DataMark::differs
                      : found->from_article           ? DataMark::article_only
                                                      : DataMark::agrees;
      } else {
        faults.add({fact_checks_path, 0, c.fact, c.table + " " + c.place + " " + c.series,
                    "no such figure in the table"});
      }
    }
    if (history != nullptr) {
      try {
        judge_model(ModelValues(world, *history), line->value, r);
      } catch (const std::invalid_argument& error) {
        faults.add({fact_checks_path, 0, c.fact, c.model_place, error.what()});
      }
    }
    line->checks.push_back(std::move(r));
  }
  if (faults.size() > before) return std::nullopt;
  return lines;
}

}  // namespace balloon
