#include "sim/cli/failures.hpp"

#include "sim/report/number_words.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

std::string place_text(const Failure& failure, Lang lang) {
  return failure.cercle < 0 ? say(TextId::cli_nation, lang)
                            : say(TextId::cli_cercle, lang, failure.cercle);
}

}  // namespace

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
