#include "measure/naive_two_way.hpp"

#include <cmath>
#include <cstdint>
#include <eigen3/Eigen/Cholesky>
#include <eigen3/Eigen/QR>
#include <set>
#include <stdexcept>

namespace balloon::measure {

namespace {

/// What remains of an indicator relative to its size, below which fixed effects explain it.
constexpr double collinear = 1e-9;

Design design_of(const EventData& data) {
  const Index places = data.outcome.rows();
  const auto times = static_cast<Index>(data.times.size());
  if (data.outcome.cols() != times || places != static_cast<Index>(data.first_treated.size()))
    throw std::invalid_argument("two-way effects: outcome, times and dates differ in number");
  Design design;
  design.places.resize(static_cast<std::size_t>(places));
  design.times = data.times;
  design.effects = Effects::two_way;
  design.y = Vector::Zero(places * times);
  design.present.assign(static_cast<std::size_t>(places * times), 0);
  for (Index t = 0; t < times; ++t)
    for (Index i = 0; i < places; ++i) {
      if (std::isnan(data.outcome(i, t))) continue;
      design.y(t * places + i) = data.outcome(i, t);
      design.present[static_cast<std::size_t>(t * places + i)] = 1;
      ++design.rows;
    }
  return design;
}

/// Event time of a place and time; nothing sensible for places never treated.
std::int64_t event_time(const EventData& data, Index place, Index time) {
  return static_cast<std::int64_t>(data.times[static_cast<std::size_t>(time)]) -
         data.first_treated[static_cast<std::size_t>(place)];
}

/// Standard errors clustered by place, from columns and residuals free of fixed effects.
Vector clustered_errors(const Matrix& x, const Vector& residual, Index places) {
  const Matrix bread = (x.transpose() * x).ldlt().solve(Matrix::Identity(x.cols(), x.cols()));
  Matrix scores = Matrix::Zero(places, x.cols());
  for (Index row = 0; row < x.rows(); ++row) scores.row(row % places) += x.row(row) * residual(row);
  const double correction = static_cast<double>(places) / static_cast<double>(places - 1);
  return (correction * (bread * (scores.transpose() * scores) * bread).diagonal()).cwiseSqrt();
}

void fit_static(const EventData& data, const Design& design, const Vector& y, NaiveTwoWay& made) {
  const Index places = design.place_count();
  Matrix indicator = Matrix::Zero(y.size(), 1);
  for (Index row = 0; row < y.size(); ++row)
    if (design.present[static_cast<std::size_t>(row)] != 0 &&
        event_time(data, row % places, row / places) >= 0) {
      indicator(row, 0) = 1;
      ++made.treated_cells;
    }
  Matrix left = indicator;
  within(design, left);
  if (!(left.norm() > collinear * indicator.norm())) return;
  const Vector e = left.col(0);
  made.coefficient = e.dot(y) / e.squaredNorm();
  made.error = clustered_errors(left, y - made.coefficient * e, places)(0);

  const double sum = e.dot(indicator.col(0));
  const double rounding = 1e-10 * e.cwiseAbs().maxCoeff();
  Index negative = 0;
  made.negative_sum = 0;
  for (Index row = 0; row < y.size(); ++row) {
    if (indicator(row, 0) == 0) continue;
    made.weights(row % places, row / places) = e(row) / sum;
    if (e(row) >= -rounding) continue;
    ++negative;
    made.negative_sum += e(row) / sum;
  }
  made.negative_share = static_cast<double>(negative) / static_cast<double>(made.treated_cells);
}

void fit_events(const EventData& data, const Design& design, const Vector& y, NaiveTwoWay& made) {
  const Index places = design.place_count();
  std::set<std::int64_t> seen;
  bool any_never = false;
  for (Index row = 0; row < y.size(); ++row) {
    if (design.present[static_cast<std::size_t>(row)] == 0) continue;
    if (data.first_treated[static_cast<std::size_t>(row % places)] == never_treated)
      any_never = true;
    else
      seen.insert(event_time(data, row % places, row / places));
  }
  seen.erase(made.reference);
  if (!any_never && !seen.empty() && *seen.begin() < made.reference) seen.erase(seen.begin());
  if (seen.empty()) return;

  const std::vector<std::int64_t> events(seen.begin(), seen.end());
  Matrix x = Matrix::Zero(y.size(), static_cast<Index>(events.size()));
  for (Index row = 0; row < y.size(); ++row) {
    if (design.present[static_cast<std::size_t>(row)] == 0 ||
        data.first_treated[static_cast<std::size_t>(row % places)] == never_treated)
      continue;
    const std::int64_t event = event_time(data, row % places, row / places);
    for (std::size_t k = 0; k < events.size(); ++k)
      if (events[k] == event) x(row, static_cast<Index>(k)) = 1;
  }
  within(design, x);
  Eigen::ColPivHouseholderQR<Matrix> solver(x.rows(), x.cols());
  solver.setThreshold(collinear);
  solver.compute(x);
  if (solver.rank() < x.cols()) return;
  const Vector coefficients = solver.solve(y);
  const Vector errors = clustered_errors(x, y - x * coefficients, places);
  for (std::size_t k = 0; k < events.size(); ++k)
    made.events.push_back({static_cast<int>(events[k]), coefficients(static_cast<Index>(k)),
                           errors(static_cast<Index>(k))});
}

}  // namespace

std::vector<int> first_treated_times(const Matrix& treatment, const std::vector<int>& times,
                                     double threshold) {
  if (treatment.cols() != static_cast<Index>(times.size()))
    throw std::invalid_argument("first treated times: treatment and times differ in number");
  std::vector<int> first(static_cast<std::size_t>(treatment.rows()), never_treated);
  for (Index i = 0; i < treatment.rows(); ++i)
    for (Index t = 0; t < treatment.cols(); ++t)
      if (treatment(i, t) > threshold) {
        first[static_cast<std::size_t>(i)] = times[static_cast<std::size_t>(t)];
        break;
      }
  return first;
}

NaiveTwoWay naive_two_way(const EventData& data, int reference) {
  const Design design = design_of(data);
  NaiveTwoWay made;
  made.reference = reference;
  made.coefficient = made.error = made.negative_share = made.negative_sum = missing;
  made.weights = Matrix::Zero(data.outcome.rows(), data.outcome.cols());
  if (design.rows == 0) return made;
  Matrix y = design.y;
  within(design, y);
  fit_static(data, design, y.col(0), made);
  fit_events(data, design, y.col(0), made);
  return made;
}

}  // namespace balloon::measure
