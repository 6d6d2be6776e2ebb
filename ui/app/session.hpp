// What is being worked out about the case on screen: its ensemble, and every question about it. An
// answer is read with the key of the case that it was asked about (case_task.hpp), so that nothing
// of another case can be taken for it.

#pragma once

#include <array>
#include <functional>
#include <memory>
#include <string>

#include "sim/run/views/compare.hpp"
#include "ui/app/document.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/view.hpp"
#include "ui/work/analysis.hpp"
#include "ui/work/answer.hpp"
#include "ui/work/compare.hpp"
#include "ui/work/compare_sides.hpp"
#include "ui/work/ensemble_details.hpp"
#include "ui/work/ensemble_task.hpp"
#include "ui/work/parameter_uncertainty.hpp"
#include "ui/work/tray.hpp"
#include "ui/work/watching.hpp"
#include "ui/work/why.hpp"

namespace palabre::ui {

struct SessionOptions {
  MakeJob make_job;                              // empty: real ensembles
  std::int64_t first_look = kFirstEnsembleLook;  // [replicates] shown first after a change
  StoryMaker make_story;                         // empty: real runs
  std::function<WhyWork(WhyQuestion)> make_why;  // empty: the real one
  bool parameter_uncertainty = true;             // work out hatching beside real ensembles
  bool asks_why = true;                          // the panel Why works by itself
  std::function<void()> wake;  // called from the threads that work whenever there is news
};

/// Whether anything is on its way: something that the user waits for, or else only what completes
/// the picture and tells of itself when it is there.
enum class Busy { no, completing, waited_for };

class CaseSession {
 public:
  explicit CaseSession(const SessionOptions& options);

  /// Before a frame: takes in what is there by now. Returns what went wrong, for the foot of the
  /// window.
  std::string take_news(const Document& document, const View& view);
  /// After a frame: asks for what the view needs. What is asked already costs nothing.
  void ask(const Document& document, const View& view);
  /// As of the last ask().
  Busy busy(const Document& document, const View& view) const;

  /// Stops the one thing that Escape means; false when nothing runs.
  bool stop_one(const View& view);
  /// Stops the runs and everything about them, or an analysis that is looked at.
  void stop_all(const View& view);

  // --- the ensemble, and the case it is compared with
  // ----------------------------------------------

  const std::shared_ptr<const Results>& results() const { return results_; }
  const RunState& run() const { return run_; }
  /// What was pinned by hand; null: nothing.
  const Reference* pinned() const { return pinned_.get(); }
  /// What the case is held against: what was pinned, or else what it is based on; null when neither
  /// is there.
  const Reference* reference() const { return against().get(); }
  const Comparison* comparison() const { return comparison_.get(); }
  /// What the changes against it do, in a sentence.
  const AnswerShown& answer() const { return answer_; }
  /// As soon as the run is whole.
  void pin(const Document& document);
  void unpin();
  /// What was pinned before the program ended badly.
  void pin_again(const ScenarioFile& file);
  /// The case on screen as the one that the next is compared with.
  void pin_for_swap(const Document& document);

  // --- what is known about it
  // ----------------------------------------------------------------------

  const Edges& edges() const { return edges_; }
  const EnsembleDetails& details() const { return details_; }
  const WatchNews& watch() const { return watch_; }
  const WhyNews& why() const { return why_news_; }
  /// Works out again what was stopped.
  void ask_why_again() { why_.drop(); }
  /// The run whose agents stand on the map of Explore.
  MapRun map_run(const Document& document, const View& view) const;

  // --- the view Compare
  // ----------------------------------------------------------------------------

  const CompareShown& compared() const { return sides_.shown(); }
  void pick_a(ComparePick pick);
  void pick_compared_run(std::int64_t replicate) { sides_.pick_run(replicate); }
  void go_on_comparing();
  /// Up to six cases side by side.
  const TrayCases& tray() const { return tray_; }
  TrayCases& tray() { return tray_; }
  /// Where the case on screen stands among them; -1: it is none of them.
  int place_in_tray(const Document& document);

  // --- the view Analyse
  // ----------------------------------------------------------------------------

  const AnalysisState& analysis() const { return analysis_; }
  void set_analysis(const AnalysisSettings& settings) { analysis_.settings = settings; }
  /// Asks the question that is formed, unless it cannot be asked. `step`: a box on the trajectory.
  void run_analysis(const Document& document, const View& view, std::optional<std::size_t> step);

