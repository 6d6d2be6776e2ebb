#include "ui/work/answer.hpp"

#include "sim/run/explain/number_text.hpp"
#include "sim/tables/text.hpp"

namespace palabre::ui {

CaseAnswer answer_of(const Scenario& reference, const Scenario& scenario,
                     const Comparison& comparison) {
  CaseAnswer out;
  out.changes = changes_between(reference, scenario);
  const std::optional<Target> about = find_figure(scenario.about);
  out.finding = finding_of(comparison, about ? *about : strongest_figure(comparison));
  out.sentence = {answer_text(out.changes, out.finding, Lang::en),
                  answer_text(out.changes, out.finding, Lang::fr)};
  return out;
}

bool has_parts(const CaseAnswer& answer) {
  return answer.changes.size() > 1 && answer.changes.size() <= kChangesMax &&
         answer.finding.about.kind() != StatisticKind::Median;
}

CaseTask<Attribution>::Work attribution_work(const Scenario& reference, const Scenario& scenario,
                                             const std::shared_ptr<const World>& world,
                                             const CaseAnswer& answer, int threads) {
  return
      [reference, scenario, world, changes = answer.changes, about = answer.finding.about, threads](
          const CaseTask<Attribution>::TaskContext& context) -> std::shared_ptr<const Attribution> {
        AttributionOptions options;
        options.replicates = scenario.replicates;
        options.threads = threads;
        options.stop = context.stop;
        options.progress = context.progress;
        options.first = [&](const Attribution& first) {
          context.part(std::make_shared<const Attribution>(first));
        };
        auto made = attribute(reference, scenario, world, changes, about, options);
        return made ? std::make_shared<const Attribution>(std::move(*made)) : nullptr;
      };
}

std::string parts_in_words(const CaseAnswer& answer, const Attribution& parts, Lang lang) {
  const std::string words = attribution_text(answer.changes, parts, answer.finding, lang);
  if (words.empty() || parts.is_final) return words;
  return say(TextId::ans_first, lang, words, count_text(parts.replicates, lang));
}

}  // namespace palabre::ui
