// Matrices of the estimators, and what stands for a figure that is not there.
#pragma once

#include <eigen3/Eigen/Core>
#include <eigen3/Eigen/SparseCore>
#include <limits>

namespace balloon::measure {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using Sparse = Eigen::SparseMatrix<double>;
using Index = Eigen::Index;

inline constexpr double missing = std::numeric_limits<double>::quiet_NaN();

}  // namespace balloon::measure
