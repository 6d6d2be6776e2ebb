// Work beside the window, one question at a time: the newest wins, and whole answers stay by the
// key of what went in, so that the same question is never worked out twice. The thread that draws
// only ever swaps a pointer.

#pragma once

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ui/work/task_pool.hpp"

namespace palabre::ui {

/// How things stand with a question.
template <class Answer>
struct TaskStatus {
  std::string key;                       // empty: it was not asked
  std::shared_ptr<const Answer> answer;  // newest, perhaps of a part; null before the first
  std::int64_t done = 0, total = 0;      // total 0: not known
  double seconds = 0.0;                  // since it was taken up, as of the newest answer
  bool running = false;
  bool stopped = false;  // by stop(): the answer is of a part, or there is none
  std::string failure;   // words of an exception, for the screen
};

/// @tparam Answer  what one question gives; handed out as shared, never changed after
template <class Answer>
class LatestTask {
 public:
  /// What a work gets: to stop by, to hand out parts, to say how far it is.
  struct TaskContext {
    std::stop_token stop;
    std::function<void(std::shared_ptr<const Answer>)> part;
    std::function<void(std::int64_t done, std::int64_t total)> progress;
    std::function<bool()> superseded = {};  // nobody will see what comes: not so after stop()
  };
  /// Runs on the pool, never beside an earlier work of this object. Null or a stopped token: no
  /// whole answer. May throw.
  using Work = std::function<std::shared_ptr<const Answer>(const TaskContext&)>;

  /// @param wake  called from the pool's threads whenever there is news; may be empty
  LatestTask(TaskPool& pool, Urgency urgency, std::function<void()> wake = {},
             std::size_t kept_most = 16)
      : state_(std::make_shared<State>(pool, urgency, std::move(wake), kept_most)) {}
  /// Waits for the work to stop.
  ~LatestTask() { state_->close(); }
  LatestTask(const LatestTask&) = delete;
  LatestTask& operator=(const LatestTask&) = delete;

  /// Asks, unless this is the question already asked (stopped ones are asked anew). A whole answer
  /// that was given before is there at once.
  void ask(const std::string& key, Work work) { state_->ask(key, std::move(work)); }
  /// Stops the running question; what it has so far stays.
  void stop() { state_->stop(); }
  /// Forgets the question, not the answers kept.
  void drop() { state_->drop(); }
  /// A whole answer given before to this question; null when there is none.
  std::shared_ptr<const Answer> kept(std::string_view key) const {
    const std::scoped_lock lock(state_->mutex);
    return state_->kept_answer(key);
  }
  /// News of the newest question. Cheap: copies a few numbers, a key and a pointer.
  TaskStatus<Answer> status() const {
    const std::scoped_lock lock(state_->mutex);
    return state_->status;
  }

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds kBetweenWakes{100};  // by progress

  // Shared with the work that waits on the pool.
  struct State : std::enable_shared_from_this<State> {
    State(TaskPool& on, Urgency at, std::function<void()> news, std::size_t most)
        : pool(on), urgency(at), wake(std::move(news)), kept_most(most) {}

    void ask(const std::string& key, Work work) {
      const std::scoped_lock lock(mutex);
      if (key == status.key && !status.stopped) return;
      current.request_stop();
      ++newest;
      next = {};
      status = {};
      status.key = key;
      if (const auto before = kept_answer(key)) {
        status.answer = before;
        return;
      }
      status.running = true;
      next = std::move(work);
      if (!posted && !working) post();
    }
    void stop() {
      const std::scoped_lock lock(mutex);
      if (!status.running) return;
      current.request_stop();
      next = {};
      status.running = false;
      status.stopped = true;
    }
    void drop() {
      const std::scoped_lock lock(mutex);
      current.request_stop();
      ++newest;
      next = {};
      status = {};
    }
    void close() {
      drop();
      std::unique_lock lock(mutex);
      if (posted && pool.withdraw(*posted)) posted.reset();
      idle.wait(lock, [this] { return !posted && !working; });
    }

    std::shared_ptr<const Answer> kept_answer(std::string_view key) const {
      const auto found =
          std::find_if(kept.begin(), kept.end(), [&](const auto& one) { return one.first == key; });
      return found == kept.end() ? nullptr : found->second;
    }
    void keep(const std::string& key, std::shared_ptr<const Answer> answer) {
      if (kept_most == 0) return;
      if (kept.size() == kept_most) kept.erase(kept.begin());
      kept.emplace_back(key, std::move(answer));
    }
    // With the lock.
    void post() {
      posted = pool.post(urgency, [state = this->shared_from_this()] { state->run(); });
    }
    // Changes what is told unless a newer question has come.
    template <class Change>
    bool tell(std::uint64_t number, Change change) {
      const std::scoped_lock lock(mutex);
      if (number != newest) return false;
      change(status);
      return true;
    }
    void run() {
      std::unique_lock lock(mutex);
      posted.reset();
      if (next) {
        working = true;
        const Work work = std::exchange(next, {});
        current = std::stop_source{};
        const std::stop_token token = current.get_token();
        const std::uint64_t number = newest;
        const std::string key = status.key;
        lock.unlock();
        answer(work, token, number, key);
        lock.lock();
        working = false;
        if (next) post();
      }
      idle.notify_all();
    }
    TaskContext context(const std::stop_token& token, std::uint64_t number,
                        Clock::time_point begin) {
      const auto since = [begin] {
        return std::chrono::duration<double>(Clock::now() - begin).count();
      };
      return {token,
              [this, number, since](std::shared_ptr<const Answer> part) {
                if (tell(number,
                         [&](auto& now) {
                           now.answer = std::move(part);
                           now.seconds = since();
                         }) &&
                    wake)
                  wake();
              },
              [this, number](std::int64_t done, std::int64_t total) {
                bool wakes = false;
                tell(number, [&](auto& now) {
                  // Blocks end on many threads: what is done never goes back.
                  now.done = total == now.total ? std::max(now.done, done) : done;
                  now.total = total;
                  wakes = Clock::now() - woken >= kBetweenWakes;
                  if (wakes) woken = Clock::now();
                });
                if (wakes && wake) wake();
              },
              [this, number] {
                const std::scoped_lock lock(mutex);
                return number != newest;
              }};
    }
    void answer(const Work& work, const std::stop_token& token, std::uint64_t number,
                const std::string& key) {
      const Clock::time_point begin = Clock::now();
      std::shared_ptr<const Answer> whole;
      std::string failure;
      try {
        whole = work(context(token, number, begin));
      } catch (const std::exception& error) {
        failure = error.what();
      }
      const bool complete = whole && !token.stop_requested();
      const bool told = tell(number, [&](auto& now) {
        if (whole) now.answer = whole;
        now.failure = failure;
        now.running = false;
        now.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
        if (complete) keep(key, whole);
      });
      if (told && wake) wake();
    }

    TaskPool& pool;
    const Urgency urgency;
    const std::function<void()> wake;
    const std::size_t kept_most;
    mutable std::mutex mutex;
    std::condition_variable idle;
    std::optional<TaskPool::Ticket> posted;
    bool working = false;
    Work next;
    std::uint64_t newest = 0;
    std::stop_source current;
    TaskStatus<Answer> status;
    std::vector<std::pair<std::string, std::shared_ptr<const Answer>>> kept;  // oldest first
    Clock::time_point woken{};                                                // by progress, last
  };

  std::shared_ptr<State> state_;
};

}  // namespace palabre::ui
