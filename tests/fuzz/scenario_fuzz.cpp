// Any bytes as a scenario: a policy or at least one fault, never a crash.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "io/scenario.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace balloon;
  static const auto world = [] {
    Faults faults;
    auto read = read_world(embedded_files(), faults);
    if (!read) std::abort();
    return *read;
  }();
  static const ScenarioSource source = embedded_scenarios(false);
  Faults faults;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto scenario = load_scenario_text("fuzz.toml", text, world, source, faults);
  if (scenario.has_value() != faults.empty()) std::abort();
  for (const auto& fault : faults.list()) {
    if (fault.message.empty()) std::abort();
  }
  return 0;
}
