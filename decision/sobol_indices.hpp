// Sensitivity indices of Sobol': which share of an output's variance is owed to which inputs.
//
// A factor is an input or a group of inputs. The first-order index of a factor is the share of the
// variance that it explains alone; the total index is the share in which it takes part, alone or
// with others. Inputs are independent and uniform on (0, 1); the caller maps them to what they
// stand for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace balloon::decision {

/// Where the model is to be run. From two points A and B of the inputs, together a base point, come
/// the rows
///
///     A, AB_1 .. AB_k, [BA_1 .. BA_k,] B
///
/// with AB_g all of A but the inputs of factor g, which are those of B, and BA_g the other way
/// round; the latter for second-order indices only. Base point follows base point. Saltelli (2002,
/// Computer Physics Communications 145(2), 280-297); the order is that of SALib.
struct SobolDesign {
  int inputs = 0;   ///< numbers in a row
  int factors = 0;  ///< k
  int base = 0;     ///< base points
  bool second_order = false;
  std::vector<double> points;  ///< row after row

  std::size_t rows_per_point() const {
    return static_cast<std::size_t>(second_order ? 2 * factors + 2 : factors + 2);
  }
  std::size_t rows() const { return rows_per_point() * static_cast<std::size_t>(base); }
  const double* row(std::size_t r) const { return &points[r * static_cast<std::size_t>(inputs)]; }
};

/// Rows from given base points, each the inputs of A and then those of B. group_of_input names the
/// factor of each input, from 0 without gaps. Throws std::invalid_argument for other groups, and
/// where base_points are not a whole number of base points, at least one.
SobolDesign saltelli_rows(const std::vector<int>& group_of_input,
                          const std::vector<double>& base_points, bool second_order = false);

/// Rows from the first points of a scrambled Sobol' sequence (QuasiRandom) in twice as many
/// dimensions as there are inputs. `base` is best a power of two: other numbers of points are no
/// net. More base points leave the first ones as they were. Throws std::invalid_argument for groups
/// as above, without base points, and for more than QuasiRandom::max_dimensions / 2 inputs.
SobolDesign saltelli_design(const std::vector<int>& group_of_input, int base, std::uint64_t seed,
                            bool second_order = false);
/// Each input a factor of its own.
SobolDesign saltelli_design(int factors, int base, std::uint64_t seed, bool second_order = false);

/// An index with a 95 % interval.
struct IndexEstimate {
  double value = 0, low = 0, high = 0;
};

struct IndexOptions {
  int resamples = 1000;  ///< of the bootstrap; intervals are NaN without
  std::uint64_t seed = 1;
};

/// Shares of the output's variance; nothing is clipped, so an index near 0 may come out below it.
struct SobolIndices {
  std::vector<IndexEstimate> first, total;  ///< by factor
  /// What two factors explain together beyond what each does alone, for pairs (0, 1), (0, 2), ..,
  /// (1, 2), ..; empty where the design is not for it.
  std::vector<IndexEstimate> second;
  double mean = 0, variance = 0;  ///< of the output over A and B, in its unit and its square
  int used = 0;                   ///< base points
  int dropped = 0;                ///< base points with a row that is NaN or infinite
  /// The output is the same in every A and B that is used, so that there is no variance to be
  /// shared: every index is NaN.
  bool constant = false;

  const IndexEstimate& pair(int i, int j) const;  ///< of second, i != j
};

/// Indices from the outputs of a design's rows, y centred by the mean of all rows used:
///
///  - first order: mean of B (AB_g - A) over the variance, Saltelli et al. (2010, Computer Physics
///    Communications 181(2), 259-270), table 2 (b);
///  - total: half the mean of (A - AB_g)^2 over the variance, Jansen (1999, Computer Physics
///    Communications 117, 35-43), there table 2 (f);
///  - second order: mean of BA_i AB_j - A B over the variance, less both first-order indices,
///    Saltelli (2002);
///
/// where the variance is that of A and B together, divided by their number. SALib's estimators.
///
/// Intervals are 2.5 and 97.5 % quantiles of a bootstrap over base points, which supposes that they
/// are independent. With Sobol' points most errors are smaller, so that intervals err on the wide
/// side: hardly with 64 base points of Ishigami's function, three- to sixfold with 1024. Factors
/// that do next to nothing are the exception: with 1024 base points of Sobol' G-function 87 % of
/// the intervals held the index in the worst case.
///
/// Where fewer than two base points are left every index is NaN (and so are mean and variance where
/// none is). Throws std::invalid_argument where the values are not one a row, or resamples is
/// negative.
SobolIndices sobol_indices(const SobolDesign& design, const std::vector<double>& values,
                           const IndexOptions& options = {});
/// The same without the points, which the estimators do not need.
SobolIndices sobol_indices(int factors, int base, bool second_order,
                           const std::vector<double>& values, const IndexOptions& options = {});

}  // namespace balloon::decision
