// `palabre export` and `palabre report`.

#pragma once

#include <iosfwd>

#include "sim/cli/drawing.hpp"

namespace palabre::ui {

int export_command(const ExportArgs& args, std::ostream& out, std::ostream& err);
int report_command(const PageArgs& args, std::ostream& out, std::ostream& err);

}  // namespace palabre::ui
