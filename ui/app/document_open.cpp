// How a document takes up another case: a file, a new one, a figure, a share code.

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "sim/answer/reference.hpp"
#include "sim/scenario/share_code.hpp"
#include "sim/tables/limits.hpp"
#include "sim/tables/text.hpp"
#include "ui/app/document.hpp"
#include "ui/base/words.hpp"

namespace palabre::ui {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFigureBytesMax = limit(LimitId::figure_kib) << 10;
constexpr const char* kOnTheBaseline = "format = 1\nbase = \"baseline.toml\"\n";

}  // namespace

void Document::take_up(ScenarioFile file, bool unnamed) {
  file_ = std::move(file);
  unnamed_ = unnamed;
  history_.clear();
  find_reference();
  ++opened_;
  set_case(file_.scenario);
}

// A case that was never saved came from what it is based on.
void Document::find_reference() {
  try {
    reference_ = std::make_shared<const ScenarioFile>(load_reference(file_, load_));
  } catch (const std::runtime_error&) {
    reference_.reset();
  }
  const bool is_new = unnamed_ && reference_;
  original_ = is_new ? reference_->scenario : file_.scenario;
  original_.title = title_of(is_new ? *reference_ : file_);
}

std::string Document::first_note(Lang lang) const {
  return file_.notes.empty() ? std::string() : file_.notes.front().to_string(lang);
}

std::string Document::open(const fs::path& named, Lang lang) {
  if (is_share_code(named.string()) || is_figure(named)) return open_shared(named, lang);
  take_up(load_scenario(named, load_), false);
  stamp_ = stamp_of(named);
  return first_note(lang);
}

void Document::take(ScenarioFile file) { take_up(std::move(file), false); }

void Document::hold_against(ScenarioFile reference) {
  reference_ = std::make_shared<const ScenarioFile>(std::move(reference));
  ++version_;
}

std::string Document::open_new(Lang lang) {
  const fs::path path =
      shipped_scenarios() / fmt::format("{}.toml", text(TextId::ui_untitled, lang));
  take_up(parse_scenario(kOnTheBaseline, path, load_), true);
  return first_note(lang);
}

std::string Document::branch(Lang lang) {
  if (unnamed_) return say(lang, TextId::ui_branch_unnamed);
  const fs::path base = file_.path.filename();
  const fs::path path =
      file_.path.parent_path() / fmt::format("{}.toml", text(TextId::ui_untitled, lang));
  // What is said of the base stays with it, but for what was written here and not saved.
  Scenario next = draft_;
  const Scenario& base_says = file_.scenario;
  if (next.title == base_says.title) next.title = {};
  if (next.summary == base_says.summary) next.summary = {};
  if (next.question == base_says.question) next.question = {};
  if (next.about == base_says.about) next.about = {};
  if (next.notes == base_says.notes) next.notes = {};
  next.expectations.clear();
  next.sweeps.clear();
  take_up(parse_scenario(fmt::format("format = {}\nbase = {}\n", kFormat,
                                     nlohmann::json(base.string()).dump()),
                         path, load_),
          true);
  change(std::move(next));
  return say(lang, TextId::ui_branched, base.string());
}

// A file that is not saved yet, on the shipped scenario that it names. What brings a name of its
// own is what further changes count from; without one it is called by what it changes there.
void Document::show_as_new(const std::string& name, std::string text) {
  ScenarioFile file =
      parse_scenario(std::move(text), shipped_scenarios() / (name + ".toml"), load_);
  file.from_code = true;
  const fs::path named = file.chain.size() > 1 ? file.chain[1] : fs::path();
  take_up(std::move(file), true);
  original_ = draft_;
  if (!named.empty()) {
    const ScenarioFile base = load_scenario(named, load_);
    if (draft_.title == base.scenario.title) original_ = base.scenario;
    if (original_.title == LocalText{}) original_.title = title_of(base);
  }
  if (original_.title == LocalText{}) original_.title = title_of(file_);
  name_case();
  dirty_ = true;
}

std::string Document::open_shared(const fs::path& named, Lang lang) {
  const bool typed = is_share_code(named.string());
  std::string code = named.string();
  if (!typed) code = share_code_in(read_file(named, kFigureBytesMax));
  if (code.empty())
    throw FileError(named.string(), {TextId::ui_no_recipe, {named.filename().string()}});
  ScenarioFile file = read_share_code(code, load_);
  show_as_new(typed ? std::string(say(lang, TextId::ui_untitled)) : named.stem().string(),
              std::move(file.text));
  if (!file.notes.empty()) return file.notes.front().to_string(lang);
  return typed ? say(lang, TextId::ui_from_code)
               : say(lang, TextId::ui_from_figure, named.filename().string());
}

}  // namespace palabre::ui
