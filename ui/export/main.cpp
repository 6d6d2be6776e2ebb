// The program `palabre`, with what draws.

#include "sim/cli/usage.hpp"
#include "ui/export/drawing_commands.hpp"

int main(int argc, char** argv) {
  const palabre::DrawingCommands drawing{palabre::ui::export_command, palabre::ui::report_command};
  return palabre::run_program(argc, argv, &drawing);
}
