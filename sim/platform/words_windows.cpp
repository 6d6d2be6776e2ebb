#include "sim/platform/words_windows.hpp"

#include <windows.h>

#include <cstdint>
#include <cwchar>
#include <locale>
#include <optional>

namespace {

/// A character, and how many bytes or words it takes; length 0: it goes on after the end.
struct Character {
  std::uint32_t code = 0;
  int length = 0;
};

/// Nothing when the bytes are no UTF-8.
std::optional<Character> first_of(const char* at, const char* end) {
  const auto byte = [at](int k) { return std::uint32_t(static_cast<unsigned char>(at[k])); };
  const int length = byte(0) < 0x80   ? 1
                     : byte(0) < 0xC2 ? 0
                     : byte(0) < 0xE0 ? 2
                     : byte(0) < 0xF0 ? 3
                     : byte(0) < 0xF5 ? 4
                                      : 0;
  if (length == 0) return std::nullopt;
  if (length == 1) return Character{byte(0), 1};
  std::uint32_t code = byte(0) & (0x7Fu >> length);
  for (int k = 1; k < length; ++k) {
    if (at + k == end) return Character{};
    if ((byte(k) & 0xC0u) != 0x80u) return std::nullopt;
    code = code << 6 | (byte(k) & 0x3Fu);
  }
  constexpr std::uint32_t kLeast[] = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kLeast[length] || code > 0x10FFFF || (code >= 0xD800 && code < 0xE000))
    return std::nullopt;
  return Character{code, length};
}

/// Nothing when the words are no UTF-16.
std::optional<Character> first_of(const wchar_t* at, const wchar_t* end) {
  const std::uint32_t first = at[0];
  if (first < 0xD800 || first >= 0xE000) return Character{first, 1};
  if (first >= 0xDC00) return std::nullopt;
  if (at + 1 == end) return Character{};
  const std::uint32_t second = at[1];
  if (second < 0xDC00 || second >= 0xE000) return std::nullopt;
  return Character{0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00), 2};
}

}  // namespace

// The C++ library makes a path of a narrow string by this facet, and its own takes bytes for Latin
// letters; it makes narrow strings of paths as UTF-8. Here both are UTF-8, as everywhere in this
// program: these are the members of its facet, in place of those of the static library.
namespace std {

using Facet = codecvt<wchar_t, char, mbstate_t>;

codecvt_base::result Facet::do_in(state_type&, const char* from, const char* from_end,
                                  const char*& from_next, wchar_t* to, wchar_t* to_end,
                                  wchar_t*& to_next) const {
  for (from_next = from, to_next = to; from_next != from_end;) {
    const auto character = first_of(from_next, from_end);
    if (!character) return error;
    const bool is_pair = character->code >= 0x10000;
    if (character->length == 0 || to_end - to_next < (is_pair ? 2 : 1)) return partial;
    const uint32_t code = is_pair ? character->code - 0x10000 : character->code;
    if (is_pair) *to_next++ = wchar_t(0xD800 + (code >> 10));
    *to_next++ = wchar_t(is_pair ? 0xDC00 + (code & 0x3FF) : code);
    from_next += character->length;
  }
  return ok;
}

codecvt_base::result Facet::do_out(state_type&, const wchar_t* from, const wchar_t* from_end,
                                   const wchar_t*& from_next, char* to, char* to_end,
                                   char*& to_next) const {
  for (from_next = from, to_next = to; from_next != from_end;) {
    const auto character = first_of(from_next, from_end);
    if (!character) return error;
    const uint32_t code = character->code;
    const int more = code < 0x80 ? 0 : code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    if (character->length == 0 || to_end - to_next < more + 1) return partial;
    constexpr uint32_t kFirst[] = {0, 0xC0, 0xE0, 0xF0};
    *to_next++ = char(kFirst[more] | code >> 6 * more);
    for (int k = more - 1; k >= 0; --k) *to_next++ = char(0x80 | (code >> 6 * k & 0x3F));
    from_next += character->length;
  }
  return ok;
}

int Facet::do_encoding() const noexcept { return 0; }  // of no fixed length
int Facet::do_max_length() const noexcept { return 4; }

int Facet::do_length(state_type&, const char* from, const char* end, size_t most) const {
  const char* at = from;
  for (size_t words = 0; at != end;) {
    const auto character = first_of(at, end);
    if (!character || character->length == 0) break;
    words += character->code >= 0x10000 ? 2 : 1;
    if (words > most) break;
    at += character->length;
  }
  return int(at - from);
}

}  // namespace std

namespace palabre::platform {

std::wstring wide(std::string_view utf8) {
  const int length = ::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), int(utf8.size()), nullptr, 0);
  std::wstring out(std::size_t(length), L'\0');
  ::MultiByteToWideChar(CP_UTF8, 0, utf8.data(), int(utf8.size()), out.data(), length);
  return out;
}

std::string narrow(std::wstring_view utf16) {
  const int length = ::WideCharToMultiByte(CP_UTF8, 0, utf16.data(), int(utf16.size()), nullptr, 0,
                                           nullptr, nullptr);
  std::string out(std::size_t(length), '\0');
  ::WideCharToMultiByte(CP_UTF8, 0, utf16.data(), int(utf16.size()), out.data(), length, nullptr,
                        nullptr);
  return out;
}

std::string words_of_error(unsigned long error) {
  wchar_t words[512];
  const DWORD length = ::FormatMessageW(FORMAT_MESSAGE_FROM_SYSTEM | FORMAT_MESSAGE_IGNORE_INSERTS,
                                        nullptr, error, 0, words, DWORD(std::size(words)), nullptr);
  std::wstring_view said(words, length);
  while (!said.empty() && (said.back() <= L' ' || said.back() == L'.')) said.remove_suffix(1);
  return said.empty() ? "error " + std::to_string(error) : narrow(said);
}

}  // namespace palabre::platform
