// The part of App that keeps unsaved work aside, takes it up again after a crash, and notices when
// another program changes the file.

#include "sim/tables/text.hpp"
#include "ui/app/app.hpp"
#include "ui/base/words.hpp"

namespace palabre::ui {
namespace {

namespace fs = std::filesystem;

constexpr double kAsideEvery = 2.0, kDiskEvery = 1.0;  // [s]

}  // namespace

void App::look_after_files(double seconds) {
  since_aside_ += seconds;
  since_disk_ += seconds;
  if (history_.in_gesture()) return;
  if (since_aside_ >= kAsideEvery) {
    since_aside_ = 0.0;
    keep_aside();
  }
  if (since_disk_ >= kDiskEvery && dialog_ == Dialog::none && !unnamed_) {
    since_disk_ = 0.0;
    look_at_disk();
  }
}

bool App::keep_aside() {
  if (autosave_.empty()) return false;
  if (!dirty_) {
    forget_aside();
    return false;
  }
  if (kept_ && *kept_ == draft_) return true;
  try {
    if (write_autosave(autosave_, {fs::absolute(file_.path), patched_text(file_, draft_)}))
      kept_ = draft_;
  } catch (const std::exception&) {
    // Only the net below is missing: the work itself is all there.
  }
  return kept_ && *kept_ == draft_;
}

void App::forget_aside() {
  kept_.reset();
  if (autosave_.empty()) return;
  std::error_code ignored;
  fs::remove(autosave_, ignored);
}

void App::look_for_recovery() {
  for (const fs::path& file : recoverable_files(options_.state)) {
    const std::optional<Autosave> work = read_autosave(file);
    if (!work) continue;
    recovery_ = file;
    recovered_ = work->path;
    dialog_ = Dialog::recover;
    return;
  }
}

void App::act_on(const Recover& command) {
  dialog_ = Dialog::none;
  const std::optional<Autosave> work = read_autosave(recovery_);
  if (command.take && work) {
    try {
      ScenarioFile found = parse_scenario(work->text, work->path, options_.load);
      Scenario wanted = found.scenario;
      try {
        load(work->path);
      } catch (const std::runtime_error&) {  // the file itself is gone or broken
        take_up(std::move(found));
        unnamed_ = true;
      }
      history_.before_change(draft_, {}, true);
      set_case(std::move(wanted));
      dirty_ = true;
      notice_ = say(view_.lang, TextId::ui_recovered);
    } catch (const ScenarioError& error) {
      return tell_problem(error);  // and the work stays where it is
    } catch (const FileError& error) {
      return tell_problem(error);
    }
    keep_aside();
  }
  std::error_code ignored;
  fs::remove(recovery_, ignored);
}

void App::look_at_disk() {
  const FileStamp now = stamp_of(file_.path);
  if (now == stamp_) return;
  const bool was_there = stamp_.there;
  stamp_ = now;
  if (!now.there) {
    if (was_there) notice_ = say(view_.lang, TextId::ui_file_gone, file_.path.string());
  } else if (dirty_) {
    dialog_ = Dialog::changed;
  } else {
    read_again();
  }
}

// What was on screen stays one undo away.
void App::read_again() {
  try {
    ScenarioFile file = load_scenario(file_.path, options_.load);
    if (file.text == file_.text) return;
    history_.before_change(draft_, {}, true);
    file_ = std::move(file);
    use_world();
    set_case(file_.scenario);
    notice_ = say(view_.lang, TextId::ui_read_again, file_.path.filename().string());
  } catch (const std::runtime_error&) {
    notice_ = say(view_.lang, TextId::ui_changed_broken, file_.path.filename().string());
  }
}

void App::act_on(const ReadAgain& command) {
  dialog_ = Dialog::none;
  if (command.read) read_again();
}

}  // namespace palabre::ui
