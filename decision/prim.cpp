// Long because peeling, pasting, choosing and resampling all work on one record of a box.
#include "decision/prim.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <utility>

#include "analysis/draws.hpp"

namespace balloon::decision {

namespace {

/// Bootstraps of box k draw at place box_place + k; other bootstraps lie elsewhere.
constexpr std::uint32_t box_place = 100;

enum class PrimSide { high, low, category };

/// What stays the same in all rounds and resamples.
struct PrimSetting {
  const Cases& cases;
  const PrimOptions& options;
  double all_cases, all_hits;
  std::vector<std::size_t> factors;              ///< numeric ones first, then categorical ones
  std::vector<std::vector<double>> categories;   ///< by factor; empty for numeric ones
  std::vector<std::pair<double, double>> range;  ///< by factor
};

/// Cases of one round, or a resample of them: rows of the setting's cases, maybe repeated.
struct PrimSample {
  std::vector<std::size_t> rows;
  std::vector<std::vector<std::size_t>> order;  ///< by factor: places in rows, by value
  int hits = 0;
};

/// PrimLimits of a box, one a factor, restricting or not.
using PrimLimits = std::vector<Restriction>;

int restricted_count(const PrimLimits& limits) {
  return static_cast<int>(std::count_if(limits.begin(), limits.end(),
                                        [](const Restriction& r) { return r.restricts(); }));
}

double hit_density(int hits, int cases) { return static_cast<double>(hits) / cases; }

/// A cut or a paste: one limit of one factor set anew, and what is in the box then.
struct BoxMove {
  std::size_t factor = 0;
  PrimSide side = PrimSide::high;
  double value = 0;  ///< limit, or the category that is taken off or given back
  int cases = 0, hits = 0;
  double gain = 0;     ///< of density, a case
  int restricted = 0;  ///< factors
};

PrimSample sample_of(const PrimSetting& setting, std::vector<std::size_t> rows) {
  PrimSample sample;
  const Cases& cases = setting.cases;
  sample.order.resize(cases.factor_count());
  for (std::size_t f = 0; f < cases.factor_count(); ++f) {
    if (cases.categorical[f]) continue;
    auto& order = sample.order[f];
    order.resize(rows.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const double x = cases.x[rows[a]][f], y = cases.x[rows[b]][f];
      return x < y || (x == y && a < b);
    });
  }
  for (const std::size_t row : rows) sample.hits += cases.of_interest[row] != 0;
  sample.rows = std::move(rows);
  return sample;
}

/// The limit that takes off (or gives back) a share of ascending values from one end: half way
/// between the values on both sides of the quantile, moved inwards past ties. As the EMA Workbench
/// and before it sdtoolkit have it.
double cut_value(const std::vector<double>& values, double quantile) {
  const double at = static_cast<double>(values.size() - 1) * quantile;
  auto below = static_cast<std::size_t>(std::floor(at));
  auto above = static_cast<std::size_t>(std::ceil(at));
  if (quantile > 0.5) {
    while (values[below] == values[above] && below > 0) --below;
  } else {
    while (values[below] == values[above] && above + 1 < values.size()) ++above;
  }
  return (values[below] + values[above]) / 2;
}

/// Limits, the cases inside them, and those that one limit alone keeps out.
struct OpenBox {
  struct Count {
    int cases = 0, hits = 0;
    void add(bool hit) {
      ++cases;
      hits += hit;
    }
  };
  PrimLimits limits;
  Count inside;
  std::vector<Count> low, high, category;  ///< by factor
  /// By place in the sample: how many factors' limits the case does not keep, and their sum, which
  /// is the factor where it is one.
  std::vector<std::size_t> broken, which;

