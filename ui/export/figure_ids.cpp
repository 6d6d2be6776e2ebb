#include "ui/export/figure_ids.hpp"

#include <algorithm>
#include <utility>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/explore/series_charts.hpp"

namespace palabre::ui {
namespace {

using Named = std::pair<const char*, const char*>;  // by us, by figure.hpp

constexpr Named kCercle[] = {{"cercle.territory", "cercle.0"},
                             {"cercle.deaths", "cercle.1"},
                             {"cercle.displaced", "cercle.2"},
                             {"cercle.pact", "cercle.3"}};
constexpr Named kRun[] = {{"watch.map", "watch.map"},
                          {"watch.territory", "watch.chart.0"},
                          {"watch.deaths", "watch.chart.1"},
                          {"watch.displaced", "watch.chart.2"},
                          {"watch.pacts_alive", "watch.chart.3"}};

std::vector<FigureId> made() {
  std::vector<FigureId> out{{"map", "map"}, {"outcomes", "outcomes"}, {"effects", "effects"}};
  const auto chart = [&](std::string_view id) {
    out.push_back({"chart." + std::string(id), "chart.0", Place::explore, std::string(id)});
  };
  for (const Composed& composed : composed_charts()) chart(composed.id);
  for (const SeriesSpec& series : series_specs()) chart(series.id);
  for (const CercleFieldSpec& field : cercle_field_specs())
    out.push_back({"map." + std::string(field.id),
                   "map",
                   Place::explore,
                   {},
                   CercleFieldId(&field - cercle_field_specs().data())});
  for (const auto& [name, id] : kCercle) out.push_back({name, id});
  for (const char* id : {"compare.maps", "compare.outcomes", "compare.flips", "compare.parting"})
    out.push_back({id, id, Place::compare});
  for (const auto& [name, id] : kRun) out.push_back({name, id, Place::watch});
  out.push_back({"watch.log", "watch.log", Place::watch, {}, {}, FigureFormat::csv});
  return out;
}

/// What follows the first point: "deaths".
std::string_view rest_of(std::string_view name) { return name.substr(name.find('.') + 1); }

TextId words_of_two(std::string_view what) {
  return what == "maps"       ? TextId::cmp_figure_maps
         : what == "outcomes" ? TextId::cmp_outcomes
         : what == "flips"    ? TextId::cmp_flips
                              : TextId::cmp_parting;
}

}  // namespace

std::string FigureId::title(Lang lang) const {
  const std::string_view rest = rest_of(name);
  const auto series = [&] {
    return rest == "pact"
               ? std::string(cercle_field_specs()[std::size_t(CercleFieldId::pact)].label.in(lang))
               : chart_title(rest, lang);
  };
  if (field)
    return say(lang, TextId::export_map_field,
               cercle_field_specs()[std::size_t(*field)].label.in(lang));
  if (name == "map") return std::string(text(TextId::ui_export_map, lang));
  if (name == "outcomes") return std::string(text(TextId::ui_export_outcomes, lang));
  if (name == "effects") return std::string(text(TextId::ui_effects, lang));
  if (is_of_cercle()) return say(lang, TextId::export_cercle_series, series());
  if (place == Place::compare)
    return say(lang, TextId::export_of_two, text(words_of_two(rest), lang));
  if (name == "watch.map")
    return say(lang, TextId::export_of_run, text(TextId::watch_figure_map, lang));
  if (name == "watch.log")
    return say(lang, TextId::export_of_run, text(TextId::watch_figure_log, lang));
  if (is_of_run()) return say(lang, TextId::export_of_run, series());
  return series();
}

const std::vector<FigureId>& figure_ids() {
  static const std::vector<FigureId> kIds = made();
  return kIds;
}

const FigureId* find_figure_id(std::string_view name) {
  const auto found = std::find_if(figure_ids().begin(), figure_ids().end(),
                                  [&](const FigureId& id) { return id.name == name; });
  return found == figure_ids().end() ? nullptr : &*found;
}

}  // namespace palabre::ui
