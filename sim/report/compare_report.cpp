#include "sim/report/compare_report.hpp"

#include <algorithm>
#include <tuple>

#include "sim/report/input_words.hpp"

namespace palabre {
namespace {

std::string words_of(const std::optional<Value>& value, bool is_choice, Lang lang) {
  struct Words {
    bool is_choice;
    Lang lang;
    std::string operator()(double x) const { return plain_text(x, lang); }
    std::string operator()(bool x) const { return say(x ? TextId::yes : TextId::no, lang); }
    std::string operator()(const std::string& x) const {
      return is_choice ? choice_in_words(x, lang) : x;
    }
    std::string operator()(Date x) const {
      return x.is_never() ? say(TextId::never, lang) : day_in(x, lang);
    }
  };
  return value ? std::visit(Words{is_choice, lang}, *value) : "-";
}

/// "Mediator's standing (talks.mediator): 0.6 → 1 (0..1)", one a line.
void add_inputs(Report& out, const Compared& c) {
  out.data["inputs"] = Json::array();
  if (c.inputs.empty())
    out.say(TextId::compare_same_inputs);
  else
    out.say(TextId::compare_inputs);
  for (const InputDifference& row : c.inputs) {
    out.data["inputs"].push_back({{"key", row.key},
                                  {"label", row.label.in(Lang::en)},
                                  {"a", value_json(row.a)},
                                  {"b", value_json(row.b)},
                                  {"unit", label(row.unit, Lang::en)}});
    const bool is_choice = row.key.starts_with("levers.") || row.key.starts_with("switches.");
    std::string line =
        say(TextId::compare_input, out.lang, row.label.in(out.lang), row.key,
            words_of(row.a, is_choice, out.lang), words_of(row.b, is_choice, out.lang));
    if (row.a && std::holds_alternative<double>(*row.a))
      line += fmt::format(" ({})", label(row.unit, out.lang));
    if (row.key == "seed" || row.key == "replicates")
      line += say(TextId::compare_unused, out.lang,
                  row.key == "seed" ? std::to_string(c.comparison.seed)
                                    : count_text(c.comparison.replicates, out.lang));
    out.item(line);
  }
  out.blank();
}

void add_parting(Report& out, const Comparison& both) {
  const auto count = [&](std::int64_t n) { return count_text(n, out.lang); };
  const auto weeks = both.parting.weeks();
  const std::string parted =
      weeks ? say(TextId::compare_parting, out.lang, count(both.parting.parted),
                  count(both.finished()), weeks->first, weeks->median, weeks->last)
            : say(TextId::compare_never_part, out.lang, count(both.finished()));
  out.paragraph(
      parted + " " +
      say(TextId::compare_flipped, out.lang, count(both.flipped()), count(both.finished())));
  out.blank();
}

/// "Deaths a year (deaths/year)"; the unit is that of the difference.
std::string with_unit(std::string_view words, Unit unit, Lang lang) {
  return fmt::format("{} ({})", words, change_unit_text(unit, lang));
}

Table outcome_table(const Comparison& c, Lang lang) {
  constexpr Unit kUnit = Unit::ShareOfReplicates;
  Table out{.name = "outcomes",
            .heads = {say(TextId::cli_outcome, lang), "A", "B",
                      with_unit(say(TextId::compare_change, lang), kUnit, lang),
                      say(TextId::cli_interval, lang)}};
  for (const OutcomeDifference& row : c.outcomes) {
    const OutcomeSpec& spec = outcome_specs()[std::size_t(row.outcome)];
    out.add(
        {spec.label.in(lang), level(row.a, kUnit, lang), level(row.b, kUnit, lang),
         change(row.difference, kUnit, lang), change_interval_text(row.difference, kUnit, lang)},
        {{"id", spec.id},
         {"a", estimate_json(row.a)},
         {"b", estimate_json(row.b)},
         {"difference", estimate_json(row.difference)}});
  }
  return out;
}

/// Who changed from which outcome to which, the most frequent first.
void add_flips(Report& out, const Comparison& c) {
  constexpr std::size_t kMost = 12;
  const Lang lang = out.lang;
  std::vector<std::tuple<std::int64_t, std::size_t, std::size_t>> flips;
  for (std::size_t i = 0; i < c.flips.size(); ++i)
    for (std::size_t j = 0; j < c.flips.size(); ++j)
      if (i != j && c.flips[i][j] > 0) flips.emplace_back(-c.flips[i][j], i, j);
  if (flips.empty()) return;
  std::sort(flips.begin(), flips.end());
  Table table{.heads = {say(TextId::compare_from, lang), say(TextId::compare_to, lang),
                        say(TextId::compare_pairs, lang)},
              .left = {true, true, false}};
  std::int64_t rest = 0;
  for (const auto& [count, from, to] : flips) {
    if (table.rows.size() >= kMost)
      rest -= count;
    else
      table.add({outcome_specs()[from].label.in(lang), outcome_specs()[to].label.in(lang),
                 count_text(-count, lang)});
  }
  if (rest > 0) table.add({say(TextId::compare_others, lang), "", count_text(rest, lang)});
  out.add(std::move(table));
  out.blank();
}

/// False: the difference rests on too little to have a width.
bool is_known(const StatisticDifference& row) {
  return row.has_interval || (row.difference && row.difference->basis != Basis::spread);
}

/// One statistic in both runs; what is nowhere has a dash.
std::vector<TableCell> statistic_cells(StatisticId id, const StatisticDifference* row, Lang lang) {
  const StatisticSpec& spec = statistic_specs()[std::size_t(id)];
  const auto side = [&](const std::optional<Estimate>& e) {
    return e ? level(*e, spec.unit, lang) : TableCell("-");
  };
  std::vector<TableCell> out{with_unit(spec.label.in(lang), spec.unit, lang),
                             row ? side(row->a) : "-", row ? side(row->b) : "-"};
  if (row == nullptr || !row->difference) {
    out.insert(out.end(), {"-", say(TextId::cli_absent, lang)});
    return out;
  }
  const Estimate& d = *row->difference;
  out.push_back(change(d, spec.unit, lang));
  out.push_back(is_known(*row) ? change_interval_text(d, spec.unit, lang)
                               : say(TextId::compare_too_few, lang));
  return out;
}

Json statistic_data(const StatisticDifference& row) {
  const StatisticSpec& spec = statistic_specs()[std::size_t(row.id)];
  Json out{{"a", estimate_json(row.a)},
           {"b", estimate_json(row.b)},
           {"difference", is_known(row) ? estimate_json(row.difference) : Json()}};
  if (spec.kind != StatisticKind::Median) out["differing"] = row.differing;
  out["unit"] = label(spec.unit, Lang::en);
  return out;
}

void add_statistics(Report& out, const Comparison& c, bool all) {
  const Lang lang = out.lang;
  Table data{.name = "statistics", .by_id = true, .is_data = true};
  Table shown{.heads = {say(TextId::cli_statistic, lang), "A", "B",
                        say(TextId::compare_change, lang), say(TextId::cli_interval, lang)}};
  for (const StatisticDifference& row : c.statistics) {
    data.add({}, statistic_data(row), std::string(statistic_specs()[std::size_t(row.id)].id));
    if (all) shown.add(statistic_cells(row.id, &row, lang));
  }
  if (!all)
    for (const StatisticId id : kKeyStatistics) shown.add(statistic_cells(id, c.find(id), lang));
  out.add(std::move(data));
  out.add(std::move(shown));
}

Table pair_statistics(const Pair& pair, Lang lang, bool all) {
  Table out{
      .heads = {say(TextId::cli_statistic, lang), "A", "B", say(TextId::compare_change, lang)}};
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
    const double moved = both ? *y - *x : 0.0;
    const std::string_view words = spec.label.in(lang);
    out.add({yes_or_no ? std::string(words) : with_unit(words, spec.unit, lang), text_of(x),
             text_of(y), both ? change_text(moved, {moved, moved, moved}, spec.unit, lang) : ""});
  };
  if (all)
    for (std::size_t s = 0; s < pair.values_a.size(); ++s) add(s);
  else
    for (const StatisticId id : kKeyStatistics) add(std::size_t(id));
  return out;
}

/// One pair of replicates by itself.
void add_pair(Report& out, const Compared& c, bool all) {
  const Pair& pair = *c.pair;
  Json& data = out.data["replicate"];
  data = {{"number", *c.replicate}, {"failed", pair.failed_a || pair.failed_b}};
  if (pair.failed_a || pair.failed_b) return out.say(TextId::compare_pair_fails, *c.replicate);
  data["parts_in_week"] = pair.parts ? Json(*pair.parts) : Json();
  const OutcomeSpec &a = outcome_specs()[std::size_t(pair.a)],
                    &b = outcome_specs()[std::size_t(pair.b)];
  data["outcome"] = {{"a", a.id}, {"b", b.id}};
  data["statistics"] = Json::object();
  const auto number = [](const std::optional<double>& x) { return x ? Json(*x) : Json(); };
  for (std::size_t s = 0; s < pair.values_a.size(); ++s)
    if (pair.values_a[s] || pair.values_b[s])
      data["statistics"][std::string(statistic_specs()[s].id)] = {{"a", number(pair.values_a[s])},
                                                                  {"b", number(pair.values_b[s])}};
  if (pair.parts)
    out.say(TextId::compare_pair_parts, *c.replicate, *pair.parts);
  else
    out.say(TextId::compare_pair_same, *c.replicate);
  out.blank();
  Table outcomes{.heads = {say(TextId::compare_from, out.lang), say(TextId::compare_to, out.lang)},
                 .left = {true, true}};
  outcomes.add({a.label.in(out.lang), b.label.in(out.lang)});
  out.add(std::move(outcomes));
  out.blank();
  out.add(pair_statistics(pair, out.lang, all));
}

Json failures_json(const Comparison& c) {
  Json out = Json::array();
  for (const PairFailure& pair : c.failures)
    out.push_back({{"replicate", pair.failure.replicate},
                   {"in", pair.in_b ? "b" : "a"},
                   {"week", pair.failure.week},
                   {"cercle", pair.failure.cercle < 0 ? Json() : Json(pair.failure.cercle)},
                   {"variable", pair.failure.variable}});
  return out;
}

void add_comparison(Report& out, const Compared& c, bool all) {
  const Comparison& both = c.comparison;
  const bool has_any = !both.outcomes.empty();
  out.data["replicates"] = both.replicates;
  out.data["failed_pairs"] = both.failed;
  out.data["failures"] = failures_json(both);
  if (!has_any) out.say(TextId::cli_none_finished);
  if (has_any) add_parting(out, both);
  Table outcomes = outcome_table(both, out.lang);
  outcomes.is_data = !has_any;
  out.add(std::move(outcomes));
  if (has_any) out.blank();
  out.data["flipped"] = both.flipped();
  out.data["flips"] = both.flips;
  const auto weeks = both.parting.weeks();
  out.data["parting"] = {{"parted", both.parting.parted},
                         {"first_week", weeks ? Json(weeks->first) : Json()},
                         {"median_week", weeks ? Json(weeks->median) : Json()},
                         {"last_week", weeks ? Json(weeks->last) : Json()},
                         {"by_week", both.parting.by_week}};
  if (has_any) add_flips(out, both);
  add_statistics(out, both, all);
  if (!has_any) {
    out.blocks.pop_back();  // nothing but dashes
    return;
  }
  out.blank();
  out.say(TextId::compare_interval_note);
}

Json side_json(const std::string& file, const Scenario& scenario, const std::string& inputs,
               const std::string& results) {
  Json out = scenario_json(file, scenario.title.in(Lang::en), inputs);
  if (!results.empty()) out["results"] = results;
  return out;
}

}  // namespace

