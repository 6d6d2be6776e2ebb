// Which case holds up, in sentences.

#include <algorithm>
#include <cmath>

#include "sim/answer/grammar.hpp"
#include "sim/answer/input_text.hpp"
#include "sim/answer/robust.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

/// Two digits are as much as an edge of a box knows.
double round_edge(double edge) {
  if (edge == 0.0) return 0.0;
  const double step = std::pow(10.0, std::floor(std::log10(std::abs(edge))) - 1.0);
  return std::round(edge / step) * step;
}

std::string of_100(double share, Lang lang) { return fixed_text(100.0 * share, 0, lang); }

/// How wide an interval is that the digits of the study must show.
double narrowest(const RobustnessStudy& study) {
  double width = 0.0, most = 0.0;
  for (const Robustness& one : study.cases) {
    const double regret = one.regret.has_interval() ? one.regret.high - one.regret.low : 0.0;
    if (regret > 0.0 && (width == 0.0 || regret < width)) width = regret;
    most = std::max(most, one.regret_90 > 0.0 ? one.regret_90 : std::abs(one.mean));
  }
  return width > 0.0 ? width : most;
}

}  // namespace

std::string goal_number(const RobustnessStudy& study, double value, Lang lang) {
  const double half = narrowest(study) / 2;
  Finding one;
  one.about = study.goal.figure;
  one.with = Estimate{value, value - half, value + half};
  return value_in(value, one, shown_in_table(one), lang);
}

std::string goal_value(const RobustnessStudy& study, double value, Lang lang) {
  const std::string number = goal_number(study, value, lang);
  const bool one = is_one(number, 0.0, lang);
  switch (study.goal.figure.unit()) {
    case Unit::ShareOfReplicates:
      return agreed(say(TextId::ans_runs_of_100, lang, number), one);
    case Unit::Persons:
      return number + agreed(say(TextId::ans_people, lang), one);
    case Unit::Deaths:
      return number + agreed(say(TextId::ans_deaths, lang), one);
    case Unit::DeathsPerYear:
      return number + agreed(say(TextId::ans_deaths_a_year, lang), one);
    case Unit::Weeks:
      return number + agreed(say(TextId::ans_weeks, lang), one);
    default:
      return number;  // an index
  }
}

std::string box_in(const Discovery& box, const ParamList& params, Lang lang) {
  std::vector<std::string> edges;
  for (const BoxEdge& edge : box.edges) {
    const ParamSpec& spec = *params[edge.factor];
    edges.push_back(say(
        edge.is_low ? TextId::ans_at_least : TextId::ans_at_most, lang, input_noun(spec.key, lang),
        input_value(spec.unit, round_edge(plausible_value(spec, edge.edge)), lang)));
  }
  return listed(edges, lang);
}

std::string robustness_text(const RobustnessStudy& study, const std::vector<std::string>& names,
                            Lang lang) {
  const Robustness& best = study.cases[study.best];
  const auto value = [&](double x) { return goal_value(study, x, lang); };
  // Of cases that are even on average none holds up best.
  const bool is_told = !study.lead || study.lead->low > 0.0 || study.lead->high < 0.0;
  std::string out =
      say(is_told ? TextId::ans_robust : TextId::ans_robust_even, lang, names[study.best],
          study.goal.figure.label().in(lang), of_100(best.best_share, lang),
          value(best.worst_tenth), value(best.regret.value));
  if (study.turning.lost == 0.0) return out + " " + say(TextId::ans_robust_always, lang);
  const std::string& other = names[study.turning.other];
  out += " " + say(TextId::ans_robust_lost, lang, of_100(study.turning.lost, lang), other);
  const auto& box = study.turning.box;
  if (!box || !box->holds()) return out + " " + say(TextId::ans_robust_no_box, lang);
  return out + " " +
         say(TextId::ans_robust_box, lang, box_in(*box, study.drawn, lang), other,
             of_100(box->checked.density, lang), of_100(box->base_rate, lang));
}

}  // namespace palabre
