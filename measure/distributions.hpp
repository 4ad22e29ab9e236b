// Tails of the distributions that tests and intervals refer to.
#pragma once

namespace balloon::measure {

/// P(Z <= z) of the standard normal distribution; relative accuracy 1e-12 in both tails.
double normal_cdf(double z);

/// The z with normal_cdf(z) = p (Wichura 1988, AS 241): infinite at 0 and 1, NaN outside [0, 1].
double normal_quantile(double p);

/// P(X > x) of a chi-square distribution with `df` > 0 degrees of freedom, whole or not; relative
/// accuracy 1e-12 down to 1e-250. 1 for x <= 0. Throws std::invalid_argument for another df.
/// By the series and the continued fraction of the incomplete gamma function (Abramowitz and Stegun
/// 1964, 6.5.29 and 6.5.31), their common factor by Loader (2000).
double chi_square_tail(double x, double df);

/// P(T > t), one-sided, of Student's t distribution with `df` > 0 degrees of freedom, whole or not;
/// infinite df is the normal distribution. Relative accuracy 1e-12 down to 1e-180. Throws
/// std::invalid_argument for another df. By the continued fraction of the incomplete beta function
/// (Abramowitz and Stegun 1964, 26.5.8), its factor by Loader (2000), "Fast and accurate
/// computation of binomial probabilities".
double student_tail(double t, double df);

/// P(|T| > |t|), the p value of a coefficient.
double student_two_tails(double t, double df);

}  // namespace balloon::measure
