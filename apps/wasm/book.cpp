#include "apps/wasm/book.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <stdexcept>

#include "analysis/ledger.hpp"
#include "apps/wasm/mill.hpp"
#include "core/hash.hpp"
#include "io/json_result.hpp"
#include "io/report_context.hpp"

namespace balloon::lab {
namespace {

using analysis::Ensemble;
using report::Annual;

model::Outcome outcome_named(const std::string& name) {
  for (int o = 0; o < model::outcome_count; ++o)
    if (name == model::outcomes[o].name) return static_cast<model::Outcome>(o);
  throw std::invalid_argument("no outcome is named " + name);
}

Annual annual_named(const std::string& name) {
  if (name == "december") return Annual::december;
  if (name == "sum") return Annual::sum;
  if (name == "mean") return Annual::mean;
  throw std::invalid_argument("a year is made by december, sum or mean, not by " + name);
}

/// Appends the quantiles of `values`, which are sorted by it.
void put(std::vector<double>& values, std::vector<double>& out) {
  if (values.empty()) {
    out.insert(out.end(), figures, std::numeric_limits<double>::quiet_NaN());
    return;
  }
  std::sort(values.begin(), values.end(), std::less<>());  // by a name of its own it is inlined
  for (const double p : {0.05, 0.25, 0.5, 0.75, 0.95})
    out.push_back(analysis::quantile_of(values, p));
}

/// Pretends for a while that an ensemble has no more than its first members.
class FirstMembers {
 public:
  FirstMembers(Ensemble& ensemble, int members)
      : ensemble_(ensemble), all_(ensemble.result.members) {
    ensemble_.result.members = std::min(all_, members);
  }
  ~FirstMembers() { ensemble_.result.members = all_; }
  FirstMembers(const FirstMembers&) = delete;
  FirstMembers& operator=(const FirstMembers&) = delete;

 private:
  Ensemble& ensemble_;
  int all_;
};

}  // namespace

void Book::open(int key, int members) {
  if (members < 1 || members > most_members)
    throw std::invalid_argument("the lab runs 1 to " + std::to_string(most_members) + " members");
  Ensemble e;
  const auto& o = base_.options;
  e.layout = model::make_layout(base_.world, nullptr);
  e.from = o.from;
  e.to = o.to;
  e.seed = o.seed;
  e.source = o.source;
  e.result.shape = analysis::row_shape(o, e.layout);
  e.result.members = members;
  const auto n = static_cast<std::size_t>(members);
  e.result.rows.resize(n * e.result.shape.member_size());
  e.result.hash.assign(n, 0);
  e.result.failed.assign(n, 0);
  e.result.done.assign(n, 0);
  arms_[key] = std::move(e);
}

const Ensemble& Book::arm(int key) const {
  const auto found = arms_.find(key);
  if (found == arms_.end()) throw std::invalid_argument("no ensemble has that key");
  return found->second;
}

Ensemble& Book::arm(int key) {
  const auto found = arms_.find(key);
  if (found == arms_.end()) throw std::invalid_argument("no ensemble has that key");
  return found->second;
}

void Book::take(int key, int reference, const std::uint32_t* words, std::size_t count) {
  unpack(words, count, reference < 0 ? nullptr : &arm(reference), arm(key));
}

Book::Count Book::count(int key, int reference, int members) const {
  const auto& a = arm(key).result;
  const auto& b = arm(reference).result;
  Count n;
  for (int i = 0; i < std::min({members, a.members, b.members}); ++i) {
    const auto at = static_cast<std::size_t>(i);
    if (a.usable(i) && b.usable(i))
      ++n.usable;
    else if (a.done[at] != 0 && b.done[at] != 0)
      ++n.failed;
  }
  return n;
}

std::string Book::outcome_hash(int key, int members) const {
  const auto& all = arm(key).result;
  engine::Result first;
  const auto n = static_cast<std::ptrdiff_t>(std::min(members, all.members));
  first.hash.assign(all.hash.begin(), all.hash.begin() + n);
  first.failed.assign(all.failed.begin(), all.failed.begin() + n);
  return hex64(first.outcome_hash());
}

std::vector<double> Book::series(std::string_view request) const {
  const auto j = nlohmann::json::parse(request);
  const auto& policy = arm(j.at("policy").get<int>());
  const auto& reference = arm(j.at("reference").get<int>());
  const int most =
      std::min({j.at("members").get<int>(), policy.result.members, reference.result.members});
  std::vector<int> members;
  for (int i = 0; i < most; ++i)
    if (policy.result.usable(i) && reference.result.usable(i)) members.push_back(i);
  const int first = year_of(policy.from), last = year_of(policy.to);
  std::vector<double> out;
  for (const auto& series : j.at("series")) {
    const auto outcome = outcome_named(series.at("outcome").get<std::string>());
    const auto how = annual_named(series.at("how").get<std::string>());
    const double scale = series.at("scale").get<double>();
    const auto groups = series.at("groups").get<std::vector<std::vector<int>>>();
    for (const auto& places : groups)
      for (const int place : places)
        if (place < 0 || place >= policy.layout.places[outcome])
          throw std::invalid_argument("the outcome has no such place");
    // Member by member, in the order in which a member's rows lie in memory; all values of a group
    // and year then lie together.
    const auto count = members.size();
    const auto years = static_cast<std::size_t>(last - first + 1);
    std::vector<double> with(groups.size() * years * count), without(with.size());
    for (std::size_t n = 0; n < count; ++n)
      for (std::size_t y = 0; y < years; ++y)
        for (std::size_t g = 0; g < groups.size(); ++g) {
          const auto at = (g * years + y) * count + n;
          const int year = first + static_cast<int>(y);
          const int i = members[n];
          with[at] = scale * report::annual_value(policy, outcome, i, groups[g], year, how);
          without[at] = scale * report::annual_value(reference, outcome, i, groups[g], year, how);
        }
    std::vector<double> a(count), b(count), difference(count);
    for (std::size_t row = 0; row < groups.size() * years; ++row) {
      for (std::size_t n = 0; n < count; ++n) {
        a[n] = with[row * count + n];
        b[n] = without[row * count + n];
        difference[n] = a[n] - b[n];
      }
      if (a == b) {  // years before a strategy begins: sorted once
        put(b, out);
        const std::vector<double> same(out.end() - figures, out.end());
        out.insert(out.end(), same.begin(), same.end());
        for (const double x : same) out.push_back(x - x);
        continue;
      }
      for (auto* values : {&a, &b, &difference}) put(*values, out);
    }
  }
  return out;
}

Json Book::ledger(int key, const model::Policy& policy, int reference, const model::Policy& other,
                  int members) {
  auto& a = arm(key);
  auto& b = arm(reference);
  const FirstMembers first_a(a, members), first_b(b, members);
  const auto target = analysis::target_of(base_.world, policy, other);
  const auto ledger = analysis::make_ledger(base_.world, a, b, target,
                                            std::max(policy.window_start, base_.options.from));
  auto j = ledger_json(base_.world, ledger);
  for (std::size_t r = 0; r < ledger.rows.size(); ++r) {
    const auto shares = analysis::mean_shares(ledger.rows[r]);
    Json mean{{"in_place", shares.in_place}, {"home", shares.home}, {"gone", shares.gone}};
    for (std::size_t c = 0; c < shares.country.size(); ++c)
      mean["country"][base_.world.countries[c]] = shares.country[c];
    j["rows"][r]["mean_per_100_ha"] = std::move(mean);
  }
  return j;
}

}  // namespace balloon::lab
