// The pictures of the view Analyse, for the window and for SVG. Each says where its parts stand and
// what they are about, so that the panel can make them answer to the mouse.

#pragma once

#include <string>
#include <vector>

#include "ui/draw/canvas.hpp"
#include "ui/work/analysis.hpp"

namespace palabre::ui {

/// A part of a picture that answers to the mouse.
struct ChartHit {
  std::string id;  // for robots: "tornado.talks.mediator", "heat.3.7"
  Rect box;
  std::string about;  // the key, claim, step or cell that it stands for
  std::string tip;
};

struct AnalysisPaint {
  const AnalysisAnswer& answer;
  const Look& look;
  Lang lang;
  const Scenario& draft;      // for where the case stands now
  std::string_view hot = {};  // id of the part under the mouse
  bool concluded = false;     // the sentence that concludes it stands above the picture already
};

/// Height that the whole picture takes at this width.
float analysis_height(const Canvas& canvas, const AnalysisPaint& paint, float width);
/// Draws into the box; what does not fit is counted in words.
std::vector<ChartHit> draw_analysis(Canvas& canvas, const AnalysisPaint& paint, const Rect& box);
/// The numbers behind the picture.
std::string analysis_csv(const AnalysisAnswer& answer);
/// "Tornado: Talks by week 104"
std::string analysis_title(const AnalysisAnswer& answer, Lang lang);

// --- words ---------------------------------------------------------------------------------------

/// True for units whose values are shown in hundredths.
bool in_hundredths(Unit unit);
/// "+5.2": a difference, as fine as its interval; shares in hundredths.
std::string change_words(double value, const Estimate& whole, Unit unit, Lang lang);
/// "34 of 100 runs", "1,240 deaths/year": a level, as fine as its interval.
std::string level_words(double value, const Estimate& whole, Unit unit, Lang lang);
/// "+3 to +7"
std::string change_interval(const Estimate& difference, Unit unit, Lang lang);
/// "95 % interval 18 to 28": of a level.
std::string interval_words(const Estimate& e, Unit unit, Lang lang);
/// The unit of a difference.
std::string change_unit(Unit unit, Lang lang);
/// The sentence that PRIM's box is.
std::string box_sentence(const AnalysisAnswer& answer, Lang lang);
/// Names of the assumptions that do nothing at all, as a sentence; empty without any.
std::string idle_words(const AnalysisPaint& paint);
/// The name of a statistic or outcome.
std::string target_name(const Target& target, Lang lang);

// --- shared by the pictures ----------------------------------------------------------------------

/// Rows with a label at the left, or above where there is no room for it.
struct RowsFrame {
  Rect box;              // of all rows
  float row = 0.0f;      // height of one
  float line = 0.0f;     // of a line of text
  bool stacked = false;  // the label stands above
  Rect plot;             // beside the labels
  std::size_t shown = 0;
  float top(std::size_t k) const { return box.low.y + row * float(k); }
  /// Where the bars of a row begin.
  float bars(std::size_t k) const { return top(k) + (stacked ? line * 1.15f : 0.0f); }
};
/// @param bars  height of what stands beside a label
RowsFrame rows_frame(const Canvas& canvas, const Rect& box, const std::vector<std::string>& labels,
                     float bars);
void draw_row_label(Canvas& canvas, const RowsFrame& frame, std::size_t k, const std::string& label,
                    ImU32 colour);
/// Height of a line of small text [pixels].
inline float small_line(const Canvas& canvas) { return canvas.text_size("0", Face::small).y; }
/// Lines below each other; returns where they end.
float draw_lines(Canvas& canvas, ImVec2 at, ImU32 colour, const std::string& words, float width,
                 Face face);
float lines_height(const Canvas& canvas, const std::string& words, float width, Face face);

// One picture each: the height wanted, and the drawing below the title.
using Hits = std::vector<ChartHit>;
float tornado_height(const Canvas& canvas, const AnalysisPaint& paint, float width);
Hits draw_tornado(Canvas& canvas, const AnalysisPaint& paint, const Rect& box);
Hits draw_morris(Canvas& canvas, const AnalysisPaint& paint, const Rect& box);
float sobol_height(const Canvas& canvas, const AnalysisPaint& paint, float width);
Hits draw_sobol(Canvas& canvas, const AnalysisPaint& paint, const Rect& box);
float variance_height(const Canvas& canvas, const AnalysisPaint& paint, float width);
Hits draw_variance(Canvas& canvas, const AnalysisPaint& paint, const Rect& box);
float claims_height(const Canvas& canvas, const AnalysisPaint& paint, float width);
Hits draw_claim_table(Canvas& canvas, const AnalysisPaint& paint, const Rect& box);
Hits draw_heat(Canvas& canvas, const AnalysisPaint& paint, const Rect& box);
float discovery_height(const Canvas& canvas, const AnalysisPaint& paint, float width);
Hits draw_discovery(Canvas& canvas, const AnalysisPaint& paint, const Rect& box);
Hits draw_precision(Canvas& canvas, const AnalysisPaint& paint, const Rect& box);
float thresholds_height(const Canvas& canvas, const AnalysisPaint& paint, float width);
Hits draw_thresholds(Canvas& canvas, const AnalysisPaint& paint, const Rect& box);
// In chart_policy.cpp.
float robust_height(const Canvas& canvas, const AnalysisPaint& paint, float width);
Hits draw_robust(Canvas& canvas, const AnalysisPaint& paint, const Rect& box);
float needs_height(const Canvas& canvas, const AnalysisPaint& paint, float width);
Hits draw_needs(Canvas& canvas, const AnalysisPaint& paint, const Rect& box);
std::string robust_csv(const AnalysisAnswer& answer);
std::string needs_csv(const AnalysisAnswer& answer);
float score_height(const Canvas& canvas, const AnalysisPaint& paint, float width);
Hits draw_score(Canvas& canvas, const AnalysisPaint& paint, const Rect& box);

}  // namespace palabre::ui
