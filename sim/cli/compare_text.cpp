#include "sim/cli/compare_text.hpp"

#include <algorithm>
#include <tuple>

#include "sim/cli/figures.hpp"
#include "sim/cli/layout.hpp"
#include "sim/cli/run_text.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

using Rows = std::vector<std::vector<std::string>>;

std::string value_text_of(const std::optional<Value>& value, Lang lang) {
  struct Text {
    Lang lang;
    std::string operator()(double x) const {
      std::string out = number_text(x);
      if (lang == Lang::fr) std::replace(out.begin(), out.end(), '.', ',');
      return out;
    }
    std::string operator()(bool x) const { return say(x ? TextId::yes : TextId::no, lang); }
    std::string operator()(const std::string& x) const { return x; }
    std::string operator()(Date x) const {
      return x.is_never() ? say(TextId::never, lang) : to_string(x);
    }
  };
  return value ? std::visit(Text{lang}, *value) : "-";
}

/// "Mediator's standing (talks.mediator): 0.6 -> 1 (0..1)", one a line.
std::string inputs_text(const Compared& c, Lang lang) {
  if (c.inputs.empty()) return paragraph(say(TextId::compare_same_inputs, lang));
  std::string out = say(TextId::compare_inputs, lang) + "\n";
  for (const InputDifference& row : c.inputs) {
    const bool has_unit = row.a && std::holds_alternative<double>(*row.a);
    std::string line = say(TextId::compare_input, lang, row.label.in(lang), row.key,
                           value_text_of(row.a, lang), value_text_of(row.b, lang));
    if (has_unit) line += fmt::format(" ({})", label(row.unit, lang));
    if (row.key == "seed" || row.key == "replicates")
      line += say(TextId::compare_unused, lang,
                  row.key == "seed" ? std::to_string(c.comparison.seed)
                                    : count_text(c.comparison.replicates, lang));
    bool is_first = true;
    for (const std::string& part : wrapped(line, 76)) {
      out += (is_first ? "  " : "    ") + part + "\n";
      is_first = false;
    }
  }
  return out;
}

std::string parting_text(const Compared& c, Lang lang) {
  const Comparison& both = c.comparison;
  const auto count = [&](std::int64_t n) { return count_text(n, lang); };
  const auto weeks = both.parting.weeks();
  std::string out = weeks ? say(TextId::compare_parting, lang, count(both.parting.parted),
                                count(both.finished()), weeks->first, weeks->median, weeks->last)
                          : say(TextId::compare_never_part, lang, count(both.finished()));
  out += " " + say(TextId::compare_flipped, lang, count(both.flipped()), count(both.finished()));
  return paragraph(out);
}

/// "Deaths a year (deaths/year)"; the unit is that of the difference.
std::string with_unit(std::string_view words, Unit unit, Lang lang) {
  return fmt::format("{} ({})", words, change_unit_text(unit, lang));
}

std::string outcome_table(const Comparison& c, Lang lang) {
  constexpr Unit kUnit = Unit::ShareOfReplicates;
  Rows rows{{say(TextId::cli_outcome, lang), "A", "B",
             with_unit(say(TextId::compare_change, lang), kUnit, lang),
             say(TextId::cli_interval, lang)}};
  for (const OutcomeDifference& row : c.outcomes)
    rows.push_back({std::string(outcome_specs()[std::size_t(row.outcome)].label.in(lang)),
                    figure_text(row.a.value, row.a, kUnit, lang),
                    figure_text(row.b.value, row.b, kUnit, lang),
                    change_text(row.difference.value, row.difference, kUnit, lang),
                    change_interval_text(row.difference, kUnit, lang)});
  return fitted_table(rows);
}

/// Who changed from which outcome to which, the most frequent first.
std::string flips_text(const Comparison& c, Lang lang) {
  constexpr std::size_t kMost = 12;
  std::vector<std::tuple<std::int64_t, std::size_t, std::size_t>> flips;
  for (std::size_t i = 0; i < c.flips.size(); ++i)
    for (std::size_t j = 0; j < c.flips.size(); ++j)
      if (i != j && c.flips[i][j] > 0) flips.emplace_back(-c.flips[i][j], i, j);
  if (flips.empty()) return "";
  std::sort(flips.begin(), flips.end());
  Rows rows{{say(TextId::compare_from, lang), say(TextId::compare_to, lang),
             say(TextId::compare_pairs, lang)}};
  std::int64_t rest = 0;
  for (const auto& [count, from, to] : flips) {
    if (rows.size() > kMost)
      rest -= count;
    else
      rows.push_back({std::string(outcome_specs()[from].label.in(lang)),
                      std::string(outcome_specs()[to].label.in(lang)), count_text(-count, lang)});
  }
  if (rest > 0) rows.push_back({say(TextId::compare_others, lang), "", count_text(rest, lang)});
  return table_text(rows, {true, true, false}) + "\n";
}

