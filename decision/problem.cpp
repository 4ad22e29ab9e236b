#include "decision/problem.hpp"

#include <cstring>

#include "core/hash.hpp"

namespace balloon::decision {
namespace {

/// Folds values into one hash, in order.
class Fold {
 public:
  void text(const std::string& t) { whole(hash_text(t)); }
  void whole(std::uint64_t x) { hash_ = hash_combine(hash_, x); }
  void number(double x) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &x, sizeof bits);
    whole(bits);
  }
  void place(int x) { whole(static_cast<std::uint64_t>(static_cast<std::int64_t>(x))); }
  void measure(const Measure& m) {
    place(m.outcome);
    place(static_cast<int>(m.places.size()));
    for (const int p : m.places) place(p);
    place(static_cast<int>(m.statistic));
    place(m.from);
    place(m.to);
  }
  std::uint64_t value() const { return hash_; }

 private:
  std::uint64_t hash_ = 0x6465636964653031ULL;
};

void fold_date(Fold& f, const Date& d) {
  f.place(d.year);
  f.place(d.month);
  f.place(d.day);
}

}  // namespace

std::uint64_t problem_hash(const DecisionProblem& p) {
  Fold f;
  f.text(p.id);
  f.text(p.base);
  f.place(p.first_month);
  f.place(p.last_month);
  for (const auto& b : p.budgets) {
    f.text(b.id);
    f.place(b.donor);
    f.number(b.amount);
    f.place(b.spend_all ? 1 : 0);
  }
  for (const auto& s : p.strings) {
    f.place(s.budget);
    for (const int l : s.levers) f.place(l);
    f.number(s.at_least);
    f.number(s.at_most);
  }
  for (const auto& l : p.levers) {
    f.text(l.id);
    f.place(l.instrument);
    f.text(l.place);
    fold_date(f, l.from);
    fold_date(f, l.to);
    f.place(l.budget);
    f.number(l.at_least);
    f.number(l.at_most);
    f.number(l.historical);
  }
  for (const auto& o : p.objectives) {
    f.measure(o.measure);
    f.place(o.maximise ? 1 : 0);
    f.place(static_cast<int>(o.attitude.kind));
    f.number(o.attitude.level);
    f.number(o.attitude.threshold);
  }
  for (const auto& l : p.limits) {
    f.measure(l.measure);
    f.place(l.at_most ? 1 : 0);
    f.number(l.limit);
    f.place(l.of_historical ? 1 : 0);
    f.number(l.probability);
  }
  f.place(static_cast<int>(p.method));
  f.place(p.population);
  f.place(p.members);
  f.whole(p.seed);
  return f.value();
}

}  // namespace balloon::decision
