// One pool of threads for everything that is worked out beside the window, most urgent first.

#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

#include "sim/platform/machine.hpp"
#include "sim/run/engine/control.hpp"

namespace palabre::ui {

/// The most urgent first.
enum class Urgency {
  drag,        // the ensemble of the case on screen
  asked,       // what somebody has clicked and waits for
  completing,  // what completes a picture that is there already
  slow         // what takes many ensembles
};

/// As many pieces of work run at a time as the machine has threads. A drag runs on threads of its
/// own that do not step back for the window: one less than the machine has, since the window draws
/// meanwhile. Everything else shares the rest: between two blocks of replicates a thread does first
/// what is more urgent, or waits while a drag has taken its place.
///
/// Where there are no threads, one piece of work at a time runs in slices of the window's own
/// (sim/platform/slices.hpp), and between two blocks does what is more urgent, a drag too.
class TaskPool final : public ThreadLender {
 public:
  struct Ticket {
    Urgency urgency{};
    std::uint64_t number = 0;
    friend auto operator<=>(const Ticket&, const Ticket&) = default;
  };

  /// Throws std::system_error when the machine gives none; of those it does not give, the others do
  /// the work.
  /// @param threads  0: as many as the machine has
  explicit TaskPool(int threads = 0, bool has_threads = platform::has_threads());
  /// All that was posted must be done or withdrawn.
  ~TaskPool();
  TaskPool(const TaskPool&) = delete;
  TaskPool& operator=(const TaskPool&) = delete;

  /// Runs the work once, on a thread of the pool. It must not throw.
  Ticket post(Urgency urgency, std::function<void()> work);
  /// Returns false when it has begun: then it goes on to its end.
  bool withdraw(const Ticket& ticket);

  /// How many threads the work of this urgency may ask for.
  int threads_for(Urgency urgency) const {
    return urgency == Urgency::drag ? front_threads() : threads_;
  }

  void share(int threads, const std::function<void(int)>& take) override;
  void between_tasks(const std::stop_token& stop) override;

 private:
  using Queue = std::map<Ticket, std::function<void()>>;

  int front_threads() const { return threads_ > 1 ? threads_ - 1 : 1; }
  int room() const;  // for threads that do not drag
  void loop(bool front);
  void start(bool front);
  void quit();
  void run_first(std::unique_lock<std::mutex>& lock, Queue& queue);
  void take_note();
  Queue* first_queue();
  void run_slices();
  void between_slices();

  const bool has_threads_;
  const int threads_;
  std::mutex mutex_;
  std::condition_variable_any front_news_, back_news_;
  Queue drags_, others_;
  std::uint64_t posted_ = 0;
  int front_active_ = 0, back_active_ = 0;
  bool quit_ = false;
  bool in_slices_ = false;  // work has begun, without threads
  // What between_tasks() looks at without the lock.
  std::atomic<int> most_urgent_;
  std::atomic<bool> crowded_{false};
  std::vector<std::jthread> pool_;  // last: they use all of the above
};

}  // namespace palabre::ui
