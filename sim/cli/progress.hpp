// A progress bar for people at a terminal.

#pragma once

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <mutex>

#include "sim/cli/commands.hpp"
#include "sim/run/engine/ensemble.hpp"

namespace palabre {

/// Draws "[#####.....]  45%  450 of 1,000, 3 s left" over itself; gone when it goes out of scope.
/// Any thread may report. Draws nothing unless `speech.progress`.
class ProgressBar {
 public:
  /// @param already  done before, by another process: how long the rest takes is told by what is
  ///                 done now
  ProgressBar(const OutputOptions& output_options, std::ostream& err, std::int64_t already = 0);
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// To be handed to run(); empty when nothing is to be drawn. Must not outlive the bar.
  Progress reporter();

 private:
  void draw(std::int64_t done, std::int64_t total);

  const OutputOptions output_options_;
  std::ostream& err_;
  const std::int64_t already_;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point start_, drawn_;
  bool is_drawn_ = false;
};

}  // namespace palabre
