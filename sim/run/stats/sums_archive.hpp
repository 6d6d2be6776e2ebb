// Exact sums as bytes and back: integers only, each in as many bytes as it needs, so that the same
// sums are the same bytes on every machine.

#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace palabre {

__extension__ using Int128 = __int128;
__extension__ using UInt128 = unsigned __int128;

/// Why bytes are not the sums that were asked for.
enum class SumsFault {
  not_sums,      // something else
  version,       // of another format
  damaged,       // cut off, or a byte of it was changed
  other_inputs,  // of another scenario, seed or build of the tables
  not_adjacent,  // of replicates that do not follow on
};
class SumsError : public std::runtime_error {
 public:
  explicit SumsError(SumsFault which);
  SumsFault fault() const { return fault_; }

 private:
  SumsFault fault_;
};

/// Goes over the numbers of a state in a fixed order, and writes them down or sets them to what
/// was written: one function of the state does both. How many numbers there are is never read from
/// the bytes, so that bytes from anywhere cost no more than the state they are read into.
class SumsArchive {
 public:
  /// Writes.
  SumsArchive() = default;
  /// Reads. `bytes` must outlive it.
  explicit SumsArchive(std::string_view bytes) : unread_(bytes), is_reading_(true) {}

  bool is_reading() const { return is_reading_; }
  const std::string& written() const { return written_; }
  /// After reading: throws SumsError when something is left.
  void end() const;

  /// Zigzag, then 7 bits a byte, low ones first. Throws SumsError when what was written does not
  /// fit, is cut off, or is not how this number is written.
  void number(Int128& x);
  template <class Int>
  void number(Int& x) {
    static_assert(std::is_integral_v<Int> || std::is_enum_v<Int>);
    Int128 wide = Int128(x);
    number(wide);
    x = Int(wide);
    if (Int128(x) != wide) throw SumsError(SumsFault::damaged);
  }
  /// A number that is not below `low` nor above `high`.
  template <class Int>
  void number(Int& x, std::int64_t low, std::int64_t high) {
    number(x);
    if (Int128(x) < low || Int128(x) > high) throw SumsError(SumsFault::damaged);
  }
  /// Numbers of which many are zero: a run of zeros is a zero and how many more follow.
  template <class Get, class Set>
  void sparse(std::size_t count, const Get& get, const Set& set) {
    for (std::size_t k = 0; k < count;) {
      Int128 x = is_reading_ ? Int128(0) : get(k);
      number(x);
      if (x != 0) {
        if (is_reading_) set(k, x);
        ++k;
        continue;
      }
      std::size_t more = 0;
      if (!is_reading_)
        while (k + 1 + more < count && get(k + 1 + more) == 0) ++more;
      number(more, 0, std::int64_t(count - k - 1));
      if (is_reading_)
        for (std::size_t i = 0; i <= more; ++i) set(k + i, Int128(0));
      k += 1 + more;
    }
  }
  template <class Array>
  void numbers(Array& all) {
    using Int = typename Array::value_type;
    sparse(
        all.size(), [&](std::size_t k) { return Int128(all[k]); },
        [&](std::size_t k, Int128 x) {
          all[k] = Int(x);
          if (Int128(all[k]) != x) throw SumsError(SumsFault::damaged);
        });
  }

 private:
  std::string written_;
  std::string_view unread_;
  bool is_reading_ = false;
};

/// Sums of whatever many replicates add to 64-bit counters: before a counter can overflow, what it
/// holds is carried into 128 bits. Those are made room for only then.
class CarriedSums {
 public:
  explicit CarriedSums(std::size_t count = 0) : sums_(count) {}

  std::size_t size() const { return sums_.size(); }
  /// [size] what is added to.
  std::int64_t* data() { return sums_.data(); }
  void carry();
  Int128 at(std::size_t k) const { return carried_.empty() ? sums_[k] : carried_[k] + sums_[k]; }
  CarriedSums& operator+=(const CarriedSums& other);
  void clear();
  void exchange(SumsArchive& archive);

 private:
  std::vector<std::int64_t> sums_;
  std::vector<Int128> carried_;  // empty until the first carry
};

}  // namespace palabre
