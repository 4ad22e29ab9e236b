// Null models: forecasts that know nothing but a series' own past. A model that does not beat them
// has no skill.
//
// A series is a vector of logarithms by consecutive years, the last being the origin; years without
// an observation are NaN. Forecasts start from the last observation, so a gap at the end only adds
// steps.
//
// Noise is normal given its scale, and the scale is not known: each draw takes a variance
// n s^2 / chi^2_n (the posterior under the flat prior of ln sigma) and uses it for all leads. Each
// lead's forecast is then a Student t with as many degrees of freedom as the scale has, wider where
// the past is short. It is not fitted to the tails of the yearly changes, for at most 33 of them
// are known. Mathematics and draws are our own, so forecasts have the same bits everywhere.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace balloon::analysis {

/// Draws by lead, in logarithms. Lead h is h years after the origin.
struct Paths {
  int draws = 0, leads = 0;    ///< draws is 0 where the series has nothing to start from
  std::vector<double> values;  ///< lead by lead
  /// True where the past was too short for the model and a random walk stands in its place.
  bool fell_back = false;

  double at(int draw, int lead) const { return values[index(draw, lead)]; }
  double& at(int draw, int lead) { return values[index(draw, lead)]; }
  std::span<const double> of_lead(int lead) const& {
    return std::span(values).subspan(index(0, lead), static_cast<std::size_t>(draws));
  }
  std::span<const double> of_lead(int lead) const&& = delete;  // it would outlive its values

 private:
  std::size_t index(int draw, int lead) const {
    return static_cast<std::size_t>(lead - 1) * static_cast<std::size_t>(draws) +
           static_cast<std::size_t>(draw);
  }
};

/// Mean square of a series' yearly log changes and how many there are. A change over k years counts
/// as one, its square divided by k.
struct ChangeScale {
  double variance = 0;  ///< per year
  int changes = 0;
};
ChangeScale change_scale(std::span<const double> logs);
/// All changes of several series together.
ChangeScale pool_scales(std::span<const ChangeScale> scales);

struct BaselineOptions {
  int draws = 1000;
  int leads = 5;  ///< years
  std::uint64_t seed = 2012;
  std::uint32_t place = 0;  ///< number of the series; other numbers have other draws
  /// Used where the series has fewer than `least_changes` yearly changes: those of like places.
  ChangeScale pooled = {};
  int least_changes = 5;
};

/// x(t+1) = x(t) + e; the mean of e is taken as 0 and its scale from the past changes.
Paths random_walk(std::span<const double> logs, const BaselineOptions& options);

/// x(t+1) = x(t) + mu + e; mu is the mean past change, with its error, drawn for each draw. Falls
/// back where there are fewer than `least_changes` changes.
Paths random_walk_drift(std::span<const double> logs, const BaselineOptions& options);

/// x(t+1) = c + phi x(t) + e by least squares over neighbouring years, with the errors of c and phi
/// drawn; draws with |phi| >= 1 are drawn again (at most 100 times, then phi is held at 0.99).
/// Falls back where there are fewer than `least_changes` pairs or the series never moved. Least
/// squares pull phi down by about (1 + 3 phi) / n, which is not corrected.
Paths autoregression(std::span<const double> logs, const BaselineOptions& options);

/// x(t) = a + b t + e by ordinary least squares over all years; forecasts are the prediction
/// distribution, a Student t with n - 2 degrees of freedom. It does not start from the last
/// observation. Falls back where there are fewer than `least_changes` + 1 years.
Paths linear_trend(std::span<const double> logs, const BaselineOptions& options);

/// What the total of places does in the hydraulic null.
enum class TotalRule {
  fixed,       ///< stays at its last value, with the noise of one past yearly change at every lead
  random_walk  ///< is a random walk
};

/// Total and places (same order), in logarithms; draw by draw the places add up to the total.
struct HydraulicPaths {
  Paths total;
  std::vector<Paths> places;
};

/// The balloon taken at its word: what one place loses others gain. The total follows its rule, and
/// the shares are a random walk of ln(share / share of the last place) whose increments have the
/// covariance of the past ones: each is a sum over past changes of a normal number times the
/// change, over root n. All series are of the same years, and years in which one is unknown are
/// unknown.
HydraulicPaths hydraulic(std::span<const std::vector<double>> logs, TotalRule rule,
                         const BaselineOptions& options);

/// Draws of shares by lead. `of_lead` has a row of `parts` for each draw, as energy_score wants it.
struct ShareDraws {
  int draws = 0, leads = 0, parts = 0;
  std::vector<double> values;
  std::span<const double> of_lead(int lead) const& {
    const auto n = static_cast<std::size_t>(draws) * static_cast<std::size_t>(parts);
    return std::span(values).subspan(static_cast<std::size_t>(lead - 1) * n, n);
  }
  std::span<const double> of_lead(int lead) const&& = delete;
};

/// Zones keep their shares of the country: a Dirichlet around the last known shares, one for each
/// lead (leads of a draw are independent). Its concentration k makes the expected squared
/// distance, (1 - sum s^2) / (k + 1), that of past changes over as many years, or that many times
/// the yearly one where fewer than five are known. A part of 0 stays 0. `by_year` holds a row of
/// shares for each year, the last the origin; a row with a NaN or adding up to 0 is unknown; rows
/// are divided by their sums. Without any past change, `yearly` is the mean squared distance of a
/// year's.
ShareDraws share_persistence(std::span<const std::vector<double>> by_year,
                             const BaselineOptions& options, double yearly = 0.001);

}  // namespace balloon::analysis
