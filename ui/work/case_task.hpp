// What is worked out about a case belongs to it: an answer can only be read with the key of the
// case that the question was asked about.

#pragma once

#include <string>
#include <utility>

#include "sim/run/engine/results.hpp"
#include "ui/work/latest_task.hpp"

namespace palabre::ui {

/// Names what a question is about. Two keys are the same exactly when every input is.
class CaseKey {
 public:
  /// Of no case: nothing can be asked of it.
  CaseKey() = default;
  /// A case with its dice.
  static CaseKey of_inputs(const Scenario& scenario, const World& world);
  /// The runs of a case that are on screen: all, or those of before a stop.
  static CaseKey of_runs(const Results& results);
  /// Two cases, replicate by replicate.
  static CaseKey of_pair(const CaseKey& a, const CaseKey& b, std::int64_t pairs);

  explicit operator bool() const { return !text_.empty(); }
  friend bool operator==(const CaseKey&, const CaseKey&) = default;
  const std::string& text() const { return text_; }
  /// Digest of the inputs; of a pair that of A.
  const std::string& digest() const { return digest_; }

 private:
  CaseKey(std::string text, std::string digest)
      : text_(std::move(text)), digest_(std::move(digest)) {}
  std::string text_, digest_;
};

/// An answer that is perhaps of another case or another question than the one asked for: whoever
/// shows it says so.
template <class Answer>
struct Outdated {
  std::shared_ptr<const Answer> answer;  // null: there is none
};

/// The newest question about the newest case.
template <class Answer>
class CaseTask {
 public:
  using Task = LatestTask<Answer>;
  using TaskContext = typename Task::TaskContext;
  using Work = typename Task::Work;

  CaseTask(TaskPool& pool, Urgency urgency, const std::function<void()>& wake,
           std::size_t kept_most = 16)
      : task_(pool, urgency, wake, kept_most) {}

  /// Asks, unless this question is the one asked already: one that was stopped by hand stays so.
  /// The work, which holds a copy of the case, is made only when it is asked for: this may be
  /// called in each frame.
  template <class MakeWork>
  TaskStatus<Answer> ask(const CaseKey& about, const std::string& question,
                         const MakeWork& make_work) {
    if (!asks(about, question)) {
      about_ = about;
      question_ = question;
      asked_ = true;
      task_.ask(about.text() + "\n" + question, make_work());
    }
    return read(about);
  }
  /// How it stands with what was asked about this case; nothing was, if it was another.
  TaskStatus<Answer> read(const CaseKey& about) {
    seen_running_ = false;
    if (!asked_ || !(about == about_)) return {};
    TaskStatus<Answer> now = task_.status();
    seen_running_ = now.running;
    if (now.answer) newest_ = now.answer;
    return now;
  }
  bool asks(const CaseKey& about, const std::string& question) const {
    return asked_ && about == about_ && question == question_;
  }
  /// The newest answer that was read, whatever it was about.
  Outdated<Answer> outdated() const { return {newest_}; }

  /// What runs ends; what it has so far stays.
  void stop() { task_.stop(); }
  /// Nothing is asked any more: the same question may be asked anew.
  void drop() {
    if (!asked_) return;
    task_.drop();
    asked_ = seen_running_ = false;
  }
  void forget_outdated() { newest_.reset(); }
  /// True too while what is done has not been read yet.
  bool busy() const { return asked_ && (seen_running_ || task_.status().running); }

 private:
  Task task_;
  CaseKey about_;
  std::string question_;
  bool asked_ = false, seen_running_ = false;
  std::shared_ptr<const Answer> newest_;
};

}  // namespace palabre::ui