/// One statistic in both runs; what is nowhere has a dash.
std::vector<std::string> statistic_row(StatisticId id, const StatisticDifference* row, Lang lang) {
  const StatisticSpec& spec = statistic_specs()[std::size_t(id)];
  const auto side = [&](const std::optional<Estimate>& e) {
    return e ? figure_text(e->value, *e, spec.unit, lang) : std::string("-");
  };
  std::vector<std::string> out{with_unit(spec.label.in(lang), spec.unit, lang),
                               row ? side(row->a) : "-", row ? side(row->b) : "-"};
  if (row == nullptr || !row->difference)
    return {out[0], out[1], out[2], "-", say(TextId::cli_absent, lang)};
  const Estimate& d = *row->difference;
  out.push_back(change_text(d.value, d, spec.unit, lang));
  out.push_back(row->has_interval || d.value == 0.0 ? change_interval_text(d, spec.unit, lang)
                                                    : say(TextId::compare_too_few, lang));
  return out;
}

std::string statistics_table(const Comparison& c, Lang lang, bool all) {
  Rows rows{{say(TextId::cli_statistic, lang), "A", "B", say(TextId::compare_change, lang),
             say(TextId::cli_interval, lang)}};
  if (all)
    for (const StatisticDifference& row : c.statistics)
      rows.push_back(statistic_row(row.id, &row, lang));
  else
    for (const StatisticId id : kKeyStatistics) rows.push_back(statistic_row(id, c.find(id), lang));
  return fitted_table(rows);
}

/// One pair of replicates by itself.
std::string pair_text(const Compared& c, Lang lang, bool all) {
  const Pair& pair = *c.pair;
  std::string out;
  if (pair.failed_a || pair.failed_b)
    return paragraph(say(TextId::compare_pair_fails, lang, *c.replicate));
  out += paragraph(pair.parts ? say(TextId::compare_pair_parts, lang, *c.replicate, *pair.parts)
                              : say(TextId::compare_pair_same, lang, *c.replicate));
  const auto outcome = [&](OutcomeId id) {
    return std::string(outcome_specs()[std::size_t(id)].label.in(lang));
  };
  out += "\n" +
         table_text({{say(TextId::compare_from, lang), say(TextId::compare_to, lang)},
                     {outcome(pair.a), outcome(pair.b)}},
                    {true, true}) +
         "\n";
  Rows rows{{say(TextId::cli_statistic, lang), "A", "B", say(TextId::compare_change, lang)}};
  const auto add = [&](std::size_t s) {
    const StatisticSpec& spec = statistic_specs()[s];
    const bool yes_or_no = spec.kind == StatisticKind::Share;
    const auto text_of = [&](const std::optional<double>& x) -> std::string {
      if (!x) return "-";
      if (yes_or_no) return say(*x > 0.0 ? TextId::yes : TextId::no, lang);
      return figure_text(*x, {*x, *x, *x}, spec.unit, lang);
    };
    const auto &x = pair.values_a[s], &y = pair.values_b[s];
    const bool both = x && y && !yes_or_no;
    const double change = both ? *y - *x : 0.0;
    const std::string words(spec.label.in(lang));
    rows.push_back({yes_or_no ? words : with_unit(words, spec.unit, lang), text_of(x), text_of(y),
                    both ? change_text(change, {change, change, change}, spec.unit, lang) : ""});
  };
  if (all)
    for (std::size_t s = 0; s < pair.values_a.size(); ++s) add(s);
  else
    for (const StatisticId id : kKeyStatistics) add(std::size_t(id));
  return out + fitted_table(rows);
}

std::vector<LocalText> not_modelled(const Compared& c) {
  std::vector<LocalText> out = c.a.not_modelled;
  for (const LocalText& item : c.b.not_modelled)
    if (std::find(out.begin(), out.end(), item) == out.end()) out.push_back(item);
  return out;
}

}  // namespace

std::string compare_text(const Compared& c, Lang lang, bool all, bool color) {
  std::string out;
  for (const auto& [name, file, scenario] :
       {std::tuple("A", &c.file_a, &c.a), std::tuple("B", &c.file_b, &c.b)})
    for (const std::string& line :
         wrapped(fmt::format("{}: {} ({})", name, scenario->title.in(lang), *file), 80))
      out += bold(line, color) + "\n";
  out += caveats_text(not_modelled(c), lang);
  const Comparison& both = c.comparison;
  if (!c.pair)
    out += paragraph(say(TextId::compare_header, lang, count_text(both.replicates, lang), c.a.weeks,
                         to_string(Date::from(c.a.start)), both.seed));
  out += "\n" + inputs_text(c, lang) + "\n";
  if (c.pair) return out + pair_text(c, lang, all);
  if (both.outcomes.empty()) return out + paragraph(say(TextId::cli_none_finished, lang));
  out += parting_text(c, lang) + "\n" + outcome_table(both, lang) + "\n";
  out += flips_text(both, lang);
  out += statistics_table(both, lang, all) + "\n";
  return out + paragraph(say(TextId::compare_interval_note, lang));
}

}  // namespace palabre
