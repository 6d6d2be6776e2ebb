#include "sim/run/stats/sums_archive.hpp"

#include <algorithm>
#include <cassert>

namespace palabre {
namespace {

constexpr int kBitsAByte = 7;
constexpr std::size_t kMostBytes = 19;  // of 128 bits

const char* words_of(SumsFault fault) {
  switch (fault) {
    case SumsFault::not_sums:
      return "these are no sums";
    case SumsFault::version:
      return "sums of another format";
    case SumsFault::damaged:
      return "damaged sums";
    case SumsFault::other_inputs:
      return "sums of other inputs";
    case SumsFault::not_adjacent:
      return "sums of replicates that do not follow on";
  }
  return "";
}

}  // namespace

SumsError::SumsError(SumsFault which) : std::runtime_error(words_of(which)), fault_(which) {}

void SumsArchive::end() const {
  if (is_reading_ && !unread_.empty()) throw SumsError(SumsFault::damaged);
}

void SumsArchive::number(Int128& x) {
  if (!is_reading_) {
    UInt128 left = x < 0 ? ~(UInt128(x) << 1) : UInt128(x) << 1;
    for (; left >> kBitsAByte != 0; left >>= kBitsAByte) written_ += char((left & 0x7Fu) | 0x80u);
    written_ += char(left);
    return;
  }
  UInt128 all = 0;
  for (std::size_t k = 0;; ++k) {
    if (k == unread_.size() || k == kMostBytes) throw SumsError(SumsFault::damaged);
    const auto byte = static_cast<unsigned char>(unread_[k]);
    const UInt128 part = UInt128(byte & 0x7Fu) << (kBitsAByte * k);
    // The last of 19 bytes has room for two bits; a last byte of 0 says nothing.
    if (part >> (kBitsAByte * k) != (byte & 0x7Fu) || (k > 0 && byte == 0))
      throw SumsError(SumsFault::damaged);
    all |= part;
    if ((byte & 0x80u) != 0) continue;
    unread_.remove_prefix(k + 1);
    break;
  }
  x = (all & 1u) != 0 ? Int128(~(all >> 1)) : Int128(all >> 1);
}

void CarriedSums::carry() {
  carried_.resize(sums_.size());
  for (std::size_t k = 0; k < sums_.size(); ++k) carried_[k] += sums_[k];
  std::fill(sums_.begin(), sums_.end(), 0);
}

CarriedSums& CarriedSums::operator+=(const CarriedSums& other) {
  assert(size() == other.size());
  for (std::size_t k = 0; k < sums_.size(); ++k) sums_[k] += other.sums_[k];
  if (other.carried_.empty()) return *this;
  carried_.resize(sums_.size());
  for (std::size_t k = 0; k < carried_.size(); ++k) carried_[k] += other.carried_[k];
  return *this;
}

void CarriedSums::clear() {
  std::fill(sums_.begin(), sums_.end(), 0);
  carried_.clear();
}

void CarriedSums::exchange(SumsArchive& archive) {
  if (archive.is_reading()) {
    clear();
    carried_.resize(sums_.size());
  }
  archive.sparse(
      size(), [&](std::size_t k) { return at(k); },
      [&](std::size_t k, Int128 x) { carried_[k] = x; });
}

}  // namespace palabre
