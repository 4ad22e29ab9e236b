#include "io/posterior_build.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <numeric>
#include <set>

#include "io/csv.hpp"
#include "io/ensemble_file.hpp"

namespace balloon {

namespace {

/// The weights, checked; 0 for structures that are not among `structures`.
std::vector<double> checked_weights(const std::vector<double>& given,
                                    const std::set<int>& structures, Faults& faults) {
  std::vector<double> out(static_cast<std::size_t>(model::structure_count), 0.0);
  if (given.empty()) {
    for (const int s : structures)
      out[static_cast<std::size_t>(s)] = 1.0 / static_cast<double>(structures.size());
    return out;
  }
  if (given.size() != out.size()) {
    faults.add({"", 0, "--weights", std::to_string(given.size()),
                fmt::format("needs {} numbers", out.size())});
    return out;
  }
  const double sum = std::accumulate(given.begin(), given.end(), 0.0);
  if (!(std::fabs(sum - 1) < 1e-3))
    faults.add({"", 0, "--weights", number_text(sum), "must add to 1 (within 0.001)"});
  for (std::size_t s = 0; s < given.size(); ++s) {
    if (given[s] < 0)
      faults.add({"", 0, "--weights", number_text(given[s]), "must not be negative"});
    if (given[s] > 0 && structures.count(static_cast<int>(s)) == 0)
      faults.add({"", 0, "--weights", number_text(given[s]),
                  fmt::format("must be 0 for structure {}, which was not calibrated", s)});
    out[s] = std::fabs(sum - 1) < 1e-9 ? given[s] : given[s] / sum;
  }
  return out;
}

}  // namespace

std::optional<analysis::PosteriorParts> posterior_parts(const CalibrationRequest& request,
                                                        int draws,
                                                        const std::vector<double>& weights,
                                                        bool fitted, Faults& faults) {
  const std::size_t before = faults.size();
  analysis::PosteriorParts parts;
  parts.origin = request.origins.front();
  parts.settings = fitted ? state_key(request) : checkpoint_key(request);
  const auto folder = fitted ? state_folder(request.folder) : request.folder;
  const std::set<int> structures(request.structures.begin(), request.structures.end());
  parts.weights = checked_weights(weights, structures, faults);
  const int count = static_cast<int>(structures.size());
  int place = 0;
  for (const int s : structures) {
    const int wanted = draws / count + (place++ < draws % count ? 1 : 0);
    const auto path =
        (std::filesystem::path(folder) / ensemble_file_name(parts.origin, s)).string();
    std::string why;
    const auto e = read_ensemble(path, parts.settings, why);
    if (!e) {
      faults.add({path, 0, "", "", why.empty() ? "is missing" : why});
      continue;
    }
    const auto members = static_cast<int>(e->unknowns.cols());
    const int taken = std::min(wanted, members);
    for (int k = 0; k < taken; ++k) {
      const auto column = e->unknowns.col((2LL * k + 1) * members / (2LL * taken));
      parts.draws.push_back({s, std::vector<double>(column.begin(), column.end())});
    }
  }
  if (faults.size() > before) return std::nullopt;
  return parts;
}

}  // namespace balloon