  bool holds(std::size_t place) const { return broken[place] == 0; }
  bool breaks_only(std::size_t place, std::size_t factor) const {
    return broken[place] == 1 && which[place] == factor;
  }
};

void count_cases(const PrimSetting& setting, const PrimSample& sample, OpenBox& box) {
  box.inside = {};
  for (auto* counts : {&box.low, &box.high, &box.category})
    counts->assign(box.limits.size(), OpenBox::Count{});
  for (std::size_t place = 0; place < sample.rows.size(); ++place) {
    if (box.broken[place] > 1) continue;
    const bool hit = setting.cases.of_interest[sample.rows[place]] != 0;
    if (box.holds(place)) {
      box.inside.add(hit);
      continue;
    }
    const std::size_t f = box.which[place];
    const Restriction& r = box.limits[f];
    const bool below = r.has_low && setting.cases.x[sample.rows[place]][f] < r.low;
    (r.has_categories ? box.category : below ? box.low : box.high)[f].add(hit);
  }
}

/// The box with all cases.
OpenBox open_box(const PrimSetting& setting, const PrimSample& sample) {
  OpenBox box;
  box.limits.resize(setting.cases.factor_count());
  for (std::size_t f = 0; f < box.limits.size(); ++f) {
    box.limits[f].factor = f;
    box.limits[f].categories = setting.categories[f];
  }
  box.broken.assign(sample.rows.size(), 0);
  box.which.assign(sample.rows.size(), 0);
  count_cases(setting, sample, box);
  return box;
}

/// Gives a factor of the box another restriction.
void set_restriction(const PrimSetting& setting, const PrimSample& sample, Restriction r,
                     OpenBox& box) {
  const Restriction& before = box.limits[r.factor];
  for (std::size_t place = 0; place < sample.rows.size(); ++place) {
    const double value = setting.cases.x[sample.rows[place]][r.factor];
    const bool was = !before.holds(value), is = !r.holds(value);
    if (was == is) continue;
    box.broken[place] += is ? 1 : static_cast<std::size_t>(-1);
    box.which[place] += is ? r.factor : static_cast<std::size_t>(0) - r.factor;
  }
  box.limits[r.factor] = std::move(r);
  count_cases(setting, sample, box);
}

double quasi_p(const OpenBox::Count& inside, const OpenBox::Count& kept_out) {
  return binomial_tail(inside.hits, inside.cases,
                       hit_density(inside.hits + kept_out.hits, inside.cases + kept_out.cases));
}

/// A box as it is shown.
Box box_of(const PrimSetting& setting, const OpenBox& open) {
  const auto& limits = open.limits;
  Box box;
  for (std::size_t f = 0; f < limits.size(); ++f) {
    if (!limits[f].restricts()) continue;
    QuasiP p;
    if (limits[f].has_low) p.low = quasi_p(open.inside, open.low[f]);
    if (limits[f].has_high) p.high = quasi_p(open.inside, open.high[f]);
    if (limits[f].has_categories) p.categories = quasi_p(open.inside, open.category[f]);
    box.limits.push_back(limits[f]);
    box.p.push_back(p);
  }
  box.cases = open.inside.cases;
  box.hits = open.inside.hits;
  box.coverage = setting.all_hits > 0 ? box.hits / setting.all_hits : 0;
  box.density = box.cases > 0 ? hit_density(box.hits, box.cases) : 0;
  box.mass = box.cases / setting.all_cases;
  return box;
}

/// Whether the candidate is better than the best before: more gain, or as much with fewer factors.
bool better(const BoxMove& candidate, const std::optional<BoxMove>& best) {
  if (!best) return true;
  if (candidate.gain != best->gain) return candidate.gain > best->gain;
  return candidate.restricted < best->restricted;
}

void set_category(Restriction& r, double category, bool inside,
                  const std::vector<double>& categories) {
  const auto at = std::lower_bound(r.categories.begin(), r.categories.end(), category);
  if (inside)
    r.categories.insert(at, category);
  else
    r.categories.erase(at);
  r.has_categories = r.categories.size() < categories.size();
}

/// A restriction after a cut or a paste. A limit pasted to the end of the factor's range is none.
Restriction moved(const PrimSetting& setting, const BoxMove& move, bool cut, Restriction r) {
  const auto [least, most] = setting.range[move.factor];
  if (move.side == PrimSide::category)
    set_category(r, move.value, !cut, setting.categories[move.factor]);
  if (move.side == PrimSide::low) {
    r.has_low = cut || move.value > least;
    r.low = r.has_low ? move.value : 0;
  }
  if (move.side == PrimSide::high) {
    r.has_high = cut || move.value < most;
    r.high = r.has_high ? move.value : 0;
  }
  return r;
}

/// Fills in gain and count of factors of a move and keeps it where it is the best.
void consider(const PrimSetting& setting, const OpenBox& box, bool cut, BoxMove move,
              std::optional<BoxMove>& best) {
  const auto& now = box.inside;
  if (move.cases == now.cases || move.cases == 0) return;
  move.gain = (hit_density(move.hits, move.cases) - hit_density(now.hits, now.cases)) /
              std::abs(now.cases - move.cases);
  const Restriction& r = box.limits[move.factor];
  move.restricted =
      restricted_count(box.limits) - r.restricts() + moved(setting, move, cut, r).restricts();
  if (better(move, best)) best = move;
}

/// Values of a factor, ascending, with the sums of hits up to each.
struct Ascending {
  std::vector<double> values;
  std::vector<int> hits;  ///< of the first k values
};

/// Of the cases in the box, or of those that this factor's limits alone keep out.
Ascending ascending(const PrimSetting& setting, const PrimSample& sample, const OpenBox& box,
                    std::size_t factor, bool inside) {
  Ascending made;
  made.hits.push_back(0);
  for (const std::size_t place : sample.order[factor]) {
    if (!(inside ? box.holds(place) : box.breaks_only(place, factor))) continue;
    const std::size_t row = sample.rows[place];
    made.values.push_back(setting.cases.x[row][factor]);
    made.hits.push_back(made.hits.back() + (setting.cases.of_interest[row] != 0));
  }
  return made;
}

/// The same cases, as far as they are of a category.
OpenBox::Count in_category(const PrimSetting& setting, const PrimSample& sample, const OpenBox& box,
                           std::size_t factor, double category, bool inside) {
  OpenBox::Count count;
  for (std::size_t place = 0; place < sample.rows.size(); ++place) {
    if (!(inside ? box.holds(place) : box.breaks_only(place, factor))) continue;
    const std::size_t row = sample.rows[place];
    if (setting.cases.x[row][factor] == category) count.add(setting.cases.of_interest[row] != 0);
  }
  return count;
}

std::optional<BoxMove> best_cut(const PrimSetting& setting, const PrimSample& sample,
                                const OpenBox& box) {
  std::optional<BoxMove> best;
  const auto& now = box.inside;
  for (const std::size_t f : setting.factors) {
    if (!setting.cases.categorical[f]) {
      const auto inside = ascending(setting, sample, box, f, true);
      const auto& v = inside.values;
      if (v.front() == v.back()) continue;
      const double high = cut_value(v, 1 - setting.options.peel);
      const auto kept = std::upper_bound(v.begin(), v.end(), high) - v.begin();
      consider(setting, box, true,
               {f, PrimSide::high, high, static_cast<int>(kept),
                inside.hits[static_cast<std::size_t>(kept)]},
               best);
      const double low = cut_value(v, setting.options.peel);
      const auto lost = std::lower_bound(v.begin(), v.end(), low) - v.begin();
      consider(setting, box, true,
               {f, PrimSide::low, low, now.cases - static_cast<int>(lost),
                now.hits - inside.hits[static_cast<std::size_t>(lost)]},
               best);
      continue;
    }
    if (box.limits[f].categories.size() < 2) continue;
    for (const double category : box.limits[f].categories) {
      const auto off = in_category(setting, sample, box, f, category, true);
      consider(setting, box, true,
               {f, PrimSide::category, category, now.cases - off.cases, now.hits - off.hits}, best);
    }
  }
  return best;
}

std::optional<BoxMove> best_paste(const PrimSetting& setting, const PrimSample& sample,
                                  const OpenBox& box) {
  std::optional<BoxMove> best;
  const auto& now = box.inside;
  for (const std::size_t f : setting.factors) {
    const Restriction& r = box.limits[f];
    if (!r.restricts()) continue;
    if (!setting.cases.categorical[f]) {
      const auto outside = ascending(setting, sample, box, f, false);
      const auto& v = outside.values;
      // Those below the low limit come first.
      const auto below = r.has_low ? static_cast<std::size_t>(box.low[f].cases) : std::size_t{0};
      const auto middle = v.begin() + static_cast<std::ptrdiff_t>(below);
      if (below > 0) {
        const double low = cut_value({v.begin(), middle}, 1 - setting.options.paste);
        const auto first =
            static_cast<std::size_t>(std::lower_bound(v.begin(), middle, low) - v.begin());
        consider(setting, box, false,
                 {f, PrimSide::low, low, now.cases + static_cast<int>(below - first),
                  now.hits + outside.hits[below] - outside.hits[first]},
                 best);
      }
      if (middle != v.end()) {
        const double high = cut_value({middle, v.end()}, setting.options.paste);
        const auto end =
            static_cast<std::size_t>(std::upper_bound(middle, v.end(), high) - v.begin());
        consider(setting, box, false,
                 {f, PrimSide::high, high, now.cases + static_cast<int>(end - below),
                  now.hits + outside.hits[end] - outside.hits[below]},
                 best);
      }
      continue;
    }
    for (const double category : setting.categories[f]) {
      if (std::binary_search(r.categories.begin(), r.categories.end(), category)) continue;
      const auto back = in_category(setting, sample, box, f, category, false);
      consider(setting, box, false,
               {f, PrimSide::category, category, now.cases + back.cases, now.hits + back.hits},
               best);
    }
  }
  return best;
}

struct PrimPath {
  std::vector<OpenBox> steps;
  std::size_t peeled = 0;
};

PrimPath path_of(const PrimSetting& setting, const PrimSample& sample) {
  PrimPath path;
  path.steps.push_back(open_box(setting, sample));
  for (const bool cut : {true, false}) {
    for (;;) {
      OpenBox box = path.steps.back();
      if (box.inside.hits == 0 || box.inside.hits == box.inside.cases) break;
      const auto move = cut ? best_cut(setting, sample, box) : best_paste(setting, sample, box);
      if (!move || move->cases / setting.all_cases < setting.options.least_mass) break;
      if (!(move->gain > 0) && (!cut || setting.options.stop_without_gain)) break;
      set_restriction(setting, sample, moved(setting, *move, cut, box.limits[move->factor]), box);
      path.steps.push_back(std::move(box));
    }
    if (cut) path.peeled = path.steps.size() - 1;
  }
  return path;
}

/// Drops the least significant limit until all are significant.
void drop_insignificant(const PrimSetting& setting, const PrimSample& sample, OpenBox& box) {
  for (;;) {
    double worst = 0;
    Restriction without;
    for (const Restriction& r : box.limits) {
      const auto look = [&](const OpenBox::Count& kept_out, auto drop) {
        const double p = quasi_p(box.inside, kept_out);
        if (!(p > worst)) return;
        worst = p;
        without = r;
        drop();
      };
      if (r.has_low) look(box.low[r.factor], [&] { without.has_low = false, without.low = 0; });
      if (r.has_high) look(box.high[r.factor], [&] { without.has_high = false, without.high = 0; });
      if (r.has_categories)
        look(box.category[r.factor], [&] {
          without.has_categories = false;
          without.categories = setting.categories[r.factor];
        });
    }
    if (worst == 0 || worst < setting.options.significance) return;
    set_restriction(setting, sample, std::move(without), box);
  }
}

struct ChosenBox {
  std::size_t step = 0;
  OpenBox box;
  int restricted = 0;
};

/// Whether a is to be taken rather than b, which comes before it on the path.
bool preferred(const PrimSetting& setting, int hits, const ChosenBox& a, const ChosenBox& b) {
  const auto &x = a.box.inside, &y = b.box.inside;
  if (setting.options.least_density > 0) {
    if (x.hits != y.hits) return x.hits > y.hits;
    if (x.cases != y.cases) return x.cases < y.cases;
  } else {
    // The harmonic mean of hits / all hits and hits / cases is 2 hits / (all hits + cases).
    const auto left = static_cast<long long>(x.hits) * (hits + y.cases);
    const auto right = static_cast<long long>(y.hits) * (hits + x.cases);
    if (left != right) return left > right;
  }
  return a.restricted < b.restricted;
}

std::optional<ChosenBox> choose(const PrimSetting& setting, const PrimSample& sample,
                                const PrimPath& path) {
  std::optional<ChosenBox> best;
  for (std::size_t step = 1; step < path.steps.size(); ++step) {
    ChosenBox candidate{step, path.steps[step]};
    drop_insignificant(setting, sample, candidate.box);
    candidate.restricted = restricted_count(candidate.box.limits);
    const double density = hit_density(candidate.box.inside.hits, candidate.box.inside.cases);
    if (candidate.restricted == 0 || !(density > setting.all_hits / setting.all_cases) ||
        density < setting.options.least_density)
      continue;
    if (!best || preferred(setting, sample.hits, candidate, *best)) best = std::move(candidate);
  }
  return best;
}

/// Reproducibility of a box that was found in `rows`, by rounds of PRIM on resamples of them.
void reproduce(const PrimSetting& setting, const std::vector<std::size_t>& rows,
               std::uint32_t place, const PrimLimits& found, Box& box) {
  const int replicates = setting.options.replicates;
  if (replicates == 0) return;
  std::vector<int> times(found.size(), 0);
  int same = 0;
  for (int r = 0; r < replicates; ++r) {
    analysis::KeyedDraws draws(setting.options.seed, analysis::DrawPurpose::bootstrap,
                               static_cast<std::uint32_t>(r), place);
    std::vector<std::size_t> drawn(rows.size());
    for (auto& row : drawn) row = rows[draws.below(rows.size())];
    const auto sample = sample_of(setting, std::move(drawn));
    const auto again = choose(setting, sample, path_of(setting, sample));
    bool all_same = true;
    for (std::size_t f = 0; f < found.size(); ++f) {
      const bool restricts = again && again->box.limits[f].restricts();
      times[f] += restricts;
      all_same = all_same && restricts == found[f].restricts();
    }
    same += all_same;
  }
  for (const int count : times) box.reproducibility.push_back(hit_density(count, replicates));
  box.same_factors = hit_density(same, replicates);
}

void check_options(const PrimOptions& options) {
  const auto require = [](bool holds, const char* what) {
    if (!holds) throw std::invalid_argument(what);
  };
  require(options.peel > 0 && options.peel < 0.5, "the share to peel is outside (0, 0.5)");
  require(options.paste > 0 && options.paste < 0.5, "the share to paste is outside (0, 0.5)");
  for (const double share : {options.least_mass, options.significance, options.least_density})
    require(share >= 0 && share <= 1, "a share is outside [0, 1]");
  require(options.max_boxes >= 0, "boxes below 0");
  require(options.replicates >= 0, "replicates below 0");
}

PrimSetting setting_of(const Cases& cases, const PrimOptions& options) {
  PrimSetting setting{cases,
                      options,
                      static_cast<double>(cases.case_count()),
                      static_cast<double>(cases.hit_count()),
                      {},
                      {},
                      {}};
  for (const bool categorical : {false, true})
    for (std::size_t f = 0; f < cases.factor_count(); ++f)
      if ((cases.categorical[f] != 0) == categorical) setting.factors.push_back(f);
  for (std::size_t f = 0; f < cases.factor_count(); ++f) {
    auto values = distinct_values(cases, f);
    setting.range.emplace_back(values.front(), values.back());
    if (!cases.categorical[f]) values.clear();
    setting.categories.push_back(std::move(values));
  }
  return setting;
}

}  // namespace

