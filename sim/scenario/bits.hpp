// Numbers of any length in a row of bits; internal to this folder.

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace palabre {

class BitWriter {
 public:
  void put(std::uint64_t value, int bits) {
    for (int bit = bits - 1; bit >= 0; --bit) put_bit((value >> bit & 1u) != 0);
  }
  /// In groups, the lowest first, each after a bit that says whether another one follows.
  void put_number(std::uint64_t value, int group) {
    do {
      const std::uint64_t rest = value >> group;
      put_bit(rest != 0);
      put(value & ((std::uint64_t{1} << group) - 1), group);
      value = rest;
    } while (value != 0);
  }
  const std::string& bytes() const { return bytes_; }
  std::size_t bits() const { return bits_; }

 private:
  void put_bit(bool bit) {
    if (bits_ % 8 == 0) bytes_ += '\0';
    if (bit) bytes_.back() = char(static_cast<unsigned char>(bytes_.back()) | 0x80u >> bits_ % 8);
    ++bits_;
  }
  std::string bytes_;
  std::size_t bits_ = 0;
};

/// Reads zeros beyond the end, and remembers that it did.
class BitReader {
 public:
  explicit BitReader(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t get(int bits) {
    std::uint64_t out = 0;
    for (int bit = 0; bit < bits; ++bit) out = out << 1 | std::uint64_t(get_bit());
    return out;
  }
  std::uint64_t get_number(int group) {
    std::uint64_t out = 0;
    for (int shift = 0;; shift += group) {
      const bool follows = get_bit();
      const std::uint64_t part = get(group);
      if (shift >= 64 || part << shift >> shift != part) is_sound_ = false;
      if (!is_sound_) return 0;
      out |= part << shift;
      if (!follows) return out;
    }
  }
  bool is_sound() const { return is_sound_; }
  void spoil() { is_sound_ = false; }
  /// All was read but what fills the last byte and a part of a letter.
  bool is_at_end() const { return is_sound_ && at_ + 16 > 8 * bytes_.size(); }

 private:
  bool get_bit() {
    if (at_ >= 8 * bytes_.size()) is_sound_ = false;
    if (!is_sound_) return false;
    const bool bit = (static_cast<unsigned char>(bytes_[at_ / 8]) << at_ % 8 & 0x80) != 0;
    ++at_;
    return bit;
  }
  std::string_view bytes_;
  std::size_t at_ = 0;
  bool is_sound_ = true;
};

}  // namespace palabre
