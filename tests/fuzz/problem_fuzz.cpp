// Any bytes as a decision problem: a problem or at least one fault, and a split that keeps
// everything; and as the state of a search: a state that is written as it was read, or a reason.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "decision/budget.hpp"
#include "decision/search_state_text.hpp"
#include "io/problem_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace balloon;
  static const auto world = [] {
    Faults faults;
    auto read = read_world(embedded_files(), faults);
    if (!read) std::abort();
    return *read;
  }();
  static const ScenarioSource source = embedded_scenarios(false);
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Faults faults;
  const auto problem = read_problem("fuzz.toml", text, world, source, faults);
  if (problem.has_value() != faults.empty()) std::abort();
  for (const auto& fault : faults.list())
    if (fault.message.empty()) std::abort();
  if (problem) {
    const std::vector<double> genes(problem->levers.size(), 0.3);
    const auto money = decision::money_of_genes(*problem, genes, 1);
    Faults broken;
    decision::check_split(*problem, money, 1 + 1e-9 * problem->budgets.front().amount, broken);
    if (!broken.empty()) std::abort();
  }
  std::string why;
  if (const auto state = decision::read_search_state(text, "key", why)) {
    if (decision::search_state_text(*state, "key") != text) std::abort();
  } else if (why.empty()) {
    std::abort();
  }
  return 0;
}
