// What panels ask App for: one struct each.

#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/run/views/subset.hpp"
#include "sim/scenario/scenario.hpp"
#include "ui/base/input.hpp"
#include "ui/base/style.hpp"
#include "ui/work/analysis_settings.hpp"
#include "ui/work/compare_pick.hpp"

namespace palabre::ui {

struct Do {
  Action action;
};
/// Set a key of the scenario. Not settled: the slider is still held.
struct SetValue {
  std::string key;
  Value value;
  bool settled = true;
};
enum class ResetTo { file, initial };
struct ResetValue {
  std::string key;
  ResetTo to = ResetTo::file;
};
struct SetSeed {
  std::int64_t seed;
};
struct SetReplicates {
  int replicates;
};
struct SetWeek {
  int week;
};
struct SetField {
  CercleFieldId field;
};
enum class Filter { key, all, changed, assumed };
struct SetFilter {
  Filter filter;
};
struct SetLang {
  Lang lang;
};
struct SetTheme {
  Theme theme;
};
struct SetTextSize {
  double size;
};
struct OpenFile {
  std::filesystem::path path;
};
struct SaveFileAs {
  std::filesystem::path path;
  std::optional<std::string> title = {};  // in the language of the window; nothing: suggested
  bool with_expectations = false;         // those of the file it came from
};
/// What the author says of the case.
struct CaseWords {
  LocalText title, question, summary, notes;
  std::string about;  // an outcome or a statistic; empty: the clearest effect
};
struct SetCaseWords {
  CaseWords words;
};
struct ToFolder {
  std::filesystem::path folder;
};
/// The answer to "save before it goes?".
enum class Unsaved { save, discard, cancel };
struct Answer {
  Unsaved answer;
};
struct CloseDialog {};
/// Read the titles of the shipped scenarios: the list is about to be shown.
struct ReadPresets {};
/// Locked: neither drags, typing nor resets change the value.
struct ToggleLock {
  std::string key;
};
/// Scroll to a control, in the view Explore.
struct Reveal {
  std::string key;
};
/// The view Sources, at a claim, a key or a constant.
struct ShowSource {
  std::string what;
};
/// The panel Why: explain this outcome; -1: the most frequent.
struct ExplainOutcome {
  int outcome;
};
/// Which of the runs that stand for the outcome is told, from 0.
struct SelectStory {
  int story;
};
/// Work out again what was stopped.
struct AskWhy {};
/// -1: the whole country.
struct SelectCercle {
  int cercle;
};
struct SetDots {
  bool on;
};
/// Map and charts of the runs that match alone; nothing: of all.
struct SetRunFilter {
  std::optional<RunQuestion> question;
};
struct SetChart {
  std::size_t slot;
  std::string id;
};
/// 0: right end of the assumptions, 1: right end of the outcomes, 2: top of the charts, 3: top of
/// the panel Why.
struct SetSplit {
  std::size_t which;
  double share;  // of the window
};
/// -1 ends the tour.
struct TourTo {
  int step;
};
enum class FigureFormat { svg, png, csv, html };
/// A picture: its width in pixels, and how large its text is.
struct PngSize {
  int width = 1920;
  double text = 1.0;  // [1..2]
};
inline constexpr int kPngWidthMin = 300, kPngWidthMax = 6000;
struct ExportFigure {
  std::string what;  // "map", "outcomes", "chart.0" to "chart.3", "window", "report"
  FigureFormat format;
  std::filesystem::path path;
  PngSize size = {};  // of a PNG; the window is as large as it is
};
/// The data of a figure to the clipboard.
struct CopyCsv {
  std::string what;
};
/// The answer to "take up the unsaved work of before?".
struct Recover {
  bool take;
};
/// The answer to "the file changed on disk: read it again?".
struct ReadAgain {
  bool read;
};
/// Compare: which case A is.
struct PickA {
  ComparePick pick;
};
/// Compare: which run of both is told.
struct PickRun {
  std::int64_t replicate;
};

/// Compare: up to six cases rather than two.
struct ShowTray {
  bool on;
};
/// Puts a file, a figure or a share code beside the other cases; empty: the case on screen.
struct AddToTray {
  std::filesystem::path path;
};
struct RemoveFromTray {
  std::size_t which;
};
/// A case goes before the one above it, or behind the one below.
struct MoveInTray {
  std::size_t which;
  int by;
};
/// The figure that the sentences of the cases speak of.
struct PickTrayFigure {
  std::string id;
};
/// A case of the tray becomes the one on screen.
struct OpenFromTray {
  std::size_t which;
};

/// The view Watch, at this run of the ensemble.
struct WatchRun {
  std::int64_t replicate;
};
/// Which kinds of events the log of Watch shows: a bit each, see watching.hpp.
struct SetEventKinds {
  unsigned kinds;
};
/// Go to the week and the cercle of an event of the run watched.
struct PickEvent {
  int event;
};
/// One line at the foot of the window.
struct Say {
  std::string words;
};

/// Several values at once: one step of undo.
struct SetValues {
  std::vector<std::pair<std::string, Value>> values;
};
struct SetAnalysis {
  AnalysisSettings settings;
};
/// The view Analyse, at a method.
struct ShowMethod {
  Method method;
};
/// What must happen for a figure: the view Analyse asks at once.
struct AskNeeds {
  std::string target;
};
/// Another box on the trajectory of the discovery; nothing: the best.
struct TakeStep {
  std::optional<std::size_t> step;
};

using Command =
    std::variant<Do, SetValue, ResetValue, SetSeed, SetReplicates, SetWeek, SetField, SetFilter,
                 SetLang, SetTheme, SetTextSize, OpenFile, SaveFileAs, SetCaseWords, ToFolder,
                 Answer, CloseDialog, ReadPresets, ToggleLock, Reveal, ShowSource, SelectCercle,
                 SetDots, SetRunFilter, SetChart, SetSplit, TourTo, ExportFigure, Recover,
                 ReadAgain, PickA, PickRun, ShowTray, AddToTray, RemoveFromTray, MoveInTray,
                 PickTrayFigure, OpenFromTray, AskNeeds, CopyCsv, WatchRun, SetEventKinds,
                 PickEvent, Say, SetValues, SetAnalysis, ShowMethod, TakeStep, ExplainOutcome,
                 SelectStory, AskWhy>;

}  // namespace palabre::ui
