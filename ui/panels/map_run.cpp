#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/map_words.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui {
namespace {

// The run asked for, once it is told.
const Watched* told(const FrameInputs& shown) {
  const WatchNews& news = shown.watch;
  const std::int64_t wanted = shown.map_run.replicate;
  const bool there = wanted >= 0 && news.run && !news.run_is_old && news.failure.empty();
  return there && news.run->story.replicate == wanted ? news.run.get() : nullptr;
}

}  // namespace

const Watched* run_on_map(const FrameInputs& shown) {
  const Watched* run = told(shown);
  const bool fits = run && run->story.weeks() > 0 &&
                    run->story.trace.cercle_count == int(shown.map.pieces.size());
  return fits ? run : nullptr;
}

std::string run_on_map_in_words(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  if (!shown.watch.failure.empty() && shown.map_run.replicate >= 0)
    return say(lang, TextId::watch_no_story, shown.watch.failure);
  const Watched* run = told(shown);
  if (!run) return std::string(shown.say(TextId::line_agents_wait));
  const std::string number = whole(run->story.replicate, lang);
  if (run->story.failure)
    return say(lang, TextId::line_agents_failed, number, run->story.failure->week);
  return say(lang, shown.map_run.of_why ? TextId::line_agents_of_why : TextId::line_agents_of_watch,
             number, outcome_specs()[std::size_t(run->story.outcome)].label.in(lang));
}

}  // namespace palabre::ui
