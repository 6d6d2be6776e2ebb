#include "sim/run/engine/failures.hpp"

#include <algorithm>
#include <limits>

namespace palabre {
namespace {

std::span<const StateSpec> variables_of(int cercle) {
  return cercle >= 0 ? state_cercle_specs() : state_nation_specs();
}

}  // namespace

Failure failure_of(const LaneFailure& lane, std::int64_t replicate) {
  Failure out{replicate, lane.week, lane.cercle, ""};
  if (lane.variable >= 0) out.variable = variables_of(lane.cercle)[std::size_t(lane.variable)].name;
  return out;
}

void FirstFailures::add(Failure failure) {
  const auto later = [](const Failure& a, const Failure& b) { return a.replicate < b.replicate; };
  failures_.insert(std::upper_bound(failures_.begin(), failures_.end(), failure, later), failure);
  if (failures_.size() > kKept) failures_.pop_back();
}

FirstFailures& FirstFailures::operator+=(const FirstFailures& other) {
  for (const Failure& failure : other.failures_) add(failure);
  return *this;
}

void FirstFailures::exchange(SumsArchive& archive, int weeks, int cercles) {
  std::size_t count = failures_.size();
  archive.number(count, 0, kKept);
  failures_.resize(count);
  for (Failure& failure : failures_) {
    archive.number(failure.replicate, 0, std::numeric_limits<std::int64_t>::max());
    archive.number(failure.week, 0, weeks - 1);
    archive.number(failure.cercle, -1, cercles - 1);
    const auto variables = variables_of(failure.cercle);
    int variable = -1;
    for (std::size_t k = 0; k < variables.size(); ++k)
      if (variables[k].name == failure.variable) variable = int(k);
    archive.number(variable, -1, std::ssize(variables) - 1);
    if (archive.is_reading())
      failure.variable = variable < 0 ? "" : std::string(variables[std::size_t(variable)].name);
  }
}

}  // namespace palabre
