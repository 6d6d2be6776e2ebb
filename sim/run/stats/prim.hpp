// Scenario discovery: the box of assumptions in which an outcome is most frequent. The Patient Rule
// Induction Method (Friedman and Fisher 1999; Bryant and Lempert 2010), over values of our own.

#pragma once

#include <Eigen/Core>
#include <optional>
#include <vector>

namespace palabre {

/// One face of a box: points below (or above) the edge are outside.
struct BoxEdge {
  std::size_t factor = 0;
  bool is_low = false;   // keeps what is at or above the edge; else at or below
  double edge = 0.0;     // [0..1] place in the range
  double quasi_p = 1.0;  // chance of so much density had this edge said nothing
};

/// How good a box is. All are shares; density and coverage count runs, mass counts points.
struct BoxFigures {
  double density = 0.0;    // share of the runs inside that are of interest
  double coverage = 0.0;   // share of the runs of interest that are inside
  double mass = 0.0;       // share of the points that are inside
  std::size_t points = 0;  // inside
};

struct BoxStep {
  BoxFigures figures;
  std::vector<double> low, high;  // [factor] faces: 0 and 1 where nothing is cut
};

/// Level of the tests of edges and boxes, as in Bryant and Lempert 2010.
inline constexpr double kPrimSignificance = 0.05;

struct PrimOptions {
  double peel = 0.06;                      // [share] of the points inside that a step may take away
  double least_mass = 0.04;                // [share] smaller boxes are not looked at
  double significant = kPrimSignificance;  // edges with a larger quasi-p-value are dropped again
  std::size_t most_edges = 0;  // of those that are left, no more than this; 0: all of them
};

/// The way from all points to the smallest box, and the box chosen on it.
struct Discovery {
  std::vector<BoxStep> trajectory;  // peeling; first: everything
  std::size_t chosen = 0;           // step on it
  std::vector<BoxEdge> edges;       // of the chosen box after pasting and dropping
  BoxFigures found;                 // that box, on the points it was found with
  BoxFigures checked;               // the same box on points that took no part
  double base_rate = 0.0;           // density of everything
  double checked_p = 1.0;           // chance of such a density there had the box said nothing

  /// Whether the points that took no part bear the box out.
  bool holds() const { return !edges.empty() && checked_p <= kPrimSignificance; }
};

/// Share of interest [0..1] at each point: 0 or 1 for single runs, or a share of several. Every
/// second point is kept apart to check the box; quasi-p-values allow for shares of several runs by
/// their design effect. `step`: this one of the trajectory; else the one with the best harmonic
/// mean of gain in density (over that of the densest box) and coverage.
/// Nothing when fewer than 40 points,
/// or when the interest never or always occurs.
std::optional<Discovery> discover(const Eigen::MatrixXd& points,
                                  const std::vector<double>& interest,
                                  const PrimOptions& options = {},
                                  std::optional<std::size_t> step = {});

/// P(X >= k) for X binomial(n, p), k and n real: the regularised incomplete beta I_p(k, n - k + 1).
double binomial_tail(double k, double n, double p);

}  // namespace palabre
