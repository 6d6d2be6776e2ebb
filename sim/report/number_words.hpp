// Numbers with their intervals as people read them: shares in per cent, differences of shares in
// points, everything with as many decimals as the interval supports.

#pragma once

#include <string>
#include <string_view>

#include "sim/run/explain/number_text.hpp"
#include "sim/run/stats/estimate.hpp"

namespace palabre {

bool is_share(Unit unit);
/// A value with the decimals that `whole`, its interval, supports.
std::string figure_text(double value, const Estimate& whole, Unit unit, Lang lang);
/// "24% to 29%"
std::string interval_text(const Estimate& estimate, Unit unit, Lang lang);
/// The unit, short enough for a column.
std::string unit_text(Unit unit, Lang lang);

/// A difference with its sign, shares in points: "+5.2", "-310", "0".
std::string change_text(double value, const Estimate& whole, Unit unit, Lang lang);
/// "+3.1 to +7.3"
std::string change_interval_text(const Estimate& difference, Unit unit, Lang lang);
/// The unit of such a difference: "points" for a share.
std::string change_unit_text(Unit unit, Lang lang);

/// An interval whose limits are written already, with what it rests on when that is no spread.
std::string interval_words(const Estimate& estimate, const std::string& limits, Lang lang);

/// What an interval rests on, as JSON names it.
std::string_view basis_name(Basis basis);

/// "low" and "high" of an estimate, null where there is no interval; "basis" where it is no spread
/// over replicates.
template <class Json>
void put_interval(Json& out, const Estimate& e) {
  out["low"] = e.has_interval() ? Json(e.low) : Json(nullptr);
  out["high"] = e.has_interval() ? Json(e.high) : Json(nullptr);
  if (e.basis != Basis::spread) out["basis"] = basis_name(e.basis);
}

}  // namespace palabre
