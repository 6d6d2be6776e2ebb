#include "sim/cli/run_text.hpp"

#include <algorithm>
#include <cmath>

#include "sim/cli/figures.hpp"
#include "sim/cli/layout.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr std::size_t kTextColumns = 80;

std::string outcome_table(const Results& results, Lang lang) {
  std::vector<std::vector<std::string>> rows{
      {say(TextId::cli_outcome, lang), say(TextId::cli_share, lang),
       say(TextId::cli_interval, lang), say(TextId::cli_in_words, lang)}};
  for (const OutcomeShare& row : results.outcomes)
    rows.push_back({std::string(outcome_specs()[std::size_t(row.outcome)].label.in(lang)),
                    figure_text(row.share.value, row.share, Unit::ShareOfReplicates, lang),
                    interval_text(row.share, Unit::ShareOfReplicates, lang),
                    share_in_words(row.share.value, lang)});
  return table_text(rows, {true, false, false, true});
}

std::string statistics_table(const Results& results, Lang lang) {
  std::vector<std::vector<std::string>> rows{
      {say(TextId::cli_statistic, lang), say(TextId::cli_mean, lang),
       say(TextId::cli_interval, lang), say(TextId::cli_unit, lang)}};
  for (const StatisticId id : kKeyStatistics) {
    const StatisticSpec& spec = statistic_specs()[std::size_t(id)];
    const Statistic* found = results.find(id);
    if (found == nullptr) {
      rows.push_back({std::string(spec.label.in(lang)), "-", say(TextId::cli_absent, lang), ""});
      continue;
    }
    const Estimate& estimate = found->estimate;
    rows.push_back({std::string(spec.label.in(lang)),
                    figure_text(estimate.value, estimate, spec.unit, lang),
                    interval_text(estimate, spec.unit, lang), unit_text(spec.unit, lang)});
  }
  return table_text(rows, {true, false, false, true});
}

std::string title_of(const Manifest& manifest, Lang lang) {
  const std::string& wanted = lang == Lang::fr ? manifest.title_fr : manifest.title_en;
  const std::string& other = lang == Lang::fr ? manifest.title_en : manifest.title_fr;
  return wanted.empty() ? other : wanted;
}

std::string place_text(const Failure& failure, Lang lang) {
  return failure.cercle < 0 ? say(TextId::cli_nation, lang)
                            : say(TextId::cli_cercle, lang, failure.cercle);
}

}  // namespace

std::string paragraph(std::string_view text) {
  std::string out;
  for (const std::string& line : wrapped(text, kTextColumns)) out += line + "\n";
  return out;
}

std::string caveats_text(const std::vector<LocalText>& not_modelled, Lang lang) {
  std::string out = paragraph(say(TextId::not_a_forecast, lang));
  std::string listed;
  for (const LocalText& item : not_modelled)
    listed += (listed.empty() ? "" : lang == Lang::fr ? " ; " : "; ") + item.in(lang);
  if (!listed.empty()) out += paragraph(say(TextId::not_modelled, lang, listed));
  return out;
}

std::string run_text(const Results& results, Lang lang, bool color) {
  const Manifest& manifest = results.manifest;
  std::string out;
  for (const std::string& line : wrapped(title_of(manifest, lang), kTextColumns))
    out += bold(line, color) + "\n";
  out += caveats_text(manifest.not_modelled, lang);
  out += paragraph(say(TextId::cli_run_header, lang, count_text(manifest.replicates, lang),
                       manifest.weeks, manifest.start, manifest.seed));
  out += "\n";
  if (results.outcomes.empty()) {
    out += paragraph(say(TextId::cli_none_finished, lang)) + "\n";
  } else {
    out += outcome_table(results, lang) + "\n" + statistics_table(results, lang) + "\n";
    out += paragraph(say(TextId::cli_interval_note, lang));
  }
  out += table_text({{say(TextId::cli_digest, lang), results.digest},
                     {say(TextId::cli_scenario_digest, lang), manifest.scenario_digest},
                     {say(TextId::cli_program, lang),
                      fmt::format("palabre {}, {}", manifest.version, manifest.build)}},
                    {true, true});
  return out;
}

std::string failures_text(const Results& results, const std::string& file, Lang lang) {
  if (results.failed == 0) return "";
  std::string out = say(TextId::cli_some_failed, lang, file, count_text(results.failed, lang),
                        count_text(results.manifest.replicates, lang)) +
                    "\n";
  for (const Failure& failure : results.failures)
    out += say(TextId::cli_failure, lang, failure.replicate, failure.week,
               place_text(failure, lang), failure.variable) +
           "\n";
  return out;
}

std::string pair_failures_text(const Comparison& comparison, const std::string& a,
                               const std::string& b, Lang lang) {
  if (comparison.failed == 0) return "";
  const std::string failed = count_text(comparison.failed, lang);
  const std::string all = count_text(comparison.replicates, lang);
  std::string out = a == b ? say(TextId::cli_some_failed, lang, a, failed, all)
                           : say(TextId::compare_pairs_failed, lang, a, b, failed, all);
  out += "\n";
  for (const PairFailure& pair : comparison.failures)
    out += say(TextId::compare_pair_failure, lang, pair.in_b ? b : a, pair.failure.replicate,
               pair.failure.week, place_text(pair.failure, lang), pair.failure.variable) +
           "\n";
  return out;
}

}  // namespace palabre
