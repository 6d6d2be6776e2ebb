// The map of where a case differs from another, on a scale that does not make much of little.

#pragma once

#include "sim/run/views/map_difference.hpp"
#include "ui/draw/map.hpp"

namespace palabre::ui {

/// The least that the ends of the scale stand for, so that luck is never painted in full colour.
/// [unit of the field]
double least_difference(CercleFieldId field);
/// Where the scale ends: the largest difference that is told from none over all weeks, rounded up,
/// and no less than that.
double difference_top(const MapDifference& difference, CercleFieldId field);
/// "+6 points", "−0.3 a week", "exactly equal".
std::string field_difference_in_words(double difference, Unit unit, Lang lang);
/// The same with its interval, or that it is not told from none.
std::string map_difference_in_words(const MapDifference& difference, CercleFieldId field, int week,
                                    int cercle, Lang lang);

/// Blue where there is less, orange where there is more; blank and hatched where the difference is
/// not told from none; "=" where no run differs.
void draw_difference_map(Canvas& canvas, const Look& look, const MapShape& shape,
                         const MapPlace& place, const World& world, const MapDifference& difference,
                         CercleFieldId field, int week, int highlighted);
/// What the colours mean, in a column of a width; returns its height. `canvas` null: only measured.
float draw_difference_key(Canvas* canvas, const Canvas& measure, const Look& look, ImVec2 at,
                          float width, const MapDifference& difference, CercleFieldId field,
                          Lang lang);

}  // namespace palabre::ui
