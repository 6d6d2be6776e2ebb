#include "sim/scenario/complaints.hpp"

#include <algorithm>

#include "sim/tables/limits.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr std::size_t kKept = limit(LimitId::complaints);
constexpr std::size_t kCounted = 3 * kKept;  // then the search ends

}  // namespace

void Complaints::add(Diagnostic complaint) {
  if (++counts_[complaint.file] <= kKept) kept_.push_back(std::move(complaint));
}

void Complaints::add(const std::vector<Diagnostic>& found) {
  kept_.insert(kept_.end(), found.begin(), found.end());
}

bool Complaints::is_hopeless(const std::string& file) const {
  const auto at = counts_.find(file);
  return at != counts_.end() && at->second >= kCounted;
}

bool Complaints::is_full(const std::string& file) const {
  const auto at = counts_.find(file);
  return at != counts_.end() && at->second >= kKept;
}

std::vector<Diagnostic> Complaints::all() const {
  std::vector<Diagnostic> out = kept_;
  for (const auto& [file, count] : counts_) {
    if (count <= kKept) continue;
    const bool ended = count >= kCounted;
    out.push_back({file,
                   0,
                   0,
                   "",
                   {ended ? TextId::files_at_least_more : TextId::files_more,
                    {std::to_string(count - kKept)}},
                   std::nullopt});
  }
  return out;
}

}  // namespace palabre
