#include "sim/scenario/outlines.hpp"

#include <cmath>
#include <nlohmann/json.hpp>
#include <set>

#include "sim/scenario/document.hpp"
#include "sim/scenario/values.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

using Json = nlohmann::json;

class OutlineReader {
 public:
  OutlineReader(std::string_view text, const std::string& shown,
                std::vector<Diagnostic>& complaints)
      : text_(text), shown_(shown), complaints_(complaints) {}

  void complain(SourcePosition place, const std::string& key, Message what,
                std::optional<Message> hint = std::nullopt) {
    complaints_.push_back(
        {shown_, place.line, place.column, key, std::move(what), std::move(hint)});
  }

  /// Where a name stands as a key; the parser itself keeps no places.
  SourcePosition place_of_key(const std::string& name) const {
    const std::size_t at =
        text_.find(Json(name).dump(-1, ' ', false, Json::error_handler_t::replace) + ":");
    return at == text_.npos ? SourcePosition{} : place_of(text_, at);
  }

  /// The object of outlines; null when there is none. A name that stands twice is complained of.
  Json parse() {
    std::set<std::string> seen;
    const auto watch = [&](int depth, Json::parse_event_t event, Json& parsed) {
      if (event == Json::parse_event_t::key && depth == 2 && parsed.is_string() &&
          !seen.insert(parsed.get<std::string>()).second)
        complain(place_of_key(parsed.get<std::string>()), parsed.get<std::string>(),
                 {TextId::files_written_twice, {}});
      return true;
    };
    try {
      Json root = Json::parse(text_, watch);
      if (root.is_object() && root.contains("outlines") && root["outlines"].is_object())
        return root["outlines"];
      complain({1, 1}, "outlines", {TextId::files_missing, {}});
    } catch (const Json::exception& error) {
      const auto* syntax = dynamic_cast<const Json::parse_error*>(&error);
      const SourcePosition at =
          syntax ? place_of(text_, syntax->byte > 0 ? syntax->byte - 1 : 0) : SourcePosition{};
      std::string detail = error.what();
      const std::size_t colon = detail.find(": ");
      if (colon != detail.npos) detail.erase(0, colon + 2);
      complain(at, "", {TextId::files_json, {detail}});
    }
    return nullptr;
  }

  Outline read(const std::string& name, const Json& rings) {
    Outline out;
    bool sound = rings.is_array() && !rings.empty();
    if (sound)
      for (const Json& ring : rings) sound = read_ring(ring, out.rings.emplace_back()) && sound;
    if (!sound) complain(place_of_key(name), name, {TextId::files_bad_ring, {}});
    return out;
  }

 private:
  static bool read_ring(const Json& ring, std::vector<Point>& out) {
    if (!ring.is_array() || ring.size() < 3) return false;
    for (const Json& point : ring) {
      if (!point.is_array() || point.size() != 2) return false;
      if (!point[0].is_number() || !point[1].is_number()) return false;
      const double lon = point[0].get<double>(), lat = point[1].get<double>();
      if (!(std::abs(lon) <= 180.0) || !(std::abs(lat) <= 90.0)) return false;
      out.push_back({float(lon), float(lat)});
    }
    return true;
  }

  std::string_view text_;
  const std::string& shown_;
  std::vector<Diagnostic>& complaints_;
};

}  // namespace

std::vector<Outline> read_outlines(std::string_view text, const std::string& shown,
                                   const std::vector<Cercle>& cercles,
                                   std::vector<Diagnostic>& complaints) {
  OutlineReader reader(text, shown, complaints);
  std::vector<Outline> out(cercles.size());
  const Json outlines = reader.parse();
  if (!outlines.is_object()) return out;
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < cercles.size(); ++i) {
    names.push_back(cercles[i].name);
    const auto at = outlines.find(cercles[i].name);
    if (at == outlines.end())
      reader.complain({}, cercles[i].name, {TextId::files_no_outline, {}});
    else
      out[i] = reader.read(cercles[i].name, *at);
  }
  for (const auto& [name, rings] : outlines.items())
    if (std::find(names.begin(), names.end(), name) == names.end())
      reader.complain(reader.place_of_key(name), name, {TextId::files_no_such_cercle, {name}},
                      meant(name, names));
  return out;
}

}  // namespace palabre
