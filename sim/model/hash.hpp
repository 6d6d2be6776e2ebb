// The scalar side of the digest: bytes of the inputs, replicates added up, hex.

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace palabre {

/// A 128-bit number modulo 2^128.
struct Hash128 {
  std::uint64_t low = 0, high = 0;

  friend bool operator==(const Hash128&, const Hash128&) = default;
  Hash128& operator+=(const Hash128& other);
};

/// Hash of a byte string with the constants of the state's digest.
Hash128 hash_bytes(std::string_view bytes);
/// A replicate's hash mixed with its number, so that a sum over replicates tells them apart.
Hash128 mixed(const Hash128& hash, std::uint64_t replicate);
/// 32 hex digits.
std::string hex(const Hash128& hash);

}  // namespace palabre
