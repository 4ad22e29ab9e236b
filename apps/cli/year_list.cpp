#include "apps/cli/year_list.hpp"

#include <fmt/format.h>
#include <CLI/CLI.hpp>

namespace balloon::cli {

std::optional<std::vector<int>> parse_years(const std::string& text, int low, int high,
                                            const char* option, Faults& faults) {
  std::vector<int> years;
  for (const auto& part : CLI::detail::split(text, ',')) {
    const auto dash = part.find('-');
    int from = 0, to = 0;
    const bool ok =
        CLI::detail::lexical_cast(part.substr(0, dash), from) &&
        CLI::detail::lexical_cast(dash == std::string::npos ? part : part.substr(dash + 1), to);
    if (!ok || from > to || from < low || to > high) {
      faults.add(
          {"", 0, option, part, fmt::format("a number or a range within {} to {}", low, high)});
      return std::nullopt;
    }
    for (int y = from; y <= to; ++y) years.push_back(y);
  }
  return years;
}

}  // namespace balloon::cli
