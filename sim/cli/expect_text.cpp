#include "sim/cli/expect_text.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "sim/report/layout.hpp"
#include "sim/report/number_words.hpp"
#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"

namespace palabre {
namespace {

/// As many decimals as two digits of the interval's width need.
int decimals_for(const Estimate& e) {
  const double width = e.high - e.low;
  constexpr int kMost = 6;
  if (!(width > 0.0)) return e.value == 0.0 ? 0 : decimals_of(e.value);
  return std::clamp(1 - int(std::floor(std::log10(width))), 0, kMost);
}

std::string signed_text(double value, int decimals, Lang lang) {
  const std::string out = fixed_text(value, decimals, lang);
  const bool is_zero = out.find_first_of("123456789") == std::string::npos;
  return value > 0.0 && !is_zero ? "+" + out : out;
}

/// A number as it stands in the file, with the signs of the language.
std::string bound_text(double value, Lang lang) {
  constexpr double kGrouped = 1000.0, kWholeMost = 1e15;
  if (std::abs(value) >= kGrouped && std::abs(value) < kWholeMost && value == std::floor(value))
    return count_text(std::int64_t(value), lang);
  return plain_text(value, lang);
}

std::string wanted_text(const Expectation& e, Lang lang) {
  const std::pair<TextId, std::optional<double>> bounds[] = {
      {TextId::expect_at_least, e.at_least},
      {TextId::expect_at_most, e.at_most},
      {TextId::expect_higher_by, e.higher_by},
      {TextId::expect_lower_by, e.lower_by},
      {TextId::expect_same_within, e.same_within}};
  std::string out;
  for (const auto& [id, bound] : bounds) {
    if (!bound) continue;
    const std::string one = say(id, lang, bound_text(*bound, lang));
    out = out.empty() ? one : say(TextId::expect_and, lang, out, one);
  }
  return out;
}

std::string figure_text(const Expectation& e, const Judgement& j, Lang lang) {
  const std::string wanted = wanted_text(e, lang);
  if (!j.estimate) return say(TextId::expect_absent, lang, e.statistic, wanted);
  const Estimate& x = *j.estimate;
  const int decimals = decimals_for(x);
  const bool paired = !e.compared_to.empty();
  const auto number = [&](double value) {
    return paired ? signed_text(value, decimals, lang) : fixed_text(value, decimals, lang);
  };
  const std::string limits =
      interval_words(x, say(TextId::cli_from_to, lang, number(x.low), number(x.high)), lang);
  if (!paired)
    return say(TextId::expect_absolute, lang, e.statistic, number(x.value), limits, wanted);
  return say(TextId::expect_paired, lang, e.statistic, e.compared_to, number(x.value), limits,
             wanted);
}

std::string verdict_text(Verdict verdict, Lang lang) {
  if (verdict == Verdict::passed) return say(TextId::expect_passed, lang);
  return say(verdict == Verdict::failed ? TextId::expect_failed : TextId::expect_undecided, lang);
}

std::string unstable_text(const Tested& t, Lang lang) {
  const std::int64_t next = next_seed(t.seed);
  return say(TextId::expect_unstable, lang, verdict_text(t.judgement.verdict, lang), t.seed,
             verdict_text(t.next->verdict, lang), next);
}

std::string_view semicolon(Lang lang) { return lang == Lang::fr ? " ; " : "; "; }

std::string margin_text(const Tested& t, Lang lang) {
  double margin = t.judgement.margin;
  if (t.next) margin = std::min(margin, t.next->margin);
  if (!t.judgement.estimate) return "";
  if (std::isinf(margin))
    return std::string(semicolon(lang)) + say(TextId::expect_margin_exact, lang);
  return std::string(semicolon(lang)) +
         say(TextId::expect_margin, lang, fixed_text(margin, 1, lang));
}

std::string reason_text(const Expectation& e, Lang lang) {
  if (e.claim.empty() || e.why.starts_with(e.claim)) return e.why;
  return e.why.empty() ? e.claim : say(TextId::label_value, lang, e.claim, e.why);
}

}  // namespace

std::int64_t next_seed(std::int64_t seed) {
  return seed == std::numeric_limits<std::int64_t>::max() ? 0 : seed + 1;
}

std::string tested_line(const Tested& t, Lang lang, bool verbose, bool color) {
  std::string verdict =
      t.is_unstable() ? unstable_text(t, lang) : verdict_text(t.judgement.verdict, lang);
  std::string out = say(TextId::expect_line, lang, visible_line(t.file), t.expectation.line,
                        bold(verdict, color && !t.holds()),
                        visible_line(figure_text(t.expectation, t.judgement, lang)));
  if (verbose) out += margin_text(t, lang);
  const std::string reason = visible_line(reason_text(t.expectation, lang));
  if (!reason.empty() && (verbose || !t.holds())) out += std::string(semicolon(lang)) + reason;
  return out;
}

// --- JUnit ---------------------------------------------------------------------------------------

namespace {

std::string case_xml(const Tested& t) {
  const Expectation& e = t.expectation;
  std::string name = e.statistic + " " + wanted_text(e, Lang::en);
  if (!e.compared_to.empty()) name += " than " + e.compared_to;
  std::string out =
      fmt::format("    <testcase classname=\"{}\" name=\"{}\" file=\"{}\" line=\"{}\"",
                  markup(visible_line(t.file)), markup(visible_line(name)),
                  markup(visible_line(t.file)), e.line);
  if (t.holds()) return out + "/>\n";
  const std::string type = t.is_unstable()                             ? "unstable"
                           : t.judgement.verdict == Verdict::undecided ? "undecided"
                                                                       : "failed";
  return out + fmt::format(">\n      <failure type=\"{}\" message=\"{}\"/>\n    </testcase>\n",
                           type, markup(visible_line(tested_line(t, Lang::en, true, false))));
}

std::string suite_xml(const std::string& file, int tests, int failures, int errors,
                      const std::string& cases) {
  return fmt::format(
             "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"0\">\n",
             markup(visible_line(file)), tests, failures, errors) +
         cases + "  </testsuite>\n";
}

}  // namespace

std::string junit_xml(const std::vector<Tested>& tested, const std::vector<Untested>& untested) {
  std::string out;
  int failures = 0;
  for (std::size_t i = 0; i < tested.size();) {
    const std::string& file = tested[i].file;
    std::string cases;
    int count = 0, wrong = 0;
    for (; i < tested.size() && tested[i].file == file; ++i, ++count) {
      cases += case_xml(tested[i]);
      wrong += tested[i].holds() ? 0 : 1;
    }
    out += suite_xml(file, count, wrong, 0, cases);
    failures += wrong;
  }
  for (const Untested& u : untested)
    out +=
        suite_xml(u.file, 1, 0, 1,
                  fmt::format("    <testcase classname=\"{0}\" name=\"reads\" file=\"{0}\">\n"
                              "      <error type=\"invalid\" message=\"{1}\"/>\n    </testcase>\n",
                              markup(visible_line(u.file)), markup(visible_line(u.why))));
  return fmt::format(
             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             "<testsuites tests=\"{}\" failures=\"{}\" errors=\"{}\">\n",
             tested.size() + untested.size(), failures, untested.size()) +
         out + "</testsuites>\n";
}

}  // namespace palabre
