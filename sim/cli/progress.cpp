#include "sim/cli/progress.hpp"

#include <algorithm>
#include <cmath>
#include <ostream>
#include <string>

#include "sim/report/layout.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kRedraw{100};
constexpr std::int64_t kBarWidth = 24;  // [columns]

}  // namespace

ProgressBar::ProgressBar(const OutputOptions& output_options, std::ostream& err,
                         std::int64_t already)
    : output_options_(output_options),
      err_(err),
      already_(already),
      start_(Clock::now()),
      drawn_(start_) {}

ProgressBar::~ProgressBar() {
  if (is_drawn_) err_ << "\r\x1b[K" << std::flush;
}

Progress ProgressBar::reporter() {
  if (!output_options_.progress) return {};
  return [this](std::int64_t done, std::int64_t total) { draw(done, total); };
}

void ProgressBar::draw(std::int64_t done, std::int64_t total) {
  const std::lock_guard lock(mutex_);
  const Clock::time_point now = Clock::now();
  if (done <= already_ || total <= 0 || now - drawn_ < kRedraw) return;
  drawn_ = now;
  is_drawn_ = true;
  done = std::min(done, total);
  const double spent = std::chrono::duration<double>(now - start_).count();    // [s]
  const double left = spent * double(total - done) / double(done - already_);  // [s]
  const auto filled = std::size_t(kBarWidth * done / total);
  err_ << "\r[" << std::string(filled, '#') << std::string(kBarWidth - filled, '.') << "] "
       << pad_left(say(TextId::percent, output_options_.lang, 100 * done / total), 5) << "  "
       << say(TextId::cli_progress, output_options_.lang, count_text(done, output_options_.lang),
              count_text(total, output_options_.lang),
              count_text(std::int64_t(std::ceil(left)), output_options_.lang))
       << "\x1b[K" << std::flush;
}

}  // namespace palabre
