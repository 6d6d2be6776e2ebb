// What can be chosen in the view Analyse. Apart from analysis.hpp, which needs the engines and all
// that they include.

#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string>

namespace palabre::ui {

enum class Method {
  tornado,
  morris,
  sobol,
  claims,
  mechanisms,
  heat,
  discovery,
  variance,
  precision,
  thresholds,
  score,
  robust,
  needs
};
inline constexpr std::size_t kMethodCount = 13;

/// How much work goes into it.
enum class Care { quick, usual, thorough };

/// What the user chose: no part of the case.
struct AnalysisSettings {
  Method method = Method::tornado;
  std::string target = "talks_by_week_104";
  std::array<Care, kMethodCount> care{
      Care::usual, Care::usual, Care::usual, Care::usual, Care::usual, Care::usual, Care::usual,
      Care::usual, Care::usual, Care::usual, Care::usual, Care::usual, Care::usual};
  bool groups = true;                                       // Sobol
  std::string x = "talks.mediator", y = "war.recruitment";  // heat map
  bool at_least = true;                                     // discovery of a number: which side
  std::optional<double> edge;                               // of what; nothing: the present mean
  std::optional<std::size_t> step;                          // discovery: of the trajectory
  double within = 0.02;                                     // precision: share, or part of the mean
  friend bool operator==(const AnalysisSettings&, const AnalysisSettings&) = default;
};

}  // namespace palabre::ui
