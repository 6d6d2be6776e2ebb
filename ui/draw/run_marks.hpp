// The agents of one run on the map: who stands where in a week, as shapes whose areas mean numbers.

#pragma once

#include <string>
#include <vector>

#include "ui/draw/map.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui {

/// What stands in one cercle.
struct Stand {
  double garrison = 0.0, katiba = 0.0, hunters = 0.0;  // [persons]
  double rivals = 0.0;                                 // fighters of the Islamic State [persons]
  double signatories = 0.0;  // share of the ground held by the groups of the accord of 2015
  bool blockade = false;     // places here are besieged by decision
  bool disarmed = false;     // hunters gave up their arms in a pact
  double siege = 0.0;        // [0..1]
  bool pact = false, approved = false;
  double convoy = 0.0;  // [weeks] it still lasts
  bool event = false;   // something of the log happens here this week
};
/// Every cercle of a told run, in a week it has.
std::vector<Stand> stands_at(const Watched& run, int week);

enum class Mark {
  katiba,
  rivals,
  garrison,
  hunters,
  disarmed,
  siege,
  blockade,
  pact,
  pact_unapproved,
  convoy,
  signatories
};
inline constexpr std::size_t kMarks = 11;
/// From this share of a cercle on the signatory groups are drawn.
inline constexpr double kSignatoriesDrawn = 0.1;
/// Fewer people than this are not drawn.
inline constexpr double kPersonsDrawn = 10.0;
/// Half the width of a mark for so many people: its area grows with them. `zoom`: of the map.
float mark_radius(const Look& look, double persons, double zoom);
void draw_mark(Canvas& canvas, const Look& look, Mark mark, ImVec2 at, float radius);
/// A siege: a ring, the stronger the higher its index.
void draw_siege(Canvas& canvas, const Look& look, ImVec2 at, float radius, double siege);
/// Places near `wanted`, no two nearer to each other than `apart` [pixels] where that can be done
/// without moving any by more than `most`. The same places for the same input.
std::vector<ImVec2> spread_apart(const std::vector<ImVec2>& wanted, float apart, float most);
/// Where cercles are too small for their marks these stand beside, each at the end of a line.
void draw_run_marks(Canvas& canvas, const Look& look, const MapShape& shape, const MapPlace& place,
                    const std::vector<Stand>& stands, double zoom);
/// What the marks mean, a line for each in the order of Mark; sizes are examples.
std::vector<std::string> mark_words(Lang lang);
/// The mark of such a line, with the size that the words speak of.
void draw_mark_of_line(Canvas& canvas, const Look& look, std::size_t line, ImVec2 left_middle);

}  // namespace palabre::ui
