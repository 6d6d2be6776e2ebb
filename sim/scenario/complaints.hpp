// What is wrong with the files that are read: the first of each file are kept, the rest are
// counted; internal to this folder.

#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/scenario/diagnostic.hpp"

namespace palabre {

class Complaints {
 public:
  void add(Diagnostic complaint);
  /// All that another reading found, its "and N more" too.
  void add(const std::vector<Diagnostic>& found);

  bool empty() const { return kept_.empty(); }
  /// So much is wrong with a file that no more need be looked for: hostile input, or no scenario at
  /// all. Loops ask before each step.
  bool is_hopeless(const std::string& file) const;
  /// No more of this file's are kept: what a message costs can be saved.
  bool is_full(const std::string& file) const;
  /// Those kept, and for each file that has more a line that says how many.
  std::vector<Diagnostic> all() const;

 private:
  std::vector<Diagnostic> kept_;
  std::map<std::string, std::size_t> counts_;  // by file
};

}  // namespace palabre
