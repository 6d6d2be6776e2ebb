// The program `palabre` without what draws: where there is no Dear ImGui, and in a browser.

#include "sim/cli/usage.hpp"

int main(int argc, char** argv) { return palabre::run_program(argc, argv, nullptr); }
