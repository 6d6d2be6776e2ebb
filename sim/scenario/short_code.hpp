// How a case differs from a shipped scenario, in few bits: inputs by their number in
// share_keys.def, values as shortest decimals. What a share code of version 2 packs; internal to
// this folder.

#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/scenario/scenario.hpp"

namespace palabre {

/// What such bits say before any base is read.
struct ShortHead {
  enum class Fault { none, damaged, newer, other_keys };
  Fault fault = Fault::none;
  unsigned values = 0;  // check of the values of the case: its low kValuesBits
  std::string base;     // a shipped scenario, without its ending: "hindcasts/hindcast_2018"
};
inline constexpr int kValuesBits = 24;

/// The bits that turn one of the shipped scenarios into `said`, the fewest there are; nothing when
/// none of them can be turned into it by inputs, title, weeks, replicates, seed and start alone.
/// What a case says beside that is its base's (question, what is asked about), or is not said.
/// @param values  check of all that a run depends on
std::optional<std::string> short_code_of(const Scenario& said, unsigned values);

ShortHead short_head(std::string_view bytes);
/// Makes the case of its base. Returns why it cannot, with the key that stands in the way, if one
/// does; a refusal without words: the bits are damaged.
struct ShortRefusal {
  std::string key;
  std::optional<Refusal> why;
};
std::optional<ShortRefusal> apply_short_code(std::string_view bytes, Scenario& base);

/// The text of a file that says nothing but its base.
std::string text_on_base(std::string_view base);

}  // namespace palabre
