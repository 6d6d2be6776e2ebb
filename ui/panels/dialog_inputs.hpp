// What dialogs read: which one is open, folders, the library, what went wrong.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/diagnostic.hpp"
#include "sim/scenario/scenario.hpp"

namespace palabre::ui {

enum class Dialog {
  none,
  open,
  compare_with,
  beside_others,
  save_as,
  problem,
  unsaved,
  help,
  palette,
  figure,
  recover,
  changed,
  case_words,
  questions
};

/// What went wrong with a file: the words of the command line, a row a message, and for each the
/// line it is about.
struct Problem {
  struct Row {
    std::string words;
    std::string place, line;  // "line 4 of x.toml" and its text; empty: about no line
    int column = 0;
  };
  std::string words;  // all rows
  std::vector<Row> rows;
};

/// A folder as the file dialogs show it.
struct Browser {
  struct Entry {
    std::string name;
    bool folder = false;
  };
  std::filesystem::path folder;
  std::vector<Entry> entries;
  std::optional<Message> problem;  // the folder cannot be read
};

struct Preset {
  std::filesystem::path path;
  LocalText title, summary, question;
};

}  // namespace palabre::ui
