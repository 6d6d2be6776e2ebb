#include "ui/work/task_pool.hpp"

#include <algorithm>
#include <exception>
#include <memory>
#include <system_error>

#include "sim/platform/slices.hpp"

namespace palabre::ui {
namespace {

constexpr int kNothingWaits = int(Urgency::slow) + 1;

// Of the work that this thread does now.
thread_local Urgency current_urgency = Urgency::slow;

// Those who work on the blocks of one piece of work.
struct Team {
  std::mutex mutex;
  std::condition_variable left_one;
  int joined = 0, left = 0;
  bool closed = false;
  std::exception_ptr failure;
};

}  // namespace

TaskPool::TaskPool(int threads, bool has_threads)
    : has_threads_(has_threads),
      threads_(!has_threads  ? 1
               : threads > 0 ? threads
                             : platform::processors()),
      most_urgent_(kNothingWaits) {
  if (!has_threads_) return;
  try {
    for (const bool front : {true, false}) start(front);
  } catch (...) {
    quit();  // or the one that was started would never end
    throw;
  }
  try {
    for (int k = 1; k < front_threads(); ++k) start(true);
    for (int k = 1; k < threads_; ++k) start(false);
  } catch (const std::system_error&) {
  }
}

TaskPool::~TaskPool() { quit(); }

void TaskPool::start(bool front) {
  pool_.emplace_back([this, front] { loop(front); });
}

void TaskPool::quit() {
  {
    const std::scoped_lock lock(mutex_);
    quit_ = true;
  }
  front_news_.notify_all();
  back_news_.notify_all();
}

// One thread at least goes on beside a drag, so that nothing stands still on a small machine.
int TaskPool::room() const { return std::max(1, threads_ - front_active_); }

// Call with the lock, whenever what waits or who is active has changed.
void TaskPool::take_note() {
  most_urgent_ = others_.empty() ? kNothingWaits : int(others_.begin()->first.urgency);
  crowded_ = back_active_ > room();
}

TaskPool::Ticket TaskPool::post(Urgency urgency, std::function<void()> work) {
  const bool drags = urgency == Urgency::drag;
  Ticket ticket{urgency, 0};
  bool begins = false;
  {
    const std::scoped_lock lock(mutex_);
    ticket.number = ++posted_;
    (drags ? drags_ : others_).emplace(ticket, std::move(work));
    take_note();
    begins = !has_threads_ && !std::exchange(in_slices_, true);
  }
  if (begins) platform::begin_slices([this] { run_slices(); });
  (drags ? front_news_ : back_news_).notify_all();
  return ticket;
}

bool TaskPool::withdraw(const Ticket& ticket) {
  const std::scoped_lock lock(mutex_);
  const bool was_there = (ticket.urgency == Urgency::drag ? drags_ : others_).erase(ticket) > 0;
  take_note();
  return was_there;
}

void TaskPool::run_first(std::unique_lock<std::mutex>& lock, Queue& queue) {
  const auto entry = queue.extract(queue.begin());
  const Urgency before = std::exchange(current_urgency, entry.key().urgency);
  take_note();
  lock.unlock();
  entry.mapped()();
  lock.lock();
  current_urgency = before;
}

void TaskPool::loop(bool front) {
  if (!front) platform::lower_thread_priority();
  thread_lender = this;
  int& active = front ? front_active_ : back_active_;
  Queue& queue = front ? drags_ : others_;
  std::unique_lock lock(mutex_);
  while (true) {
    (front ? front_news_ : back_news_).wait(lock, [&] {
      return quit_ || (!queue.empty() && (front || back_active_ < room()));
    });
    if (quit_) return;
    ++active;
    run_first(lock, queue);
    --active;
    take_note();
    back_news_.notify_all();  // there may be room again
  }
}

TaskPool::Queue* TaskPool::first_queue() {
  return !drags_.empty() ? &drags_ : !others_.empty() ? &others_ : nullptr;
}

void TaskPool::run_slices() {
  thread_lender = this;
  std::unique_lock lock(mutex_);
  while (Queue* queue = first_queue()) run_first(lock, *queue);
  in_slices_ = false;
  thread_lender = nullptr;
}

// The window's thread is the window's own until the next slice.
void TaskPool::between_slices() {
  if (platform::slice_is_over()) {
    thread_lender = nullptr;
    const Urgency mine = std::exchange(current_urgency, Urgency::slow);
    platform::next_slice();
    current_urgency = mine;
    thread_lender = this;
  }
  std::unique_lock lock(mutex_);
  for (Queue* queue = first_queue(); queue && queue->begin()->first.urgency < current_urgency;
       queue = first_queue())
    run_first(lock, *queue);
}

void TaskPool::share(int threads, const std::function<void(int)>& take) {
  auto team = std::make_shared<Team>();
  const auto leave = [team](std::exception_ptr failure) {
    const std::scoped_lock lock(team->mutex);
    ++team->left;
    if (failure && !team->failure) team->failure = std::move(failure);
    team->left_one.notify_all();
  };
  std::vector<Ticket> tickets;
  for (int k = 1; k < threads; ++k)
    tickets.push_back(post(current_urgency, [team, leave, &take] {
      int number = 0;
      {
        const std::scoped_lock lock(team->mutex);
        if (team->closed) return;
        number = ++team->joined;
      }
      std::exception_ptr failure;
      try {
        take(number);
      } catch (...) {
        failure = std::current_exception();
      }
      leave(failure);
    }));
  std::exception_ptr failure;
  try {
    take(0);
  } catch (...) {
    failure = std::current_exception();
  }
  for (const Ticket& ticket : tickets) withdraw(ticket);
  std::unique_lock lock(team->mutex);
  team->closed = true;
  team->left_one.wait(lock, [&] { return team->left == team->joined; });
  if (!failure) failure = team->failure;
  if (failure) std::rethrow_exception(failure);
}

void TaskPool::between_tasks(const std::stop_token& stop) {
  if (!has_threads_) return between_slices();
  if (current_urgency == Urgency::drag) return;
  if (!crowded_ && most_urgent_ >= int(current_urgency)) return;
  std::unique_lock lock(mutex_);
  while (back_active_ > room() && !stop.stop_requested()) {
    --back_active_;
    take_note();
    back_news_.wait(lock, stop, [this] { return back_active_ < room(); });
    ++back_active_;
    take_note();
  }
  while (!others_.empty() && others_.begin()->first.urgency < current_urgency)
    run_first(lock, others_);
}

}  // namespace palabre::ui
