#include "sim/model/hash.hpp"

#include <array>
#include <cstring>

#include "sim/model/digest_keys.hpp"

namespace palabre {
namespace {

std::uint64_t avalanche(std::uint64_t x) {
  x = (x ^ (x >> 33)) * 0xFF51AFD7ED558CCDull;
  x = (x ^ (x >> 33)) * 0xC4CEB9FE1A85EC53ull;
  return x ^ (x >> 33);
}

Hash128 finish(const Hash128& h, std::uint64_t salt) {
  const std::uint64_t a = avalanche(h.low ^ salt * 0x9E3779B97F4A7C15ull);
  const std::uint64_t b = avalanche(h.high + a);
  return {avalanche(a + b), b};
}

}  // namespace

Hash128& Hash128::operator+=(const Hash128& other) {
  low += other.low;
  high += other.high + (low < other.low ? 1u : 0u);
  return *this;
}

Hash128 hash_bytes(std::string_view bytes) {
  Hash128 h{0x8F14E45FCEEA167Aull, 0x45C48CCE2E2D7FBDull};
  std::size_t position = 0;
  for (std::size_t at = 0; at < bytes.size(); at += 8) {
    std::uint64_t word = 0;
    for (std::size_t k = 0; k < 8 && at + k < bytes.size(); ++k)
      word |= std::uint64_t(static_cast<unsigned char>(bytes[at + k])) << (8 * k);
    const std::uint64_t x = word ^ kDigestKeys[position];
    h.low += (x & 0xFFFFFFFFu) * (x >> 32);
    h.high += word;
    if (++position < 64) continue;
    position = 0;
    h = finish(h, at);
  }
  return finish(h, bytes.size());
}

Hash128 mixed(const Hash128& hash, std::uint64_t replicate) { return finish(hash, replicate + 1); }

std::string hex(const Hash128& hash) {
  std::string out;
  for (const std::uint64_t word : {hash.high, hash.low})
    for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[word >> shift & 15u];
  return out;
}

}  // namespace palabre
