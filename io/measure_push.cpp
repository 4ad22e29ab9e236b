#include "io/measure_push.hpp"

#include <algorithm>
#include <stdexcept>

#include "analysis/resumable.hpp"
#include "io/measure_model.hpp"

namespace balloon {

namespace {

using measure::Index;
using measure::Matrix;
using measure::Vector;

constexpr std::size_t horizons = push_horizons.size();

void check(const PushRequest& r) {
  if (r.instrument != model::eradication_manual && r.instrument != model::eradication_aerial &&
      r.instrument != model::eradication_voluntary)
    throw std::invalid_argument("a push is of manual, aerial or voluntary eradication");
  if (hub_of(r.country) < 0)
    throw std::invalid_argument("pushes are made in COL, PER or BOL, not in " + r.country);
  if (r.years.empty()) throw std::invalid_argument("a push needs a year");
  for (const int year : r.years)
    if (year <= first_year || year >= last_year)
      throw std::invalid_argument("pushes lie in 1991 to 2034");
  if (!(r.share > 0) || !(r.least_ha > 0))
    throw std::invalid_argument("a push needs a share and a least area above 0");
}

/// Members' mean coca by zone (rows, World::zones) and year of push (columns) in the December
/// before. Empty where it was stopped.
Matrix mean_areas(const model::World& world, const model::Policy& policy, const PushRequest& r,
                  const bool* outcomes, const std::atomic<bool>* stop) {
  const auto [first, last] = std::minmax_element(r.years.begin(), r.years.end());
  analysis::RunOptions options = r.options;
  options.outcomes = outcomes;
  options.from = month_index(*first - 1, 12);
  options.to = month_index(*last - 1, 12);
  const auto run = analysis::simulate(world, policy, options, {}, stop);
  if (run.result.stopped) return {};
  const auto zones = static_cast<Index>(world.zones.size());
  Matrix mean = Matrix::Zero(zones, static_cast<Index>(r.years.size()));
  int usable = 0;
  for (int i = 0; i < options.members; ++i) {
    if (!run.result.usable(i)) continue;
    ++usable;
    for (Index z = 0; z < zones; ++z)
      for (Index y = 0; y < mean.cols(); ++y)
        mean(z, y) += static_cast<double>(
            run.monthly(model::o_coca_area, i, static_cast<int>(z),
                        month_index(r.years[static_cast<std::size_t>(y)] - 1, 12)));
  }
  return mean / std::max(usable, 1);
}

/// One block of members through all pushes.
class PushBlock {
 public:
  PushBlock(const model::World& world, const model::Policy& policy, const PushRequest& request,
            const ModelTruth& plan, const bool* outcomes)
      : world_(world),
        without_(policy),
        policy_(policy),
        instrument_(request.instrument),
        years_(request.years),
        plan_(plan),
        options_(request.options),
        layout_(model::make_layout(world, outcomes)) {
    options_.outcomes = outcomes;
  }

  /// Fills the members' truths; false where it was stopped.
  bool run(std::uint64_t first, engine::BlockSink& sink, MemberTruth* members) {
    const auto zones = static_cast<Index>(world_.zones.size());
    const auto rows = static_cast<Index>(plan_.pushed.size());
    for (int i = 0; i < sink.active; ++i) {
      for (auto& response : members[i].at) {
        response.alone = Matrix::Zero(rows, zones);
        response.together = Vector::Zero(zones);
      }
      members[i].removed = Vector::Zero(rows);
    }
    // One run without a push saves how every year begins.
    std::vector<int> years = years_;
    std::sort(years.begin(), years.end());
    std::vector<analysis::Checkpoint> saves;
    for (const int year : years) saves.push_back({month_index(year, 1), {}});
    options_.from = saves.front().month;
    options_.to = saves.back().month;
    analysis::run_block(world_, policy_, options_, first, sink.active, nullptr, &saves);
    for (Index y = 0; y < plan_.extra.cols(); ++y) {
      const int start = month_index(years_[static_cast<std::size_t>(y)], 1);
      const auto save =
          std::find_if(saves.begin(), saves.end(), [&](const auto& s) { return s.month == start; });
      options_.from = start;
      options_.to = start + push_horizons.back() - 1;
      const auto from_save = [&] {
        auto made =
            analysis::run_block(world_, policy_, options_, first, sink.active, &*save, nullptr);
        for (int i = 0; i < sink.active; ++i)
          if (made.failed[static_cast<std::size_t>(i)] != 0) sink.failed[i] = true;
        return made;
      };
      const auto without = from_save();
      for (Index row = 0; row <= rows; ++row) {  // the last: all rows at once
        if (sink.stop != nullptr && sink.stop->load(std::memory_order_relaxed)) return false;
        if (row < rows && plan_.extra(row, y) <= 0) continue;
        set_levers(row, y, start, true);
        const auto with = from_save();
        set_levers(row, y, start, false);
        for (int i = 0; i < sink.active; ++i) add(with, without, row, i, members[i]);
      }
    }
    const Vector extra = plan_.extra.rowwise().sum();
    for (int i = 0; i < sink.active; ++i) {
      for (auto& response : members[i].at) {
        response.alone.array().colwise() /= extra.array();
        response.together /= extra.sum();
      }
      members[i].removed.array() /= extra.array();
    }
    return true;
  }

 private:
  /// Gives a row's zone its extra hectares, or all zones theirs where the row is one beyond; or
  /// takes them back.
  void set_levers(Index row, Index y, int start, bool on) {
    for (Index r = 0; r < plan_.extra.rows(); ++r) {
      if (row < plan_.extra.rows() && r != row) continue;
      const int zone = plan_.pushed[static_cast<std::size_t>(r)];
      const double extra = on ? plan_.extra(r, y) / 12 : 0;
      for (int month = start; month < start + 12; ++month)
        policy_.quantity(instrument_, zone, month) =
            without_.quantity(instrument_, zone, month) + extra;
    }
  }

