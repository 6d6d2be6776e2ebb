#include "ui/app/document.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "sim/answer/changes.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/controls.hpp"
#include "ui/base/input.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/commands.hpp"

namespace palabre::ui {
namespace {

namespace fs = std::filesystem;

std::string refused(const std::string& key, const Refusal& refusal, Lang lang) {
  const std::string name = control_name(key, lang), what = refusal.what.in(lang);
  return refusal.hint ? say(lang, TextId::ui_refused_hint, name, what, refusal.hint->in(lang))
                      : say(lang, TextId::ui_refused, name, what);
}

std::string is_locked(const std::string& key, Lang lang) {
  return say(lang, TextId::ui_locked, control_name(key, lang), chord_text(Action::lock, lang));
}

// A preset may reach values that are locked.
void keep_locked(Scenario& next, const Scenario& now, const LockedKeys& locked) {
  for (const std::string& key : locked)
    if (const auto before = get_value(now, key)) set_value(next, key, *before);
}

}  // namespace

bool is_shipped(const fs::path& path) {
  std::error_code error;
  const fs::path shipped = fs::weakly_canonical(shipped_scenarios(), error);
  return !shipped.empty() && fs::weakly_canonical(path, error).parent_path() == shipped;
}

Document::Document(LoadOptions load, const fs::path& state)
    : load_(std::move(load)), autosave_(autosave_file(state)) {}

// --- changes
// ---------------------------------------------------------------------------------------

void Document::set_case(Scenario next) {
  draft_ = std::move(next);
  dirty_ = !(draft_ == file_.scenario);
  name_case();
  ++version_;
}

void Document::name_case() { name_ = name_of(original_, draft_); }

void Document::change(Scenario next) {
  if (next == draft_) return;
  history_.before_change(draft_, {}, true);
  set_case(std::move(next));
}

std::string Document::set(const SetValue& wanted, const LockedKeys& locked, Lang lang) {
  if (locked.contains(wanted.key)) return is_locked(wanted.key, lang);
  Scenario next = draft_;
  const std::string* typed = std::get_if<std::string>(&wanted.value);
  const auto input = InputRef::find(wanted.key);
  const LeverSpec* lever = input ? input->lever() : nullptr;
  if (typed && lever && lever->kind == LeverKind::Date)
    return say(lang, TextId::ui_bad_date, *typed, text(TextId::ui_date_form, lang));
  if (const auto refusal =
          input ? input->set(next, wanted.value) : set_value(next, wanted.key, wanted.value))
    return refused(wanted.key, *refusal, lang);
  keep_locked(next, draft_, locked);
  const bool changes = !(next == draft_);
  if (!changes && !history_.in_gesture()) return {};
  history_.before_change(draft_, wanted.key, wanted.settled);
  if (changes) set_case(std::move(next));
  if (!wanted.settled) return {};
  history_.drop_if_unchanged(draft_);
  ++version_;  // the last place of a drag is always run to the end
  return {};
}

std::string Document::set(const SetValues& wanted, const LockedKeys& locked, Lang lang) {
  Scenario next = draft_;
  for (const bool levers : {true, false})  // a mediator brings values with it
    for (const auto& [key, value] : wanted.values) {
      if (key.starts_with("levers.") != levers) continue;
      if (locked.contains(key)) return is_locked(key, lang);
      if (const auto refusal = set_value(next, key, value)) return refused(key, *refusal, lang);
    }
  keep_locked(next, draft_, locked);
  if (next == draft_) return {};
  change(std::move(next));
  if (wanted.values.size() != 2) return {};
  const auto& [x, y] = std::pair{wanted.values[0], wanted.values[1]};
  return say(lang, TextId::ui_an_heat_loaded, control_name(x.first, lang),
             value_in_words(x.second, lang), control_name(y.first, lang),
             value_in_words(y.second, lang));
}

std::string Document::reset(const ResetValue& wanted, const LockedKeys& locked, Lang lang) {
  const auto input = InputRef::find(wanted.key);
  if (!input) return {};
  const std::optional<Value> value =
      wanted.to == ResetTo::file ? input->get(file_.scenario) : initial_value(draft_, *input);
  return value ? set(SetValue{wanted.key, *value, true}, locked, lang) : std::string();
}

// Levers before parameters: choosing a mediator sets its preset.
void Document::reset_all(ResetTo to, const LockedKeys& locked) {
  Scenario next = draft_;
  for (const bool levers : {true, false})
    for (const InputRef& input : all_inputs()) {
      if ((input.lever() != nullptr) != levers) continue;
      const std::optional<Value> value = locked.contains(input.key()) ? input.get(draft_)
                                         : to == ResetTo::file        ? input.get(file_.scenario)
                                                               : initial_value(draft_, input);
      if (value) input.set(next, *value);
    }
  change(std::move(next));
}

void Document::undo() {
  if (history_.can_undo()) set_case(history_.undo(draft_));
}

void Document::redo() {
  if (history_.can_redo()) set_case(history_.redo(draft_));
}

// --- on disk
// ---------------------------------------------------------------------------------------

void Document::save(const fs::path& path) {
  file_ = save_scenario(file_, draft_, path, load_);
  draft_ = file_.scenario;
  unnamed_ = dirty_ = false;
  find_reference();
  name_case();
  stamp_ = stamp_of(path);
  forget_aside();
}

LocalText Document::title_to_offer() const {
  if (name_.changes == 0 && !(draft_.title == file_.scenario.title)) return draft_.title;
  if (!reference_ || changes_between(original_, draft_).empty())
    return unnamed_ ? draft_.title : LocalText{};
  return suggested_title(reference_->scenario, draft_);
}

// An empty file on what this one is based on, as near as its base lies to the target.
ScenarioFile Document::fresh_file(const fs::path& target) const {
  std::error_code error;
  const bool is_base = reference_ && fs::equivalent(reference_->path, file_.path, error);
  const fs::path base = file_.chain.size() > 1 ? file_.chain[1] : is_base ? file_.path : fs::path();
  std::string text = fmt::format("format = {}\n", kFormat);
  if (base.empty()) return parse_scenario(std::move(text), target, load_);
  const fs::path way = fs::relative(base, fs::absolute(target).parent_path(), error);
  const bool inside = !error && !way.empty() && *way.begin() != "..";
  const fs::path named = inside ? way : base.filename();
  if (named == target.filename()) return parse_scenario(std::move(text), target, load_);  // itself
  text += fmt::format("base = {}\n", nlohmann::json(named.generic_string()).dump());
  return parse_scenario(std::move(text), inside ? target : base.parent_path() / target.filename(),
                        load_);
}

void Document::save_as(const fs::path& path, const std::optional<std::string>& title,
                       bool with_expectations, Lang lang) {
  std::error_code error;
  if (!unnamed_ && fs::equivalent(path, file_.path, error)) return save(path);
  Scenario wanted = draft_;
  const Scenario& parent = file_.scenario;
  const LocalText offered = title_to_offer();
  const bool taken = !title || *title == offered.in(lang);
  wanted.title = taken ? offered : LocalText{*title, *title};
  if (wanted.summary == parent.summary) wanted.summary = {};
  if (wanted.notes == parent.notes) wanted.notes = {};
  if (!with_expectations) wanted.expectations.clear();
  ScenarioFile saved = save_scenario(fresh_file(path), wanted, path, load_);
  file_ = std::move(saved);
  draft_ = file_.scenario;
  unnamed_ = dirty_ = false;
  find_reference();
  name_case();
  stamp_ = stamp_of(path);
  forget_aside();
}

bool Document::keep_aside(const Scenario* pinned) {
  if (autosave_.empty()) return false;
  if (!dirty_) {
    forget_aside();
    return false;
  }
  const bool is_same_pin = pinned ? kept_pin_ && *kept_pin_ == *pinned : !kept_pin_;
  if (kept_ && *kept_ == draft_ && is_same_pin) return true;
  try {
    if (write_autosave(autosave_, {fs::absolute(file_.path), patched_text(file_, draft_),
                                   pinned ? patched_text(file_, *pinned) : std::string()})) {
      kept_ = draft_;
      kept_pin_ = pinned ? std::optional(*pinned) : std::nullopt;
    }
  } catch (const std::exception&) {
    // Only the net below is missing: the work itself is all there.
  }
  return kept_ && *kept_ == draft_;
}

void Document::forget_aside() {
  kept_.reset();
  kept_pin_.reset();
  if (autosave_.empty()) return;
  std::error_code ignored;
  fs::remove(autosave_, ignored);
}

std::optional<fs::path> Document::look_for_recovery(const fs::path& state) {
  for (const fs::path& file : recoverable_files(state))
    if (const std::optional<Autosave> work = read_autosave(file)) {
      recovery_ = file;
      return work->path;
    }
  return std::nullopt;
}

// The work stays where it is when it cannot be taken up.
Document::Recovered Document::recover(bool take, Lang lang) {
  const std::optional<Autosave> work = read_autosave(recovery_);
  Recovered out;
  if (take && work) {
    ScenarioFile found = parse_scenario(work->text, work->path, load_);
    Scenario wanted = found.scenario;
    try {
      open(work->path, lang);
    } catch (const std::runtime_error&) {  // the file itself is gone or broken
      take_up(std::move(found), true);
    }
    history_.before_change(draft_, {}, true);
    set_case(std::move(wanted));
    dirty_ = true;
    try {
      if (!work->pinned.empty()) out.pinned = parse_scenario(work->pinned, work->path, load_);
    } catch (const std::runtime_error&) {  // its world is gone: the work stands without it
    }
    keep_aside(out.pinned ? &out.pinned->scenario : nullptr);
    out.words = say(lang, TextId::ui_recovered);
  }
  std::error_code ignored;
  fs::remove(recovery_, ignored);
  return out;
}

Document::DiskNews Document::look_at_disk(Lang lang) {
  const FileStamp now = stamp_of(file_.path);
  if (now == stamp_) return {};
  const bool was_there = stamp_.there;
  stamp_ = now;
  if (!now.there)
    return {was_there ? say(lang, TextId::ui_file_gone, file_.path.string()) : std::string()};
  if (dirty_) return {{}, true};
  return {read_again(lang)};
}

// What was on screen stays one undo away.
std::string Document::read_again(Lang lang) {
  try {
    ScenarioFile file = load_scenario(file_.path, load_);
    if (file.text == file_.text) return {};
    history_.before_change(draft_, {}, true);
    file_ = std::move(file);
    find_reference();
    set_case(file_.scenario);
    return say(lang, TextId::ui_read_again, file_.path.filename().string());
  } catch (const std::runtime_error&) {
    return say(lang, TextId::ui_changed_broken, file_.path.filename().string());
  }
}

}  // namespace palabre::ui
