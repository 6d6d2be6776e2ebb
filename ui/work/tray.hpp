// Up to six cases that were put side by side, and what stands beside what: the engine of `palabre
// compare A B C`, as it comes. A case is kept as it was when it was put there.

#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/answer/tray.hpp"
#include "ui/work/answer.hpp"
#include "ui/work/case_task.hpp"

namespace palabre::ui {

struct PreparedCase {
  LocalText title;
  std::filesystem::path
      opens;  // a file, a figure or a share code; empty: it cannot be opened again
  Scenario scenario;
  std::shared_ptr<const World> world;
  CaseKey key;  // of its inputs
};
/// The case on screen as it stands: its file where it says the same, else a share code. The world
/// of a case that has neither must be saved with it before it can be opened again.
PreparedCase prepared(const ScenarioFile& file, const Scenario& draft, const LocalText& title,
                      bool is_file);
/// "A" for the first.
std::string tray_letter(std::size_t k);

/// The cases side by side, each after the first against it.
struct TrayAnswer {
  Tray tray;
  std::vector<Results> runs;  // of each case: its manifest and its digest, nothing more
};

/// What the panel reads.
struct TrayShown {
  std::vector<PreparedCase> cases;
  std::int64_t pairs = 0;  // asked for
  std::string about;       // the figure that was picked; empty: the one that differs most
  TaskStatus<TrayAnswer> found;
  Target figure{OutcomeId{}, {}};    // that the sentences speak of
  std::vector<LocalText> sentences;  // [case - 1]; empty while there is no answer
  AnswerShown answer;                // of the case that differs most in it
  int present = -1;                  // which of them is on screen; -1: none
  bool is_there() const { return found.answer && cases.size() > 1; }
};

class TrayCases {
 public:
  /// Puts a case behind the others. Returns why it does not; nothing when it stands there.
  std::optional<LocalText> add(PreparedCase one);
  void remove(std::size_t which);
  void move(std::size_t which, int by);
  void pick(std::string about);
  /// Of all cases with their dice; none with fewer than two.
  CaseKey key() const;
  /// Takes in how far the comparison is, and forms the sentences.
  void take(TaskStatus<TrayAnswer> found);
  /// Which of them is on screen.
  void look(int present) { shown_.present = present; }
  const TrayShown& shown() const { return shown_; }

 private:
  void count_pairs();
  void form_sentences();

  TrayShown shown_;
  std::shared_ptr<const TrayAnswer> told_;  // what the sentences were made from
  std::string told_about_;
};

/// A first look at few pairs, then all of them.
CaseTask<TrayAnswer>::Work tray_work(std::vector<PreparedCase> cases, std::int64_t pairs,
                                     int threads);

}  // namespace palabre::ui