double binomial_tail(int hits, int cases, double density) {
  if (hits < 0 || hits > cases || !(density >= 0 && density <= 1))
    throw std::invalid_argument("no such binomial tail");
  if (hits == 0 || density == 1) return 1;
  if (density == 0) return 0;
  // Probabilities relative to the largest, from it up and down until they no longer count: the
  // ratio of two sums.
  constexpr double negligible = 1e-17;
  const int mode = std::min(cases, static_cast<int>((cases + 1) * density));
  const double odds = density / (1 - density);
  double tail = mode >= hits ? 1 : 0, rest = 1 - tail, p = 1;
  for (int k = mode + 1; k <= cases && p > negligible * tail; ++k) {
    p *= odds * (cases - k + 1) / k;
    (k >= hits ? tail : rest) += p;
  }
  p = 1;
  for (int k = mode - 1; k >= 0 && p > negligible * (tail + rest); --k) {
    p *= (k + 1) / (odds * (cases - k));
    (k >= hits ? tail : rest) += p;
  }
  return tail / (tail + rest);
}

PrimResult prim(const Cases& cases, const PrimOptions& options) {
  check_cases(cases);
  check_options(options);
  const PrimSetting setting = setting_of(cases, options);
  PrimResult result;
  result.cases = static_cast<int>(cases.case_count());
  result.hits = cases.hit_count();
  result.base_rate = setting.all_hits / setting.all_cases;

  std::vector<std::size_t> rows(cases.case_count());
  std::iota(rows.begin(), rows.end(), std::size_t{0});
  int covered = 0, inside = 0;
  while (static_cast<int>(result.boxes.size()) < options.max_boxes && !rows.empty()) {
    const auto sample = sample_of(setting, rows);
    const PrimPath path = path_of(setting, sample);
    PrimTrajectory& trajectory = result.trajectories.emplace_back();
    trajectory.peeled = path.peeled;
    for (const OpenBox& step : path.steps) trajectory.steps.push_back(box_of(setting, step));
    const auto chosen = choose(setting, sample, path);
    if (!chosen) break;
    trajectory.chosen = chosen->step;
    Box box = box_of(setting, chosen->box);
    reproduce(setting, rows, box_place + static_cast<std::uint32_t>(result.boxes.size()),
              chosen->box.limits, box);
    rows.erase(std::remove_if(rows.begin(), rows.end(),
                              [&](std::size_t row) { return holds_all(box.limits, cases.x[row]); }),
               rows.end());
    covered += box.hits;
    inside += box.cases;
    result.boxes.push_back(std::move(box));
  }
  if (inside > 0) {
    result.coverage = covered / setting.all_hits;
    result.density = hit_density(covered, inside);
  }
  return result;
}

}  // namespace balloon::decision
