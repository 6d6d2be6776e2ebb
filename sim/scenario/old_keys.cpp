// Files that say something under a name of before.

#include "sim/scenario/document.hpp"
#include "sim/tables/old_names.hpp"

namespace palabre {
namespace {

void rename(Node& table, NameKind kind, const std::string& prefix, std::vector<OldKey>& found) {
  for (Entry& entry : table.entries) {
    const std::string_view now = name_now(kind, entry.key);
    if (now.empty() || table.find(now) != nullptr) continue;
    found.push_back({entry.node.key_begin, prefix + entry.key, now});
    entry.key = now;
  }
}

Node* child(Node& table, std::string_view key) {
  for (Entry& entry : table.entries)
    if (entry.key == key) return &entry.node;
  return nullptr;
}

}  // namespace

std::vector<OldKey> rename_old_keys(Node& root) {
  std::vector<OldKey> found;
  if (Node* parameters = child(root, "parameters"))
    rename(*parameters, NameKind::group, "parameters.", found);
  if (Node* sources = child(root, "sources")) rename(*sources, NameKind::key, "sources.", found);
  if (Node* sweeps = child(root, "sweep"))
    for (Node& sweep : sweeps->items)
      if (Node* vary = child(sweep, "vary")) rename(*vary, NameKind::key, "sweep.vary.", found);
  return found;
}

}  // namespace palabre