Report compare_report(const Compared& c, Lang lang, bool all) {
  const Comparison& both = c.comparison;
  const std::string start = to_string(Date::from(c.a.start));
  Report out(lang, "palabre.compare/1");
  out.data["a"] = side_json(c.file_a, c.a, c.digest_a, both.results_a);
  out.data["b"] = side_json(c.file_b, c.b, c.digest_b, both.results_b);
  out.data["start"] = start;
  out.data["weeks"] = c.a.weeks;
  out.data["seed"] = both.seed;
  out.data["program"] = program_json();
  out.title(say(TextId::ans_tray_title, lang, "A", c.a.title.in(lang), file_words(c.file_a)));
  out.title(say(TextId::ans_tray_title, lang, "B", c.b.title.in(lang), file_words(c.file_b)));
  std::vector<LocalText> missing = c.a.not_modelled;
  for (const LocalText& item : c.b.not_modelled)
    if (std::find(missing.begin(), missing.end(), item) == missing.end()) missing.push_back(item);
  out.caveats(missing);
  if (!c.pair)
    out.say(TextId::compare_header, count_text(both.replicates, lang), c.a.weeks,
            day_in(Date::from(c.a.start), lang), both.seed);
  out.blank();
  add_differences(out, c, all);
  return out;
}

void add_differences(Report& out, const Compared& c, bool all) {
  add_inputs(out, c);
  if (c.pair)
    add_pair(out, c, all);
  else
    add_comparison(out, c, all);
}

}  // namespace palabre