  /// Adds the changes that a push made of a member.
  void add(const analysis::BlockRun& with, const analysis::BlockRun& without, Index row, int i,
           MemberTruth& member) const {
    const auto change = [&](model::Outcome outcome, int month, int zone) {
      const auto at =
          static_cast<std::size_t>(i) * row_size() +
          static_cast<std::size_t>(month * layout_.monthly_width + layout_.offset[outcome] + zone);
      return static_cast<double>(with.rows[at]) - static_cast<double>(without.rows[at]);
    };
    const bool all = row == plan_.extra.rows();
    for (std::size_t k = 0; k < horizons; ++k)
      for (Index z = 0; z < member.at[k].together.size(); ++z) {
        const double ha = change(model::o_coca_area, push_horizons[k] - 1, static_cast<int>(z));
        (all ? member.at[k].together(z) : member.at[k].alone(row, z)) += ha;
      }
    if (all) return;
    const int zone = plan_.pushed[static_cast<std::size_t>(row)];
    for (int month = 0; month < push_horizons.front(); ++month)
      member.removed(row) += change(model::o_eradicated, month, zone);
  }
  std::size_t row_size() const { return analysis::row_shape(options_, layout_).member_size(); }

  const model::World& world_;
  const model::Policy& without_;
  model::Policy policy_;
  model::Instrument instrument_;
  const std::vector<int>& years_;
  const ModelTruth& plan_;
  analysis::RunOptions options_;
  model::OutcomeLayout layout_;
};

/// Sums of a response's row over the pushed zones, their country's other zones, and the rest.
template <class Row>
PushEffect split(const model::World& world, const Row& row, const std::vector<char>& own, int hub) {
  PushEffect e;
  for (Index z = 0; z < static_cast<Index>(world.zones.size()); ++z) {
    const auto zone = static_cast<std::size_t>(z);
    double& part = own[zone] != 0 ? e.own : world.zones[zone].country == hub ? e.home : e.abroad;
    part += row(z);
  }
  return e;
}

}  // namespace

ModelTruth run_pushes(const model::World& world, const model::Policy& policy,
                      const PushRequest& request, const engine::ProgressFunction& progress,
                      const std::atomic<bool>* stop) {
  check(request);
  bool outcomes[model::outcome_count] = {};
  outcomes[model::o_coca_area] = outcomes[model::o_eradicated] = true;
  ModelTruth truth;
  truth.country = request.country;
  const Matrix mean = mean_areas(world, policy, request, outcomes, stop);
  truth.stopped = mean.size() == 0;
  if (truth.stopped) return truth;
  for (std::size_t z = 0; z < world.zones.size(); ++z)
    if (world.zones[z].country == hub_of(request.country) &&
        mean.row(static_cast<Index>(z)).maxCoeff() >= request.least_ha)
      truth.pushed.push_back(static_cast<int>(z));
  if (truth.pushed.empty()) throw std::invalid_argument("no zone has the least area of a push");
  const Matrix areas = mean(truth.pushed, Eigen::all);
  truth.mean_area = areas.rowwise().mean();
  truth.extra = (areas.array() >= request.least_ha).select(request.share * areas, 0.0);

  engine::Plan plan;
  plan.members = request.options.members;
  plan.block = analysis::block_size(request.options);
  plan.threads = request.options.threads;
  std::vector<MemberTruth> all(static_cast<std::size_t>(plan.members));
  const auto block = [&](std::uint64_t first, engine::BlockSink& sink) {
    return PushBlock(world, policy, request, truth, outcomes).run(first, sink, all.data() + first);
  };
  const auto result = engine::run(plan, {}, block, progress, stop);
  truth.stopped = result.stopped;
  truth.failed = result.failed_members();
  for (int i = 0; i < plan.members; ++i) {
    if (!result.usable(i)) continue;
    auto& member = all[static_cast<std::size_t>(i)];
    const auto number = static_cast<std::uint64_t>(i);
    member.member = i;
    member.structure = request.options.source == nullptr
                           ? model::structure_of(number)
                           : request.options.source->structure(number);
    truth.members.push_back(std::move(member));
  }
  return truth;
}

PushEffect alone(const model::World& world, const ModelTruth& truth, const PushResponse& response) {
  const Vector extra = truth.extra.rowwise().sum();
  PushEffect mean;
  for (Index row = 0; row < response.alone.rows(); ++row) {
    std::vector<char> own(world.zones.size(), 0);
    own[static_cast<std::size_t>(truth.pushed[static_cast<std::size_t>(row)])] = 1;
    const auto e = split(world, response.alone.row(row), own, hub_of(truth.country));
    const double weight = extra(row) / extra.sum();
    mean.own += weight * e.own;
    mean.home += weight * e.home;
    mean.abroad += weight * e.abroad;
  }
  return mean;
}

PushEffect together(const model::World& world, const ModelTruth& truth,
                    const PushResponse& response) {
  std::vector<char> own(world.zones.size(), 0);
  for (const int z : truth.pushed) own[static_cast<std::size_t>(z)] = 1;
  return split(world, response.together, own, hub_of(truth.country));
}

double contrast(const model::World& world, const ModelTruth& truth, const PushResponse& response) {
  int others = -1;  // than the one that is pushed
  for (const auto& zone : world.zones) others += zone.country == hub_of(truth.country) ? 1 : 0;
  const auto e = alone(world, truth, response);
  return others > 0 ? e.own - e.home / others : e.own;
}

}  // namespace balloon
