#include <mutex>
#include <utility>

#include "sim/platform/files.hpp"
#include "sim/platform/handed_over_web.hpp"

namespace palabre::platform {
namespace {

std::mutex waiting_mutex;
std::vector<std::filesystem::path> waiting;

}  // namespace

void hand_over(const std::filesystem::path& path) {
  const std::scoped_lock lock(waiting_mutex);
  waiting.push_back(path);
}

std::vector<std::filesystem::path> take_handed_over() {
  const std::scoped_lock lock(waiting_mutex);
  return std::exchange(waiting, {});
}

}  // namespace palabre::platform
