// Headline figures: how much the article's strategy, Plan Colombia and the air bridge displaced, by
// structure, by horizon and by channel.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "analysis/ledger.hpp"
#include "io/scenario.hpp"

namespace balloon {

/// One comparison: what was done against what would have been done without it.
struct Strategy {
  const char* name;
  const char* policy;     ///< scenario
  const char* reference;  ///< scenario
  const char* target;     ///< scenario whose target and window the ledger takes
};
inline constexpr Strategy strategies[] = {
    {"Peru's strategy of 2012-16 (the article's)", "humala-2012", "humala-reference",
     "humala-2012"},
    {"Plan Colombia", "history", "no-plan-colombia", "no-plan-colombia"},
    {"The air bridge closed", "history", "air-bridge-open", "air-bridge-open"}};

/// A channel by which one zone reaches another, and the switches without it.
struct Channel {
  std::string name;
  model::StructureChoice off;
};
/// All on, each channel off, all off.
std::vector<Channel> channels();

/// A strategy's ledger with all channels on, and at the last horizon with each off.
struct Headline {
  std::string name;
  analysis::Ledger ledger;
  std::vector<std::pair<std::string, analysis::Ledger>> without;  ///< channel -> ledger
};

/// Runs all strategies. Members come from `options.source` (null: the priors). Empty where it was
/// stopped or faults were found.
std::vector<Headline> run_headlines(const model::World& world, const ScenarioSource& source,
                                    const analysis::RunOptions& options,
                                    const std::function<void(int, int)>& progress,
                                    const std::atomic<bool>* stop, Faults& faults);

/// The section "Headline figures" of docs/validation.md.
std::string headline_markdown(const std::vector<Headline>& headlines, int members,
                              const std::string& draws);

}  // namespace balloon
