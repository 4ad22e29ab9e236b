#include "measure/geography.hpp"

#include <cmath>
#include <map>
#include <stdexcept>

namespace balloon::measure {

Geography::Geography(const Weights& weights, Standard standard, const Design& design)
    : places_(design.place_count()),
      whole_(standardise(weights, standard)),
      balanced_(design.balanced()) {
  if (weights.matrix.rows() != places_)
    throw std::invalid_argument("weights and design have different places");
  ones_ = ((whole_.w * Vector::Ones(places_)).array() - 1).abs().maxCoeff() < 1e-10;
  std::map<std::vector<Index>, std::size_t> known;
  for (Index t = 0; t < design.time_count(); ++t) {
    std::vector<Index> there;
    for (Index i = 0; i < places_; ++i)
      if (design.present[static_cast<std::size_t>(t * places_ + i)] != 0) there.push_back(i);
    const auto [at, fresh] = known.emplace(there, all_.size());
    if (fresh) {
      const bool all = static_cast<Index>(there.size()) == places_;
      Spatial among = all ? whole_ : restricted(weights, there, standard);
      all_.push_back(std::make_shared<Neighbourhood>(std::move(among), std::move(there)));
    }
    of_time_.push_back(at->second);
    ++all_[at->second]->times;
  }
}

CrossTraces Neighbourhood::cross(double rho) const {
  if (rho == 0 || !product || !column_sums) return cross_traces(spatial, rho);
  return {std::exp(product->value(rho)), std::exp(column_sums->value(rho))};
}

void Geography::prepare() {
  for (const auto& neighbourhood : all_) {
    // Logarithms: near the ends the traces grow like 1 / (1 - rho)^2.
    std::map<double, CrossTraces> known;
    const auto at = [&](double rho) {
      const auto found = known.find(rho);
      if (found != known.end()) return found->second;
      return known[rho] = cross_traces(neighbourhood->spatial, rho);
    };
    constexpr int nodes = 48;
    neighbourhood->product =
        SmoothInRho(nodes, [&](double rho) { return std::log(at(rho).product); });
    neighbourhood->column_sums =
        SmoothInRho(nodes, [&](double rho) { return std::log(at(rho).column_sums); });
  }
}

template <class Apply>
Matrix Geography::apply(const Matrix& columns, Apply&& to_block) const {
  Matrix made = Matrix::Zero(columns.rows(), columns.cols());
  for (std::size_t t = 0; t < of_time_.size(); ++t) {
    const auto& places = all_[of_time_[t]]->places;
    const Index first = static_cast<Index>(t) * places_;
    Matrix block(static_cast<Index>(places.size()), columns.cols());
    for (std::size_t k = 0; k < places.size(); ++k)
      block.row(static_cast<Index>(k)) = columns.row(first + places[k]);
    const Matrix result = to_block(of_time_[t], block);
    for (std::size_t k = 0; k < places.size(); ++k)
      made.row(first + places[k]) = result.row(static_cast<Index>(k));
  }
  return made;
}

Matrix Geography::lag(const Matrix& columns) const {
  return apply(columns, [&](std::size_t which, const Matrix& block) -> Matrix {
    return all_[which]->spatial.w * block;
  });
}

namespace {

std::vector<SpatialSolver> solvers(const std::vector<std::shared_ptr<Neighbourhood>>& all,
                                   double rho) {
  std::vector<SpatialSolver> made;
  for (const auto& neighbourhood : all) {
    made.emplace_back(neighbourhood->spatial);
    made.back().factor(rho);
  }
  return made;
}

}  // namespace

Matrix Geography::filtered_lag(const Matrix& columns, double rho) const {
  const auto factored = solvers(all_, rho);
  return apply(columns, [&](std::size_t which, const Matrix& block) -> Matrix {
    return all_[which]->spatial.w * factored[which].solve(block);
  });
}

Matrix Geography::twice_filtered(const Matrix& columns, double rho) const {
  const auto factored = solvers(all_, rho);
  return apply(columns, [&](std::size_t which, const Matrix& block) -> Matrix {
    return factored[which].solve(factored[which].solve_transposed(block));
  });
}

}  // namespace balloon::measure
