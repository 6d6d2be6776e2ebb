// The commands that draw: their flags are read here, and what they do is done by whoever has the
// figures of the window (ui/export), so that nothing in sim/ knows how to draw.

#pragma once

#include <cstdint>
#include <filesystem>
#include <iosfwd>
#include <optional>
#include <string>

#include "sim/cli/commands.hpp"

namespace palabre {

class Flags;

/// The case that is drawn, and what it is held against.
struct DrawArgs {
  std::filesystem::path file;
  std::filesystem::path against;  // empty: the scenario that the case is based on
  Changes changes;                // of the case; the length of the run is of both
  OutputOptions output_options;
  std::string output;
  std::stop_token stop;  // asks to end early: nothing is written then
};

inline constexpr int kFigureWidthMin = 300, kFigureWidthMax = 6000;  // of a PNG [pixels]

struct ExportArgs : DrawArgs {
  bool list = false;  // names the figures, and runs nothing
  std::string figure;
  std::optional<int> width;               // of a PNG [pixels]
  std::optional<int> week;                // of a map; nothing: the last
  std::string cercle;                     // by its name; empty: none
  std::optional<std::int64_t> replicate;  // of the figures of one run; nothing: the first
  std::optional<Lang> csv_style;  // for spreadsheets of which language; nothing: of the words
};

/// Its output empty: the words alone, on `out`.
struct PageArgs : DrawArgs {};

/// What the commands do.
struct DrawingCommands {
  /// Writes one figure, its form by the ending of the file. 0 done.
  int (*export_figure)(const ExportArgs& args, std::ostream& out, std::ostream& err);
  /// Writes the report of a case as a page, or as text. 0 done.
  int (*write_report)(const PageArgs& args, std::ostream& out, std::ostream& err);
};

void define_export(Flags& flags, ExportArgs& args);
void define_page(Flags& flags, PageArgs& args);

}  // namespace palabre
