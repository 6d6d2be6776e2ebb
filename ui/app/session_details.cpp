// What a session works out about an ensemble that rests: where its runs disagree, the same with
// drawn assumptions, some of its runs, single runs as lines, one cercle.

#include <fmt/format.h>

#include "ui/app/session.hpp"

#include "ui/panels/view.hpp"
#include "ui/work/ensemble_details.hpp"
#include "ui/work/parameter_uncertainty.hpp"

namespace palabre::ui {
namespace {

std::string joined(const LockedKeys& locked) {
  std::string out;
  for (const std::string& key : locked) out += " " + key;
  return out;
}

}  // namespace

// Only for an ensemble that is whole: what the hatching says must be about what is shown.
void CaseSession::ask_uncertainty(const Document& document, const View& view) {
  edges_ = {};
  edges_.counts = view.map_hatching;
  const bool over_worlds = plays_over_worlds(document.draft(), *document.world());
  edges_.state = !view.edges   ? EdgeState::off
                 : over_worlds ? EdgeState::worlds
                               : EdgeState::waiting;
  const CaseKey runs = runs_key(document);
  const bool whole = runs && !run_.stopped && run_.done == run_.total;
  if (!options_.parameter_uncertainty || !whole || results_->finished() == 0) {
    disagreement_.drop();
    spread_.drop();
    halted_ = {};
    return;
  }
  disagreement_.read(runs);  // what is no longer wanted may still be on its way
  spread_.read(runs);
  if (edges_.counts) {
    const auto counted = disagreement_.ask(runs, {}, [&] {
      return disagreement_work(document.draft(), document.world(),
                               pool_.threads_for(Urgency::completing));
    });
    if (counted.running) return;  // the map comes first
    edges_.disagreement = counted.answer;
  }
  if (over_worlds)
    spread_.drop();  // its runs would be those on screen
  else if (view.edges)
    ask_drawn(runs, document, view);
}

void CaseSession::ask_drawn(const CaseKey& runs, const Document& document, const View& view) {
  const std::string question = joined(view.locked);
  if (halted_ == runs && !spread_.asks(runs, question)) {  // stopped before it was its turn
    edges_.state = EdgeState::stopped;
  } else if (!(document.draft().params.uncertainty_width > 0.0)) {
    edges_.state = EdgeState::fixed;
  } else {
    edges_.take(spread_.ask(runs, question, [&] {
      return uncertainty_work(document.draft(), document.world(), view.locked,
                              pool_.threads_for(Urgency::completing));
    }));
  }
}

void CaseSession::ask_details(const Document& document, const View& view) {
  const CaseKey runs = runs_key(document);
  if (!runs || results_->finished() == 0) {
    subset_.drop();
    lines_.drop();
    cercle_.drop();
    cercle_drawn_.drop();
    map_difference_.drop();
    details_ = {};
    lines_of_.clear();
    return;
  }
  lines_.read(runs);  // what is no longer wanted may still be on its way
  cercle_.read(runs);
  cercle_drawn_.read(runs);
  ask_map_difference(runs, document, view);
  if (view.run_filter) {
    details_.subset = subset_.ask(runs, key_of(*view.run_filter), [&] {
      return subset_work(document.draft(), document.world(), *view.run_filter,
                         results_->manifest.replicates, pool_.threads_for(Urgency::asked));
    });
  } else {
    subset_.drop();
    details_.subset = {};
  }
  // What rests on the runs that say yes waits until they are known.
  if (view.run_filter && !details_.subset.answer) {
    details_.lines.reset();
    details_.cercle.reset();
    details_.cercle_drawn.reset();
    return;
  }
  ask_lines(runs, document, view);
  ask_cercle(runs, document, view);
}

// Of the runs on screen and the same of what they are held against.
void CaseSession::ask_map_difference(const CaseKey& runs, const Document& document,
                                     const View& view) {
  details_.map_difference.reset();
  const std::shared_ptr<const Reference>& held = against();
  if (!view.map_difference || view.run_filter || !options_.parameter_uncertainty || !held ||
      !answer_.differs() || !held->pairs_with(document.draft(), *document.world()))
    return map_difference_.drop();
  const std::string question = comparison_ ? comparison_->inputs_a : std::string();
  if (question.empty()) return;
  details_.map_difference =
      map_difference_
          .ask(runs, question,
               [&] {
                 return map_difference_work(held->scenario, held->world, document.draft(),
                                            document.world(), results_->manifest.replicates,
                                            pool_.threads_for(Urgency::asked));
               })
          .answer;
}

void CaseSession::ask_lines(const CaseKey& runs, const Document& document, const View& view) {
  if (!view.lines) {
    lines_.drop();
    details_.lines.reset();
    return;
  }
  const std::string of = fmt::format("{} {} {}", runs.text(),
                                     view.run_filter ? key_of(*view.run_filter) : "", view.cercle);
  const std::vector<std::int64_t> numbers =
      line_numbers(details_.subset.answer.get(), results_->manifest.replicates, run_of_why(view));
  const std::int64_t last = numbers.empty() ? -1 : numbers.back();
  const TaskStatus<Lines> found = lines_.ask(runs, fmt::format("{} {}", of, last), [&] {
    return lines_work(document.draft(), document.world(), numbers, view.cercle);
  });
  if (lines_of_ != of) details_.lines.reset();
  if (!found.answer) return;  // one run more: those of before stay until then
  details_.lines = found.answer;
  lines_of_ = of;
}

void CaseSession::ask_cercle(const CaseKey& runs, const Document& document, const View& view) {
  details_.cercle.reset();
  details_.cercle_drawn.reset();
  if (view.cercle < 0 || !options_.parameter_uncertainty) {
    cercle_.drop();
    cercle_drawn_.drop();
    return;
  }
  const auto replicates = results_->manifest.replicates;
  const std::string question = std::to_string(view.cercle);
  const TaskStatus<CercleFans> set =
      cercle_.ask(runs, question + " " + (view.run_filter ? key_of(*view.run_filter) : ""), [&] {
        return cercle_work(document.draft(), document.world(), view.cercle, replicates,
                           details_.subset.answer, pool_.threads_for(Urgency::asked));
      });
  if (set.answer && set.answer->runs > 0) details_.cercle = set.answer;
  if (edges_.state != EdgeState::there || view.run_filter || !details_.cercle) return;
  const TaskStatus<CercleFans> drawn = cercle_drawn_.ask(runs, question + joined(view.locked), [&] {
    return drawn_cercle_work(document.draft(), document.world(), view.cercle, replicates,
                             view.locked, pool_.threads_for(Urgency::completing));
  });
  if (drawn.answer && drawn.answer->runs > 0) details_.cercle_drawn = drawn.answer;
}

}  // namespace palabre::ui
