#include "ui/export/headless_case.hpp"

#include <chrono>

#include "sim/model/compile.hpp"
#include "sim/run/views/compare.hpp"
#include "sim/scenario/share_code.hpp"
#include "sim/scenario/surroundings.hpp"
#include "ui/work/why.hpp"

namespace palabre::ui {
namespace {

LoadOptions load_options(const Changes& changes) {
  LoadOptions out;
  out.allow_outside = changes.allow_outside;
  out.weeks = changes.weeks;
  return out;
}

void open(Document& document, const DrawArgs& args) {
  if (args.file == "-")
    document.take(load_named(args.file, document.load_options()));
  else
    document.open(args.file, args.output_options.lang);
  if (!args.against.empty()) document.hold_against(load_any(args.against, document.load_options()));
}

MapShape map_of(const World& world) {
  try {
    return map_shape(world, surroundings_of(world));
  } catch (const ScenarioError&) {  // the map does without
    return map_shape(world);
  }
}

}  // namespace

HeadlessCase::HeadlessCase(const DrawArgs& args, bool asks_why)
    : document_(load_options(args.changes), {}),
      session_(options(asks_why)),
      against_(args.against) {
  view_.lang = args.output_options.lang;
  look_.theme = view_.theme = Theme::light;
  view_.still = view_.hide_timings = true;
  open(document_, args);
  Scenario draft = document_.draft();
  apply_overrides(draft, args.changes.assignments);
  draft.replicates = args.changes.replicates.value_or(draft.replicates);
  draft.seed = args.changes.seed.value_or(draft.seed);
  compile(draft, *document_.world());  // what only shows between fields
  document_.change(std::move(draft));
  view_.week = document_.draft().weeks - 1;
  map_ = map_of(*document_.world());
}

SessionOptions HeadlessCase::options(bool asks_why) {
  SessionOptions out;
  out.asks_why = asks_why;
  out.wake = [this] {
    const std::scoped_lock lock(mutex_);
    has_news_ = true;
    news_.notify_one();
  };
  return out;
}

void HeadlessCase::compare() {
  view_.place = Place::compare;
  if (!against_.empty()) session_.pick_a({SideA::file, against_});
}

std::optional<Message> HeadlessCase::cannot_be_paired() const {
  const ScenarioFile* reference = document_.reference().get();
  if (reference == nullptr) return {};
  Scenario same_dice = reference->scenario;
  same_dice.seed = document_.draft().seed;
  return cannot_pair({reference->path.string(), same_dice, *reference->world},
                     {document_.file().path.string(), document_.draft(), *document_.world()});
}

std::vector<std::filesystem::path> HeadlessCase::inputs() const {
  std::vector<std::filesystem::path> out = document_.file().chain;
  if (const auto& reference = document_.reference())
    out.insert(out.end(), reference->chain.begin(), reference->chain.end());
  return out;
}

// Now and then without news too: whoever wants to stop it wakes nobody.
void HeadlessCase::wait() {
  std::unique_lock lock(mutex_);
  news_.wait_for(lock, std::chrono::milliseconds(50), [this] { return has_news_; });
  has_news_ = false;
}

// Of the ensemble, then of what takes longest after it.
void HeadlessCase::report(const Progress& progress) const {
  if (!progress) return;
  const RunState& run = session_.run();
  const TaskStatus<Why>& why = session_.why().asked;
  if (run.running && run.total > 0)
    progress(run.done, run.total);
  else if (why.running && why.total > 0)
    progress(why.done, why.total);
}

bool HeadlessCase::work_out(const std::stop_token& stop, const Progress& progress) {
  constexpr int kQuiet = 3;  // rounds in which nothing is asked anew
  for (int quiet = 0; quiet < kQuiet;) {
    if (stop.stop_requested()) {
      session_.stop_all(view_);
      return false;
    }
    if (std::string words = session_.take_news(document_, view_); !words.empty())
      failure_ = std::move(words);
    session_.ask(document_, view_);
    report(progress);
    quiet = session_.busy(document_, view_) == Busy::no ? quiet + 1 : 0;
    if (quiet == 0) wait();
  }
  return true;
}

FrameInputs HeadlessCase::shown() const {
  const CaseInputs known{view_,
                         document_.file(),
                         document_.draft(),
                         map_,
                         session_.run(),
                         document_.dirty(),
                         document_.unnamed(),
                         false,
                         false,
                         false,
                         Dialog::none,
                         unseen_.browser,
                         unseen_.presets,
                         unseen_.recent,
                         unseen_.problem,
                         unseen_.notice,
                         unseen_.recovered,
                         document_.name(),
                         LocalText{},
                         document_.reference().get(),
                         session_.pinned(),
                         session_.reference(),
                         session_.comparison(),
                         session_.answer(),
                         false,
                         session_.compared(),
                         session_.tray().shown(),
                         session_.watch(),
                         session_.analysis(),
                         session_.why(),
                         session_.details(),
                         session_.map_run(document_, view_)};
  return {known, look_, session_.edges(), session_.results().get()};
}

}  // namespace palabre::ui
