// Compiled once for each instruction set and lane width; cmake/BalloonKernels.cmake defines
// BALLOON_KERNEL_ARCH, BALLOON_KERNEL_LANES and BALLOON_KERNEL_ENTRY.
#include "analysis/kernel.hpp"

#include <cstring>
#include <type_traits>

namespace balloon::analysis {
namespace {

/// Keeps the templates of this kernel apart from those of other instruction sets.
struct BALLOON_KERNEL_ARCH;
using L = Lanes<BALLOON_KERNEL_LANES, BALLOON_KERNEL_ARCH>;

/// Everything a block needs, kept off the stack of small threads.
struct Workspace {
  model::Parameters<L> parameters;
  model::Constants<L> constants;
  model::State<L> state;
  model::Flows<L> flows;
  model::Reports<L> reports;
  model::Rows<L> rows;
  typename L::WordsType hash;
};

void load_draws(const BlockInput& in, int active, model::Parameters<L>& p) {
  for (int lane = 0; lane < L::width; ++lane) {
    // Lanes beyond the last member repeat it; their rows are not kept.
    const auto& d = in.draws[lane < active ? lane : active - 1];
    for (int i = 0; i < model::parameter_count; ++i) p.value[i].set(lane, d.value[i]);
    for (int i = 0; i < model::switch_count; ++i) p.structure[i].set(lane, d.structure[i]);
  }
}

/// Narrows a row to floats for each member and folds its 64-bit values into the members' hashes.
void store(const L* row, int width, int active, float* const* to, typename L::WordsType& hash) {
  for (int i = 0; i < width; ++i) {
    for (int part = 0; part < L::parts; ++part) {
      using B = typename L::WordsType::Part;
      const B x = hash.part[part] ^ (B)row[i].part[part];
      hash.part[part] = (x ^ (x >> 29)) * 0x9e3779b97f4a7c15ULL;
    }
  }
  for (int lane = 0; lane < active; ++lane)
    for (int i = 0; i < width; ++i) to[lane][i] = static_cast<float>(row[i].lane(lane));
}

/// Advances a block over [begin, end) under one policy; false where it was stopped.
bool advance(const BlockInput& in, const model::Policy& policy, int begin, int end, Workspace& w,
             engine::BlockSink& sink) {
  StreamKey<L> key;
  key.seed = in.seed;
  for (int lane = 0; lane < L::width; ++lane)
    key.member.set(lane, in.first_member + static_cast<std::uint64_t>(lane));
  model::Context<L> c{*in.world, policy, w.parameters, w.constants, key};
  // As with draws, lanes beyond the last member repeat it.
  model::GivenUnknowns given[L::width];
  if (in.given != nullptr) {
    for (int lane = 0; lane < L::width; ++lane)
      given[lane] = in.given[lane < sink.active ? lane : sink.active - 1];
    c.given = given;
  }
  const auto& layout = *in.layout;
  if (begin == -model::burn_in_months) {
    c.burn_in = true;
    model::start(c, w.constants, w.state, w.flows);
  }
  for (int month = begin; month < end; ++month) {
    if ((month & 15) == 0 && sink.stop != nullptr && sink.stop->load(std::memory_order_relaxed))
      return false;
    c.month = month;
    c.t = month < 0 ? 0 : month;
    c.burn_in = month < 0;
    const L balance = model::month(c, w.constants, w.state, w.flows, w.reports);
    if (month < in.from) continue;
    const bool december = month_of_year(month) == 12;
    const bool first = month == in.from || month_of_year(month) == 1;
    model::record_month(c, layout, w.state, w.flows, w.reports, balance, first, december, w.rows);
    float* to[engine::BlockSink::max_block];
    const auto at =
        static_cast<std::size_t>(month - in.from) * static_cast<std::size_t>(layout.monthly_width);
    for (int i = 0; i < sink.active; ++i) to[i] = sink.rows[i] + at;
    store(w.rows.monthly, layout.monthly_width, sink.active, to, w.hash);
    if (december) {
      const auto year = static_cast<std::size_t>(year_of(month) - year_of(in.from));
      const auto start = static_cast<std::size_t>(sink.shape.months) *
                             static_cast<std::size_t>(layout.monthly_width) +
                         year * static_cast<std::size_t>(layout.yearly_width);
      for (int i = 0; i < sink.active; ++i) to[i] = sink.rows[i] + start;
      store(w.rows.yearly, layout.yearly_width, sink.active, to, w.hash);
    }
  }
  return true;
}

void finish(const Workspace& w, engine::BlockSink& sink) {
  for (int i = 0; i < sink.active; ++i) {
    sink.hash[i] = w.hash.lane(i);
    sink.failed[i] = w.state.failed.lane(i);
  }
}

/// Copies the rows recorded before the fork, which are the same in every arm.
void copy_rows(const BlockInput& in, int fork, const engine::BlockSink& from,
               engine::BlockSink& to) {
  if (fork <= in.from) return;
  const auto width = static_cast<std::size_t>(in.layout->monthly_width);
  const auto monthly = static_cast<std::size_t>(fork - in.from) * width;
  const auto yearly_from = static_cast<std::size_t>(from.shape.months) * width;
  // Years that end before the fork.
  const int years = year_of(fork) - year_of(in.from);
  const auto yearly =
      static_cast<std::size_t>(years) * static_cast<std::size_t>(in.layout->yearly_width);
  for (int i = 0; i < from.active; ++i) {
    for (std::size_t k = 0; k < monthly; ++k) to.rows[i][k] = from.rows[i][k];
    for (std::size_t k = yearly_from; k < yearly_from + yearly; ++k)
      to.rows[i][k] = from.rows[i][k];
  }
}

/// One arm from its start or checkpoint, saving checkpoints on the way.
bool simulate_one(const BlockInput& in, engine::BlockSink& sink, Workspace& w) {
  static_assert(std::is_trivially_copyable_v<Workspace>);
  int begin = -model::burn_in_months;
  if (in.resume != nullptr) {
    std::memcpy(&w, in.resume->bytes.data(), sizeof w);
    load_draws(in, sink.active, w.parameters);  // its switches may be others from here on
    begin = in.resume->month;
  }
  if (in.saves != nullptr) {
    for (auto& save : *in.saves) {
      if (save.month < begin || save.month > in.to) continue;
      if (!advance(in, *in.policies[0], begin, save.month, w, sink)) return false;
      begin = save.month;
      save.bytes.resize(sizeof w);
      std::memcpy(save.bytes.data(), &w, sizeof w);
    }
  }
  if (!advance(in, *in.policies[0], begin, in.to + 1, w, sink)) return false;
  finish(w, sink);
  return true;
}

/// The common beginning once, then each arm from the fork.
bool simulate(const BlockInput& in, engine::BlockSink* sinks, Workspace& w, Workspace& saved) {
  load_draws(in, sinks[0].active, w.parameters);
  w.hash = typename L::WordsType(0x62616c6c6f6f6e31ULL);
  if (in.arms == 1) return simulate_one(in, sinks[0], w);
  const int end = in.to + 1;
  const int fork = in.fork > end ? end : in.fork;
  if (!advance(in, *in.policies[0], -model::burn_in_months, fork, w, sinks[0])) return false;
  for (int a = 1; a < in.arms; ++a) copy_rows(in, fork, sinks[0], sinks[a]);
  saved = w;
  for (int a = 0; a < in.arms; ++a) {
    if (a > 0) w = saved;
    if (fork < end && !advance(in, *in.policies[a], fork, end, w, sinks[a])) return false;
    finish(w, sinks[a]);
  }
  return true;
}

}  // namespace
}  // namespace balloon::analysis

extern "C" bool BALLOON_KERNEL_ENTRY(const balloon::analysis::BlockInput& in,
                                     balloon::engine::BlockSink* sinks);
extern "C" bool BALLOON_KERNEL_ENTRY(const balloon::analysis::BlockInput& in,
                                     balloon::engine::BlockSink* sinks) {
  using namespace balloon::analysis;
  auto* w = new Workspace[2];
  const bool done = simulate(in, sinks, w[0], w[1]);
  delete[] w;
  return done;
}
