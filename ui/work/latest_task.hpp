// Work beside the window, one question at a time: the newest wins, and answers stay by the key of
// what went in, so that the same question is never worked out twice. The thread that draws only
// ever swaps a pointer.

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
#include <stop_token>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace palabre::ui {

/// Makes the calling thread step back for the one that draws. Does nothing where it cannot.
void lower_thread_priority();

/// How things stand with the newest question.
template <class Answer>
struct TaskStatus {
  std::string key;                       // empty: nothing was asked yet
  std::shared_ptr<const Answer> answer;  // newest, perhaps of a part; null before the first
  std::int64_t done = 0, total = 0;      // total 0: not known
  double seconds = 0.0;                  // since it was taken up
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
  };
  /// Runs on the thread of this object. Null or a stopped token: no whole answer. May throw.
  using Work = std::function<std::shared_ptr<const Answer>(const TaskContext&)>;

  /// @param wake  called from that thread whenever there is news; may be empty
  explicit LatestTask(std::function<void()> wake = {}, std::size_t kept_most = 16)
      : wake_(std::move(wake)), kept_most_(kept_most), thread_([this](std::stop_token quit) {
          lower_thread_priority();
          loop(std::move(quit));
        }) {}
  ~LatestTask() {
    thread_.request_stop();
    const std::scoped_lock lock(mutex_);
    current_.request_stop();
  }
  LatestTask(const LatestTask&) = delete;
  LatestTask& operator=(const LatestTask&) = delete;

  /// Asks, unless this is the question already asked (stopped ones are asked anew). A whole answer
  /// that was given before is there at once.
  void ask(const std::string& key, Work work) {
    {
      const std::scoped_lock lock(mutex_);
      if (key == asked_.key && !asked_.stopped) return;
      current_.request_stop();
      ++newest_;
      next_ = {};
      asked_ = {};
      asked_.key = key;
      if (const auto kept = kept_answer(key)) {
        asked_.answer = kept;
        return;
      }
      asked_.running = true;
      next_ = std::move(work);
    }
    news_.notify_one();
  }
  /// Stops the running question; what it has so far stays.
  void stop() {
    const std::scoped_lock lock(mutex_);
    if (!asked_.running) return;
    current_.request_stop();
    next_ = {};
    asked_.running = false;
    asked_.stopped = true;
  }
  /// Forgets the question, not the answers kept.
  void drop() {
    const std::scoped_lock lock(mutex_);
    current_.request_stop();
    ++newest_;
    next_ = {};
    asked_ = {};
  }
  /// A whole answer given before to this question; null when there is none.
  std::shared_ptr<const Answer> kept(const std::string& key) const {
    const std::scoped_lock lock(mutex_);
    return kept_answer(key);
  }
  /// News of the newest question. Cheap: copies a few numbers, a key and a pointer.
  TaskStatus<Answer> asked() const {
    const std::scoped_lock lock(mutex_);
    return asked_;
  }

 private:
  using Clock = std::chrono::steady_clock;

  std::shared_ptr<const Answer> kept_answer(const std::string& key) const {
    const auto found = std::find_if(kept_.begin(), kept_.end(),
                                    [&](const auto& kept) { return kept.first == key; });
    return found == kept_.end() ? nullptr : found->second;
  }
  void keep(const std::string& key, std::shared_ptr<const Answer> answer) {
    if (kept_.size() == kept_most_) kept_.erase(kept_.begin());
    kept_.emplace_back(key, std::move(answer));
  }
  // Changes what is told unless a newer question has come. Wakes the window when it did.
  template <class Change>
  void tell(std::uint64_t number, Change change) {
    {
      const std::scoped_lock lock(mutex_);
      if (number != newest_) return;
      change(asked_);
    }
    if (wake_) wake_();
  }
  void loop(std::stop_token quit) {
    while (!quit.stop_requested()) {
      std::unique_lock lock(mutex_);
      if (!news_.wait(lock, quit, [this] { return bool(next_); }) || quit.stop_requested()) return;
      const Work work = std::exchange(next_, {});
      current_ = std::stop_source{};
      const std::stop_token stop = current_.get_token();
      const std::uint64_t number = newest_;
      const std::string key = asked_.key;
      lock.unlock();
      answer(work, stop, number, key);
    }
  }
  void answer(const Work& work, const std::stop_token& stop, std::uint64_t number,
              const std::string& key) {
    const Clock::time_point begin = Clock::now();
    std::shared_ptr<const Answer> whole;
    std::string failure;
    try {
      whole =
          work({stop,
                [&](std::shared_ptr<const Answer> part) {
                  tell(number, [&](TaskStatus<Answer>& asked) { asked.answer = std::move(part); });
                },
                [&](std::int64_t done, std::int64_t total) {
                  tell(number,
                       [&](TaskStatus<Answer>& asked) { asked.done = done, asked.total = total; });
                }});
    } catch (const std::exception& error) {
      failure = error.what();
    }
    const bool complete = whole && !stop.stop_requested();
    tell(number, [&](TaskStatus<Answer>& asked) {
      if (whole) asked.answer = whole;
      asked.failure = failure;
      asked.running = false;
      asked.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
      if (complete) keep(key, whole);
    });
  }

  std::function<void()> wake_;
  std::size_t kept_most_;
  mutable std::mutex mutex_;
  std::condition_variable_any news_;
  Work next_;
  std::uint64_t newest_ = 0;
  std::stop_source current_;
  TaskStatus<Answer> asked_;
  std::vector<std::pair<std::string, std::shared_ptr<const Answer>>> kept_;  // oldest first
  std::jthread thread_;  // last: it uses all of the above
};

}  // namespace palabre::ui
