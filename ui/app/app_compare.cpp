// The part of App that belongs to the view Compare, and the share code.

#include <array>

#include "sim/scenario/share_code.hpp"
#include "sim/tables/text.hpp"
#include "ui/app/app.hpp"
#include "ui/base/words.hpp"

namespace palabre::ui {
namespace {

namespace fs = std::filesystem;

/// The values of one case under the words of another.
Scenario with_values_of(const Scenario& values, const Scenario& words) {
  Scenario out = values;
  out.title = words.title;
  out.summary = words.summary;
  out.not_modelled = words.not_modelled;
  out.sources = words.sources;
  out.expectations = words.expectations;
  out.sweeps = words.sweeps;
  return out;
}

}  // namespace

void App::look_at_comparison() {
  if (view_.place != Place::compare) return;
  compare_.look({file_, draft_, dirty_, unnamed_, pinned_, results_, options_.load});
}

void App::drop(const fs::path& path) {
  if (view_.place == Place::compare && (path.extension() == ".toml" || is_figure(path)))
    act(PickA{{SideA::file, path}});
  else
    act(OpenFile{path});
}

void App::act_on(const PickA& command) {
  view_.place = Place::compare;
  dialog_ = Dialog::none;
  compare_.pick(command.pick);
}

void App::act_on(const PickRun& command) { compare_.pick_run(command.replicate); }

// A file: it is opened as the case, which asks about unsaved work, and the file of the case takes
// its place. The pinned case and the file as saved: one undoable change, the case on screen is
// pinned instead.
void App::swap_sides() {
  const CompareShown& now = compare_.shown();
  if (!now.can_swap || !now.a) {
    notice_ = say(view_.lang, TextId::cmp_swap_not);
    return;
  }
  if (now.side == SideA::file) {
    swap_ = Swap{now.path, file_.path};
    return act_on(OpenFile{now.path});
  }
  if (now.a->world->bytes != file_.world->bytes) {
    notice_ = say(view_.lang, TextId::cmp_give_world);
    return;
  }
  Scenario next = with_values_of(now.a->scenario, draft_);
  // Results of a run that goes on are not those of this case.
  const bool whole = !run_.running && !wants_run_;
  pinned_ = std::make_shared<const Pinned>(
      Pinned{draft_, file_.world, whole ? results_ : nullptr, nullptr});
  comparison_.reset();
  compare_.pick({SideA::pinned, {}});
  if (next == draft_) return;
  history_.before_change(draft_, {}, true);
  set_case(std::move(next));
}

/// A file was opened: when that was half of a swap, do the other half.
void App::end_swap(const fs::path& opened) {
  const std::optional<Swap> swap = std::exchange(swap_, std::nullopt);
  if (swap && swap->to_open == opened) compare_.pick({SideA::file, swap->was_open});
}

bool App::do_with_comparison(Action action) {
  switch (action) {
    case Action::compare_pinned:
      act_on(PickA{{SideA::pinned, {}}});
      return true;
    case Action::compare_saved:
      act_on(PickA{{SideA::saved, {}}});
      return true;
    case Action::compare_file:
      view_.place = Place::compare;
      ui_state_.shelf = 0;
      show_file_dialog(Dialog::compare_with);
      return true;
    case Action::compare_swap:
      swap_sides();
      return true;
    case Action::compare_go_on:
      compare_.go_on();
      return true;
    case Action::share:
      share();
      return true;
    default:
      return false;
  }
}

}  // namespace palabre::ui
