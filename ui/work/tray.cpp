#include "ui/work/tray.hpp"

#include <algorithm>
#include <utility>

#include "sim/model/compile.hpp"
#include "sim/run/explain/number_text.hpp"
#include "sim/scenario/differences.hpp"
#include "sim/scenario/share_code.hpp"
#include "sim/tables/text.hpp"

namespace palabre::ui {
namespace {

constexpr std::int64_t kTrayLook = 128;  // [pairs]

LocalText in_both(const Message& message) { return {message.in(Lang::en), message.in(Lang::fr)}; }
LocalText in_both(const ScenarioError& error) { return {error.in(Lang::en), error.in(Lang::fr)}; }

/// "{}: {}" in each language.
LocalText refusal_of_case(const LocalText& what, const LocalText& why) {
  return {say(TextId::ui_refused, Lang::en, what.en, why.en),
          say(TextId::ui_refused, Lang::fr, what.fr, why.fr)};
}

/// With what a figure says of how each case was run.
TrayAnswer with_recipes(Tray tray, const std::vector<PreparedCase>& cases) {
  TrayAnswer out{std::move(tray), {}};
  for (std::size_t k = 0; k < cases.size(); ++k) {
    const Comparison& c = out.tray.comparisons[k == 0 ? 0 : k - 1];
    Results& run = out.runs.emplace_back();
    run.manifest = manifest_of(cases[k].scenario);
    run.manifest.scenario_digest = k == 0 ? c.inputs_a : c.inputs_b;
    run.manifest.seed = c.seed;
    run.manifest.replicates = c.replicates;
    run.digest = k == 0 ? c.results_a : c.results_b;
  }
  return out;
}

}  // namespace

PreparedCase prepared(const ScenarioFile& file, const Scenario& draft, const LocalText& title,
                      bool is_file) {
  PreparedCase out{title, {}, draft, file.world, CaseKey::of_inputs(draft, *file.world)};
  out.scenario.title = title;
  if (is_file) {
    out.opens = file.path;
    return out;
  }
  try {
    out.opens = share_code(out.scenario, *file.world);
  } catch (const ScenarioError&) {
    // A world of its own: it stands beside the others all the same.
  }
  return out;
}

std::string tray_letter(std::size_t k) { return std::string(1, char('A' + k)); }

std::optional<LocalText> TrayCases::add(PreparedCase one) {
  auto& cases = shown_.cases;
  if (cases.size() >= kTrayMost) return in_both({TextId::tray_full, {}});
  for (std::size_t k = 0; k < cases.size(); ++k)
    if (cases[k].key == one.key) return in_both({TextId::tray_there, {tray_letter(k)}});
  try {
    compile(one.scenario, *one.world);
  } catch (const ScenarioError& error) {
    return refusal_of_case(one.title, in_both(error));
  }
  if (!cases.empty()) {
    const PreparedCase& first = cases.front();
    if (const auto why = cannot_pair({first.title.en, first.scenario, *first.world},
                                     {one.title.en, one.scenario, *one.world}))
      return in_both(*why);
  }
  cases.push_back(std::move(one));
  count_pairs();
  return {};
}

void TrayCases::remove(std::size_t which) {
  if (which >= shown_.cases.size()) return;
  shown_.cases.erase(shown_.cases.begin() + std::ptrdiff_t(which));
  count_pairs();
}

void TrayCases::move(std::size_t which, int by) {
  const auto to = std::ptrdiff_t(which) + by;
  if (which >= shown_.cases.size() || to < 0 || to >= std::ptrdiff_t(shown_.cases.size())) return;
  std::swap(shown_.cases[which], shown_.cases[std::size_t(to)]);
}

void TrayCases::pick(std::string about) { shown_.about = std::move(about); }

void TrayCases::count_pairs() {
  shown_.pairs = 0;
  for (const PreparedCase& one : shown_.cases)
    shown_.pairs = shown_.pairs == 0
                       ? one.scenario.replicates
                       : std::min<std::int64_t>(shown_.pairs, one.scenario.replicates);
}

CaseKey TrayCases::key() const {
  if (shown_.cases.size() < 2) return {};
  CaseKey out = shown_.cases.front().key;
  for (std::size_t k = 1; k < shown_.cases.size(); ++k)
    out = CaseKey::of_pair(out, shown_.cases[k].key, shown_.pairs);
  return out;
}

void TrayCases::take(TaskStatus<TrayAnswer> found) {
  shown_.found = std::move(found);
  shown_.answer.is_whole = !shown_.found.running && !shown_.found.stopped;
  if (shown_.found.answer == told_ && shown_.about == told_about_) return;
  told_ = shown_.found.answer;
  told_about_ = shown_.about;
  form_sentences();
}

void TrayCases::form_sentences() {
  shown_.sentences.clear();
  shown_.answer.answer.reset();
  if (!shown_.is_there()) return;
  const Tray& tray = shown_.found.answer->tray;
  const auto about = find_figure(shown_.about);
  shown_.figure = about ? *about : tray.strongest();
  std::size_t most = 1;
  for (std::size_t k = 1; k < tray.cases(); ++k) {
    const Finding finding = tray.finding(k, shown_.figure);
    const auto& changes = tray.changes[k - 1];
    shown_.sentences.push_back(
        {answer_text(changes, finding, Lang::en), answer_text(changes, finding, Lang::fr)});
    if (finding.strength() > tray.finding(most, shown_.figure).strength()) most = k;
  }
  auto answer = std::make_shared<CaseAnswer>();
  answer->changes = tray.changes[most - 1];
  answer->finding = tray.finding(most, shown_.figure);
  answer->sentence = shown_.sentences[most - 1];
  shown_.answer.answer = std::move(answer);
  shown_.answer.against = shown_.cases.front().title;
}

CaseTask<TrayAnswer>::Work tray_work(std::vector<PreparedCase> cases, std::int64_t pairs,
                                     int threads) {
  return
      [cases = std::move(cases), pairs, threads](
          const CaseTask<TrayAnswer>::TaskContext& context) -> std::shared_ptr<const TrayAnswer> {
        std::vector<TrayCase> sides;
        for (const PreparedCase& one : cases) sides.push_back({one.scenario, *one.world});
        std::shared_ptr<const TrayAnswer> whole;
        for (std::int64_t before = 0; before < pairs;) {
          const std::int64_t target = before == 0 ? std::min(kTrayLook, pairs) : pairs;
          const auto tells = [&](std::int64_t done, std::int64_t total) {
            const double share = total > 0 ? double(done) / double(total) : 1.0;
            context.progress(std::int64_t(share * double(target)), pairs);
          };
          auto made = compare_all(sides, {target, threads, false, context.stop, tells});
          if (!made) return nullptr;
          whole = std::make_shared<const TrayAnswer>(with_recipes(std::move(*made), cases));
          before = target;
          context.progress(target, pairs);
          if (target < pairs) context.part(whole);
        }
        return whole;
      };
}

}  // namespace palabre::ui
