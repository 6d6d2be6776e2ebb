// 95 % intervals of sampling error over replicates.

#pragma once

#include <cstdint>

#include "sim/run/stats/estimate.hpp"

namespace palabre {

inline constexpr double kNormal975 = 1.959963984540054;  // 97.5 % point of the normal distribution

/// Wilson score interval of a share: `count` of `n`. n > 0.
Estimate wilson(std::int64_t count, std::int64_t n);
/// Two-sided 95 % point of Student's t with the given degrees of freedom, > 0; 1.96 as they grow.
/// Abramowitz and Stegun 26.7.5 above 8 degrees (error below 1e-6), the table below.
double t_quantile(std::int64_t degrees);
/// Mass of a beta distribution with a, b > 0 below x: the regularised incomplete beta I_x(a, b).
double beta_below(double x, double a, double b);
/// Where that mass is `share` [0..1], by bisection down to an interval of `precision`.
double beta_quantile(double share, double a, double b, double precision = 1e-11);
/// Share of replicates that may differ although none of n did: the upper end of Clopper and
/// Pearson's 95 % interval for 0 of n, 1 - .025^(1/n).
double differ_at_most(std::int64_t n);
/// Mean with its 95 % interval from n, the mean and the sample variance [square]; e = t s /
/// sqrt(n):
///   without bounds        mean -+ e
///   bounded below by L    L + (mean - L) exp(-+ e / (mean - L)): t on the logarithm (delta method)
///   within L and H        the same on the log odds of (mean - L) / (H - L)
/// Never outside the range, and nearer to what it promises on skewed quantities than the plain t.
/// Variance 0: Basis::no_spread. n = 1: Basis::one_run.
Estimate mean_interval(std::int64_t n, double mean, double variance, const Range& range = {});

}  // namespace palabre
