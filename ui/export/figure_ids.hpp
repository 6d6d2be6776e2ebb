// The figures that can be had without a window, by name.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/tables/tables.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/view.hpp"

namespace palabre::ui {

struct FigureId {
  std::string name;  // "chart.deaths", "map.jihadist_share", "compare.flips"
  std::string made;  // what figure.hpp calls it: "chart.0"
  Place place = Place::explore;
  std::string chart = {};  // of the first slot; empty: as it is
  std::optional<CercleFieldId> field = {};
  std::optional<FigureFormat> only = {};  // the one form that it has

  bool is_of_cercle() const { return name.starts_with("cercle."); }
  bool is_of_run() const { return name.starts_with("watch."); }
  bool is_map() const { return made == "map" || made.ends_with(".map") || made.ends_with(".maps"); }
  std::string title(Lang lang) const;
};

/// All of them, in the order in which they are listed.
const std::vector<FigureId>& figure_ids();
/// Null: no such figure.
const FigureId* find_figure_id(std::string_view name);

}  // namespace palabre::ui
