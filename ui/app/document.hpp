// What is being edited: the file as it was loaded, the case with the user's changes, undo, and the
// copy of unsaved work that a crash leaves behind. Knows nothing of windows. Where a function gives
// words, they are a sentence for the foot of the window; empty: nothing to be said.

#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/scenario.hpp"
#include "ui/app/history.hpp"
#include "ui/panels/commands.hpp"
#include "ui/work/autosave.hpp"
#include "ui/work/case_name.hpp"

namespace palabre::ui {

/// Keys whose values neither drags, typing nor resets change.
using LockedKeys = std::set<std::string, std::less<>>;

class Document {
 public:
  /// @param state  folder where unsaved work is kept aside; empty: nowhere
  Document(LoadOptions load, const std::filesystem::path& state);

  const ScenarioFile& file() const { return file_; }
  const Scenario& draft() const { return draft_; }
  const std::shared_ptr<const World>& world() const { return file_.world; }
  const History& history() const { return history_; }
  const LoadOptions& load_options() const { return load_; }
  bool dirty() const { return dirty_; }
  /// Never saved: its path is only where it would stand.
  bool unnamed() const { return unnamed_; }
  /// What the case is held against when nothing is pinned: the scenario that it is based on, the
  /// shipped baseline for itself and for what is based on nothing. Null: it cannot be read.
  const std::shared_ptr<const ScenarioFile>& reference() const { return reference_; }
  const CaseName& name() const { return name_; }
  /// Rises whenever the case is to be run anew.
  std::uint64_t version() const { return version_; }
  /// Rises whenever another file or another new case is taken up.
  std::uint64_t opened() const { return opened_; }

  // --- another case; throws what load_scenario() throws, and then the case is still the old one
  // ---

  /// A file, a figure or a share code.
  std::string open(const std::filesystem::path& named, Lang lang);
  /// A case that was read already.
  void take(ScenarioFile file);
  /// Another reference than find_reference() finds, until the next case.
  void hold_against(ScenarioFile reference);
  std::string open_new(Lang lang);
  /// A new file whose base is the one on screen: it says only how it differs from it. Unsaved edits
  /// come along, so nothing is lost.
  std::string branch(Lang lang);

  // --- changes
  // -------------------------------------------------------------------------------------

  /// One step of undo, unless it goes on with the same gesture. Nothing when all stays the same.
  void change(Scenario next);
  std::string set(const SetValue& wanted, const LockedKeys& locked, Lang lang);
  /// Several at once: one step of undo.
  std::string set(const SetValues& wanted, const LockedKeys& locked, Lang lang);
  std::string reset(const ResetValue& wanted, const LockedKeys& locked, Lang lang);
  void reset_all(ResetTo to, const LockedKeys& locked);
  void undo();
  void redo();

  // --- on disk
  // -------------------------------------------------------------------------------------

  /// Throws FileError and ScenarioError.
  void save(const std::filesystem::path& path);
  /// A case of its own: based on what this one is based on, without the title, summary, notes and
  /// comments of the file it came from. `title` nothing: suggested from the changes. Onto the file
  /// itself it is save().
  void save_as(const std::filesystem::path& path, const std::optional<std::string>& title,
               bool with_expectations, Lang lang);
  /// The title to offer for that; empty when nothing is changed.
  LocalText title_to_offer() const;
  /// Writes unsaved work into the folder of states; true when all of it is there.
  /// @param pinned  the case that is pinned meanwhile; null: none
  bool keep_aside(const Scenario* pinned);
  void forget_aside();
  bool autosaved() const { return kept_.has_value(); }
  /// Work of a session that ended badly: the file it is about.
  std::optional<std::filesystem::path> look_for_recovery(const std::filesystem::path& state);
  struct Recovered {
    std::string words;                   // to be said
    std::optional<ScenarioFile> pinned;  // what was pinned then
  };
  /// Takes it up, or throws it away.
  Recovered recover(bool take, Lang lang);
  /// What has become of the file meanwhile.
  struct DiskNews {
    std::string words;
    bool conflict = false;  // changed there and here
  };
  DiskNews look_at_disk(Lang lang);
  std::string read_again(Lang lang);

 private:
  void take_up(ScenarioFile file, bool unnamed);
  void open_file(const std::filesystem::path& path);
  void show_as_new(const std::string& name, std::string text);
  std::string open_shared(const std::filesystem::path& named, Lang lang);
  void set_case(Scenario next);
  void find_reference();
  ScenarioFile fresh_file(const std::filesystem::path& target) const;
  void name_case();
  std::string first_note(Lang lang) const;

  LoadOptions load_;
  ScenarioFile file_;
  Scenario draft_;
  Scenario original_;  // what the case came from, with its title
  CaseName name_;
  std::shared_ptr<const ScenarioFile> reference_;
  History history_;
  bool dirty_ = false, unnamed_ = false;
  std::uint64_t version_ = 0, opened_ = 0;
  FileStamp stamp_;                   // of the file as it was read or written
  std::filesystem::path autosave_;    // where unsaved work is kept
  std::optional<Scenario> kept_;      // what stands there
  std::optional<Scenario> kept_pin_;  // and beside it
  std::filesystem::path recovery_;    // work of a session that ended badly
};

/// What is shipped stays as it is: Save asks for another place.
bool is_shipped(const std::filesystem::path& path);

}  // namespace palabre::ui
