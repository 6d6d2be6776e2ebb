// A case as the window knows it, without a window: the same document and the same session, waited
// for until everything asked is worked out. So that a figure, a report and an answer are those of
// the window.

#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "sim/cli/drawing.hpp"
#include "sim/run/engine/control.hpp"
#include "ui/app/document.hpp"
#include "ui/app/session.hpp"
#include "ui/draw/map.hpp"
#include "ui/panels/frame_inputs.hpp"

namespace palabre::ui {

class HeadlessCase {
 public:
  /// Reads the case and what it is held against. Throws what load_scenario(), apply_overrides() and
  /// compile() throw.
  /// @param asks_why  works out why the runs end as they do, for a report
  HeadlessCase(const DrawArgs& args, bool asks_why);

  /// How the case is looked at: what it asks for is worked out.
  View& view() { return view_; }
  /// Compares the case with what it is held against, as the view Compare does.
  void compare();

  /// Runs until all is there. False when stopped.
  bool work_out(const std::stop_token& stop, const Progress& progress);
  /// What the figures read. Refers to this.
  FrameInputs shown() const;

  const Document& document() const { return document_; }
  const CaseSession& session() const { return session_; }
  /// Why the two cases cannot be paired; nothing when they can.
  std::optional<Message> cannot_be_paired() const;
  /// What went wrong on the way, in the language of the view; empty: nothing.
  const std::string& failure() const { return failure_; }
  /// Files that were read.
  std::vector<std::filesystem::path> inputs() const;

 private:
  SessionOptions options(bool asks_why);
  void wait();
  void report(const Progress& progress) const;

  // What only a window has.
  struct Unseen {
    Browser browser;
    std::vector<Preset> presets;
    std::vector<std::filesystem::path> recent;
    Problem problem;
    std::string notice;
    std::filesystem::path recovered;
  };

  std::mutex mutex_;  // of has_news_
  std::condition_variable news_;
  bool has_news_ = false;
  View view_;
  Look look_;
  Document document_;
  CaseSession session_;
  std::filesystem::path against_;
  MapShape map_;
  Unseen unseen_;
  std::string failure_;
};

}  // namespace palabre::ui