 private:
  bool wants_run(const Document& document) const { return document.version() != run_version_; }
  /// The case rests: nobody drags, and its ensemble is there.
  bool at_rest(const Document& document) const;
  CaseKey runs_key(const Document& document) const;
  const CaseKey& inputs_key(const Document& document);
  void ask_ensemble(const Document& document);
  const std::shared_ptr<const Reference>& against() const { return pinned_ ? pinned_ : reference_; }
  void take_ensemble(const TaskStatus<EnsembleNews>& news);
  void look_for_reference(const Document& document);
  void learn_reference(const EnsembleNews& news);
  void pair_anew();
  void ask_parts(const Document& document);
  void take_answer(const Document& document);
  void take_compared_answer();
  void pin_now(const Document& document);
  bool stop_beside();

  void ask_uncertainty(const Document& document, const View& view);
  void ask_drawn(const CaseKey& runs, const Document& document, const View& view);
  void ask_details(const Document& document, const View& view);
  void ask_lines(const CaseKey& runs, const Document& document, const View& view);
  void ask_map_difference(const CaseKey& runs, const Document& document, const View& view);
  void ask_cercle(const CaseKey& runs, const Document& document, const View& view);
  std::int64_t run_of_why(const View& view) const;
  void ask_watched(const Document& document, const View& view);
  void make_story(const Document& document, std::int64_t replicate);
  void take_watch();
  void ask_why(const Document& document, const View& view);
  void compare(const Document& document);
  void compare_tray();
  void take_analysis(const Document& document, const View& view);
  std::vector<JudgedCase> judged_cases(const Document& document) const;
  void form_question();
  void ask_pace();

  // What an analysis question is made from.
  struct AnalysisGiven {
    Scenario scenario;
    std::shared_ptr<const World> world;
    AnalysisSettings settings;
    LockedKeys locked;
    std::optional<double> mean;     // of the target in the present case
    std::vector<JudgedCase> cases;  // that can be judged beside each other
  };

  SessionOptions options_;
  TaskPool pool_;  // before everything that works on it

  EnsembleTask ensemble_;
  std::uint64_t run_version_ = 0;  // of the document, as the ensemble was asked last
  bool has_first_look_ = false;
  RunState run_;
  std::shared_ptr<const Results> results_;  // newest; until the first look of the case before
  std::shared_ptr<Recording> recording_;    // of the same runs: kept for pinning, not looked into
  std::shared_ptr<const Reference> reference_;  // what the case is based on
  std::shared_ptr<const Reference> pinned_;
  std::shared_ptr<const ScenarioFile> reference_file_;  // what reference_ was made from
  Request asked_;                                       // what the ensemble was asked last
  std::int64_t pairings_ = 0;  // with another reference, runs and all else staying
  bool is_pairing_ = false, has_looked_ = false;
  std::shared_ptr<const Comparison> comparison_;
  std::shared_ptr<const Comparison> answered_;  // what answer_ was made from
  AnswerShown answer_;
  CaseTask<Attribution> parts_;
  bool pin_wanted_ = false;
  CaseKey inputs_key_;
  std::uint64_t inputs_version_ = 0;

  Edges edges_;
  CaseKey halted_;  // of this case nothing more is drawn
  CaseTask<Disagreement> disagreement_;
  CaseTask<UncertaintyEnsemble> spread_;

  EnsembleDetails details_;
  std::string lines_of_;  // what the lines shown belong to
  CaseTask<Subset> subset_;
  CaseTask<Lines> lines_;
  CaseTask<CercleFans> cercle_, cercle_drawn_;
  CaseTask<MapDifference> map_difference_;

  WatchNews watch_;
  CaseKey watched_;  // whose run is told
  std::int64_t watched_replicate_ = -1;
  std::shared_ptr<ModelOfLast> model_of_last_;
  CaseTask<Watched> told_;
  CaseTask<OutcomeRepresentatives> cast_;

  WhyNews why_news_;
  CaseTask<Why> why_;

  CompareSides sides_;
  CaseTask<ComparedCases> compared_cases_;
  std::shared_ptr<const ComparedCases> compared_answer_of_;
  CaseTask<ComparedRun> compared_run_;
  TrayCases tray_;
  CaseTask<TrayAnswer> tray_task_;

  AnalysisState analysis_;
  AnalysisGiven given_, formed_from_;
  std::array<std::shared_ptr<const AnalysisAnswer>, kMethodCount> answers_;
  Method running_method_ = Method::tornado;
  Analyst analyst_;
  LatestTask<double> pacer_;
};

}  // namespace palabre::ui
