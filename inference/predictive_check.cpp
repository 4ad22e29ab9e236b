#include "inference/predictive_check.hpp"

#include <cmath>
#include <map>

#include "analysis/draws.hpp"

namespace balloon::inference {

std::vector<SeriesCheck> check_series(const model::World& world,
                                      const std::vector<analysis::Target>& targets,
                                      const Matrix& predicted, const std::vector<double>& weights,
                                      std::uint64_t seed) {
  std::map<std::pair<std::string, std::string>, SeriesCheck> checks;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const auto& t = targets[i];
    const double error = std::sqrt(t.sd * t.sd + analysis::bias_covariance(t, t));
    std::vector<double> x;
    for (Eigen::Index m = 0; m < predicted.cols(); ++m) {
      analysis::KeyedDraws draws(seed, analysis::DrawPurpose::forecast_error,
                                 static_cast<std::uint32_t>(m),
                                 200000U + static_cast<std::uint32_t>(i));
      x.push_back(predicted(static_cast<Eigen::Index>(i), m) + draws.normal() * error);
    }
    const analysis::Sample sample(x, weights);
    const double y = softened(t, t.value);
    std::string place = t.place;
    if (t.series == "area_zone") {
      const auto zone = static_cast<std::size_t>(t.places.front());
      place = "regions of " + world.countries[static_cast<std::size_t>(world.zones[zone].country)];
    }
    auto& c = checks[{t.series, place}];
    c.series = t.series;
    c.place = place;
    ++c.n;
    c.inside90 += analysis::central_range(sample, 0.9).holds(y) ? 1 : 0;
    c.inside50 += analysis::central_range(sample, 0.5).holds(y) ? 1 : 0;
    c.bias += (y - sample.mean()) / std::max(sample.deviation(), 1e-9);
  }
  std::vector<SeriesCheck> all;
  for (auto& [key, c] : checks) {
    c.inside90 /= c.n;
    c.inside50 /= c.n;
    c.bias /= c.n;
    all.push_back(c);
  }
  return all;
}

}  // namespace balloon::inference
