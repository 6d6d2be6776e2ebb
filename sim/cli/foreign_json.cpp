#include "sim/cli/foreign_json.hpp"

#include "sim/tables/limits.hpp"

namespace palabre {

std::optional<nlohmann::ordered_json> foreign_json(std::string_view line) {
  using Ordered = nlohmann::ordered_json;
  constexpr std::size_t kParts = 30000;
  std::size_t parts = 0;
  bool fits = true;
  const auto count = [&](int depth, Ordered::parse_event_t, const Ordered&) {
    fits = fits && std::size_t(depth) <= limit(LimitId::brackets) && ++parts <= kParts;
    return fits;
  };
  Ordered out = Ordered::parse(line, count, false);
  if (!fits || out.is_discarded()) return {};
  return out;
}

}  // namespace palabre
