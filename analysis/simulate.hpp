// Simulate a policy: draws, blocks, threads, outcomes.
#pragma once

#include <optional>
#include <string>

#include "analysis/kernel.hpp"

namespace balloon::analysis {

/// Members given by their unknowns (model/unknowns.hpp) rather than drawn from the priors: a
/// posterior, or an ensemble in work.
class MemberSource {
 public:
  virtual ~MemberSource() = default;
  /// The structure of a member, 0 .. model::structure_count - 1.
  virtual int structure(std::uint64_t member) const = 0;
  /// Its unknowns, and the last year that they hold; they must outlive the run.
  virtual model::GivenUnknowns unknowns(std::uint64_t member) const = 0;
};

/// How to run. Defaults are the program's.
struct RunOptions {
  int members = 200;
  std::uint64_t seed = 2012;
  int threads = 1;
  int lanes = 0;                   ///< 0: the width that runs best here
  std::string arch;                ///< instruction set of the kernel; empty: the best here
  int from = 0;                    ///< first recorded month
  int to = month_count - 1;        ///< last month, a December where yearly outcomes are wanted
  const bool* outcomes = nullptr;  ///< recorded outcomes, all where null
  const MemberSource* source = nullptr;  ///< null: members are drawn from the priors
  engine::Ranks* ranks = nullptr;        ///< that share the members; null: this process has all
  engine::Ranks::To rows_to = engine::Ranks::To::every_rank;  ///< who gets all rows
};

/// An ensemble's outcomes with the names of its axes.
struct Ensemble {
  engine::Result result;
  model::OutcomeLayout layout;
  int from = 0, to = 0;
  std::uint64_t seed = 0;
  std::string kernel;  ///< e.g. "v3 x 4"
  const MemberSource* source = nullptr;

  /// The structure of a member, and its parameters and switches.
  int structure(int member) const;
  model::Draw draw(int member, const model::StructureChoice& choice) const;

  int months() const { return to - from + 1; }
  /// A monthly outcome of a member at a place; `month` is a calendar month index.
  float monthly(model::Outcome o, int member, int place, int month) const {
    return result.monthly(member, month - from, layout.offset[o] + place);
  }
  /// A yearly outcome.
  float yearly(model::Outcome o, int member, int place, int year) const {
    return result.yearly(member, year - year_of(from), layout.offset[o] + place);
  }
};

/// The kernel and the shape of rows that options ask for. Throws std::invalid_argument where they
/// make no sense or no such kernel runs here.
const KernelRecord& kernel_for(const RunOptions& options);
engine::RowShape row_shape(const RunOptions& options, const model::OutcomeLayout& layout);

/// Runs `policy` in `world`. Throws std::invalid_argument where options make no sense or no kernel
/// of the wanted width exists; everything else is in the result.
Ensemble simulate(const model::World& world, const model::Policy& policy, const RunOptions& options,
                  const engine::ProgressFunction& progress, const std::atomic<bool>* stop);

/// Runs several policies over the same members, sharing the months before they first differ. Every
/// arm's bytes are those of `simulate` on its policy alone.
std::vector<Ensemble> simulate_arms(const model::World& world,
                                    const std::vector<const model::Policy*>& policies,
                                    const RunOptions& options,
                                    const engine::ProgressFunction& progress,
                                    const std::atomic<bool>* stop);

/// First month in which two policies differ in anything the model reads; month_count where they
/// never do, -1 where their rules or switches differ, which act from the start.
int first_difference(const model::Policy& a, const model::Policy& b);

}  // namespace balloon::analysis
