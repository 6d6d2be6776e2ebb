// Commands that touch files and the clipboard: opening, saving, the question before work is lost,
// figures, share codes.

#include <algorithm>
#include <sstream>

#include "sim/scenario/share_code.hpp"
#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"
#include "ui/app/actions.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/png.hpp"
#include "ui/figures/figure.hpp"
#include "ui/figures/figure_dialog.hpp"
#include "ui/figures/report.hpp"
#include "ui/panels/answer_line.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/window/window.hpp"

namespace palabre::ui {
namespace {

namespace fs = std::filesystem;

constexpr int kPictureFrames = 3;

}  // namespace

void Actions::tell(const ScenarioError& error) {
  app_.dialogs.tell(error, app_.view.lang);
  app_.ui_state.of<DialogState>().problem_row = 0;
}

void Actions::tell(const FileError& error) {
  app_.dialogs.tell(error, app_.view.lang);
  app_.ui_state.of<DialogState>().problem_row = 0;
}

void Actions::open(const fs::path& path) {
  std::string words = app_.document.open(path, app_.view.lang);
  follow_document(std::move(words));
}

void Actions::on(const OpenFile& command) {
  if (app_.document.dirty() && app_.dialogs.open != Dialog::unsaved) return when_saved(command);
  open_now(command.path);
}

void Actions::open_now(const fs::path& path) {
  try {
    open(path);
    app_.dialogs.open = Dialog::none;
    end_swap(path);
  } catch (const ScenarioError& error) {
    tell(error);
  } catch (const FileError& error) {
    tell(error);
  }
}

void Actions::begin_new(bool branch) {
  const Lang lang = app_.view.lang;
  try {
    std::string words = branch ? app_.document.branch(lang) : app_.document.open_new(lang);
    follow_document(std::move(words));
  } catch (const ScenarioError& error) {
    tell(error);
  } catch (const FileError& error) {
    tell(error);
  }
}

bool Actions::save(const fs::path& path, const SaveFileAs* as) {
  Document& document = app_.document;
  const bool asked = app_.dialogs.open == Dialog::save_as;
  if (path.empty() || (document.unnamed() && !asked) || (!asked && is_shipped(path))) {
    app_.notice = say(app_.view.lang, TextId::ui_shipped_stays);
    show_file_dialog(Dialog::save_as);
    return false;
  }
  try {
    if (as)
      document.save_as(path, as->title, as->with_expectations, app_.view.lang);
    else
      document.save(path);
    follow_document();
    app_.dialogs.open = Dialog::none;
    app_.notice = say(app_.view.lang, TextId::ui_saved, path.string());
    remember_file(app_.remembered, path);
    return true;
  } catch (const FileError& error) {
    tell(error);
  } catch (const ScenarioError& error) {
    tell(error);
  }
  return false;
}

void Actions::on(const SetCaseWords& command) {
  Scenario next = app_.document.draft();
  next.title = command.words.title;
  next.question = command.words.question;
  next.summary = command.words.summary;
  next.notes = command.words.notes;
  next.about = command.words.about;
  app_.document.change(std::move(next));
  app_.dialogs.open = Dialog::none;
  follow_document();
}

void Actions::when_saved(Command command) {
  if (!app_.document.dirty()) return go_on(command);
  app_.dialogs.waiting = std::move(command);
  app_.dialogs.open = Dialog::unsaved;
}

// With what waited for unsaved work.
void Actions::go_on(const Command& command) {
  if (const auto* file = std::get_if<OpenFile>(&command))
    on(*file);
  else if (std::get<Do>(command).action == Action::new_case)
    begin_new(false);
  else
    app_.quit = true;
}

void Actions::on(const Answer& command) {
  Dialogs& dialogs = app_.dialogs;
  const std::optional<Command> waiting = std::exchange(dialogs.waiting, std::nullopt);
  dialogs.open = Dialog::none;
  if (!waiting || command.answer == Unsaved::cancel) return app_.swap.reset();
  if (command.answer == Unsaved::save && !save(app_.document.file().path)) return app_.swap.reset();
  if (!std::holds_alternative<OpenFile>(*waiting)) return go_on(*waiting);
  dialogs.open = Dialog::unsaved;  // answered: do not ask again
  go_on(*waiting);
  if (dialogs.open == Dialog::unsaved) dialogs.open = Dialog::none;
}

void Actions::show_file_dialog(Dialog dialog) {
  app_.dialogs.show_files(dialog, app_.document.file().path);
}

void Actions::on(const ToFolder& command) {
  Dialogs& dialogs = app_.dialogs;
  dialogs.to_folder(command.folder);
  if (dialogs.open == Dialog::open || dialogs.open == Dialog::compare_with ||
      dialogs.open == Dialog::beside_others)
    app_.ui_state.of<DialogState>().path = (dialogs.browser.folder / "").string();
}

void Actions::on(const Recover& command) {
  app_.dialogs.open = Dialog::none;
  try {
    Document::Recovered found = app_.document.recover(command.take, app_.view.lang);
    follow_document(std::move(found.words));
    if (found.pinned) app_.session.pin_again(*found.pinned);
  } catch (const ScenarioError& error) {
    tell(error);
  } catch (const FileError& error) {
    tell(error);
  }
}

void Actions::on(const ReadAgain& command) {
  app_.dialogs.open = Dialog::none;
  if (!command.read) return;
  std::string words = app_.document.read_again(app_.view.lang);
  follow_document(std::move(words));
}

void Actions::share() {
  const Lang lang = app_.view.lang;
  try {
    Scenario named = app_.document.draft();
    // On a shipped scenario whoever opens it counts the changes too; elsewhere the name comes
    // along.
    if (app_.document.file().path.parent_path() != shipped_scenarios())
      named.title = app_.document.name().brief;
    const std::string code = app_.options.page + share_code(named, *app_.document.world());
    ImGui::SetClipboardText(code.c_str());
    app_.notice = say(lang, TextId::ui_shared, whole(std::int64_t(code.size()), lang));
  } catch (const ScenarioError& error) {
    tell(error);
  }
}

// What is marked of it, or the whole sentence.
void Actions::copy_answer() {
  const FrameInputs shown = app_.shown();
  std::string words(app_.ui_state.of<AnswerState>().marked());
  if (words.empty()) words = answer_in_words(shown);
  if (!words.empty()) ImGui::SetClipboardText(words.c_str());
  app_.notice = words.empty() ? say(app_.view.lang, TextId::ui_answer_nothing)
                              : say(app_.view.lang, TextId::ui_answer_copied, words);
}

void Actions::on(const CopyCsv& command) {
  if (!app_.session.results()) return;
  const std::string csv = figure_csv(command.what, app_.shown(), app_.view.lang);
  ImGui::SetClipboardText(csv.c_str());
  const Lang lang = app_.view.lang;
  std::istringstream lines(csv);
  std::int64_t rows = 0;  // of the table, without its comments
  for (std::string line; std::getline(lines, line);) rows += !line.starts_with('#');
  app_.notice = say(lang, TextId::ui_copied_csv, whole(rows, lang)) + " " +
                std::string(text(TextId::ui_csv_style, lang));
}

// A figure that was drawn in a browser leads back to the page: beside the code of its case, and
// where a report ends.
std::string Actions::with_link(std::string figure, FigureFormat format) const {
  if (app_.options.page.empty()) return figure;
  if (format == FigureFormat::csv) {
    constexpr std::string_view kCode = "\n# code ";
    const std::size_t at = figure.find(kCode);
    if (at == figure.npos) return figure;
    const std::size_t from = at + kCode.size();
    const std::string code = figure.substr(from, figure.find('\n', from) - from);
    return figure.insert(at + 1, "# link " + app_.options.page + code + "\n");
  }
  const std::string code = share_code_in(figure);
  if (code.empty()) return figure;
  if (format == FigureFormat::png)
    return png_with(std::move(figure), "Comment", app_.options.page + code);
  const std::size_t at = figure.find("\ncode " + code + "\n");
  if (at == figure.npos) return figure;
  const std::string link = markup(app_.options.page + code);
  figure.insert(at + 1, "link " + link + "\n");
  if (const std::size_t end = figure.rfind("</body>"); end != figure.npos)
    figure.insert(end, "<p><a href=\"" + link + "\">" + link + "</a></p>\n");
  return figure;
}

void Actions::on(const ExportFigure& command) {
  if (!app_.session.results()) return;
  if (command.what == "window") {
    app_.picture = App::Picture{command.path, {{0, 0}, ImGui::GetIO().DisplaySize}};
    app_.picture_wait = kPictureFrames;
    app_.dialogs.open = Dialog::none;
    return;
  }
  const auto bytes = [&] {
    switch (command.format) {
      case FigureFormat::svg:
        return figure_svg(command.what, app_.shown());
      case FigureFormat::png:
        return figure_png(command.what, app_.shown(), command.size);
      case FigureFormat::html:
        return report_html(app_.shown());
      case FigureFormat::csv:
        break;
    }
    return csv_file(command.what, app_.shown(), app_.view.lang);
  };
  write_exported(command.path, with_link(bytes(), command.format));
}

void Actions::write_exported(const std::filesystem::path& path, const std::string& bytes) {
  try {
    write_file(path, bytes, false);
    app_.dialogs.open = Dialog::none;
    app_.notice = say(app_.view.lang, TextId::ui_exported, path.string());
  } catch (const FileError& error) {
    tell(error);
  }
}

std::string Actions::window_png(const Pixels& pixels) const {
  const std::string code = app_.session.results() ? code_of("window", app_.shown()) : "";
  return with_link(png_of(pixels, code), FigureFormat::png);
}

// The export dialog at the report: nothing is written where nobody asked for it.
void Actions::write_report() {
  if (!app_.session.results()) return;
  app_.dialogs.need_folder();
  const std::vector<FigureChoice> choices = figure_choices(app_.shown());
  for (std::size_t k = 0; k < choices.size(); ++k)
    if (choices[k].id == "report") app_.ui_state.of<FigureDialogState>().figure = k;
  app_.ui_state.of<FigureDialogState>().format = FigureFormat::html;
  app_.ui_state.of<FigureDialogState>().is_chosen = true;
  app_.dialogs.open = Dialog::figure;
}

bool Actions::do_with_files(Action action) {
  switch (action) {
    case Action::new_case:
    case Action::quit:
      when_saved(Do{action});
      return true;
    case Action::branch:
      begin_new(true);
      return true;
    case Action::open:
    case Action::library:
      app_.ui_state.of<DialogState>().shelf = action == Action::library ? 1 : 0;
      show_file_dialog(Dialog::open);
      return true;
    case Action::save:
      save(app_.document.file().path);
      return true;
    case Action::save_as:
      show_file_dialog(Dialog::save_as);
      return true;
    case Action::case_words:
      app_.dialogs.toggle(Dialog::case_words);
      return true;
    case Action::questions:
      app_.dialogs.toggle(Dialog::questions);
      return true;
    case Action::copy_answer:
      copy_answer();
      return true;
    default:
      return false;
  }
}

}  // namespace palabre::ui
