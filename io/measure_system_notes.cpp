// What limits a system of places, with its numbers.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/measure_panel.hpp"
#include "io/measure_system_setup.hpp"

namespace balloon {

namespace {

/// Fewer times for each coefficient than this are few.
constexpr double times_wanted = 10;

std::string note_on_errors(const SystemStudy& study) {
  const auto& f = study.fit;
  std::string text = fmt::format(
      "{} times for {} coefficients an equation: {:.1f} times per parameter, and {:.1f} figures "
      "per "
      "coefficient or covariance of errors. Standard errors take the covariance of errors as "
      "known, "
      "and are too small where times are few{}",
      f.times, study.equations.front().names.size(), f.times_per_parameter, f.figures_per_parameter,
      f.times_per_parameter < times_wanted ? ", as here." : ".");
  if (study.draws < 2) return text;
  const auto& e = study.effects.front();
  return text + fmt::format(
                    " In {} panels made of this fit the mean coefficient varies {:.2f} "
                    "times as much as its standard error says; believe the bootstrap.",
                    study.draws, e.drawn_error / e.error);
}

/// How far treatment elsewhere is a trend, and what is left of it to learn from.
std::string note_on_trend(const SystemStudy& study) {
  double low = 1, high = 0, least = 1;
  std::string most_place, least_place;
  for (const auto& e : study.equations)
    for (std::size_t k = 0; k < e.trend_share.size(); ++k) {
      low = std::min(low, e.trend_share[k]);
      if (e.trend_share[k] >= high) {
        high = e.trend_share[k];
        most_place = e.place;
      }
      if (e.left_share[k] <= least) {
        least = e.left_share[k];
        least_place = e.place;
      }
    }
  return fmt::format(
      "How far policy and trend go together: a straight line over time explains {:.0f} to {:.0f} % "
      "of the "
      "variance of treatment elsewhere (most for {}), and {} leave as little as {:.0f} % of it to "
      "learn from (for {}). {}",
      100 * low, 100 * high, most_place,
      study.plan.trend ? "trend, own treatment and controls" : "own treatment and controls",
      100 * least, least_place,
      study.plan.trend ? "What else grew or fell in a bend is not told from policy."
                       : "No trend is in the equations: whatever grew or fell as policy did is in "
                         "its coefficients.");
}

}  // namespace

std::vector<std::string> system_notes(const SystemStudy& study) {
  std::vector<std::string> notes;
  notes.push_back(note_on_errors(study));
  notes.push_back(note_on_trend(study));
  const auto worst = std::max_element(
      study.equations.begin(), study.equations.end(), [](const auto& a, const auto& b) {
        return std::abs(a.autocorrelation) < std::abs(b.autocorrelation);
      });
  const double surprising = 2 / std::sqrt(static_cast<double>(study.fit.times));
  notes.push_back(fmt::format(
      "Errors are taken to be independent over time; the largest correlation of one with the next "
      "is {:+.2f} (in {}; beyond {:.2f} would surprise){}",
      worst->autocorrelation, worst->place, surprising,
      std::abs(worst->autocorrelation) > surprising
          ? ": standard errors and bootstrap are wrong by it."
          : "."));
  if (study.plan.specification.transform != measure::Transform::change)
    notes.push_back(
        "The outcome is no change: figures that wander, regressed on others that do, agree by "
        "chance "
        "far more often than p says. Compare --transform change.");
  if (study.equations.size() == 2 && study.plan.specification.controls.empty())
    notes.push_back(
        "With two places both equations have the same regressors: the system's coefficients are "
        "those of least squares, and only their covariance between equations is new.");
  if (const auto gaps = gap_summary(study.plan.panel); !gaps.empty())
    notes.push_back("Only times that all places have are used. Gaps: " + gaps + ".");
  notes.insert(notes.end(), study.plan.notes.begin(), study.plan.notes.end());
  return notes;
}

std::string system_sees(const SystemStudy& study) {
  const int lag = study.plan.specification.lag;
  return fmt::format(
      "No effects of times are taken out, so what treatment elsewhere does through a common price "
      "is "
      "in these coefficients, unlike in comparisons of places with effects of times. So is all "
      "else "
      "that moves with treatment elsewhere and with the outcome here: demand, prices of other "
      "crops, "
      "aid, the methods of surveys. A positive coefficient is displacement only where treatment "
      "elsewhere was decided without an eye on the outcome here. What it does {} is not seen.",
      lag == 0   ? "at later times"
      : lag == 1 ? "sooner or later than 1 time after"
                 : fmt::format("sooner or later than {} times after", lag));
}

}  // namespace balloon
