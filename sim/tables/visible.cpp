#include "sim/tables/visible.hpp"

#include <algorithm>

namespace palabre {
namespace {

constexpr std::string_view kDigits = "0123456789ABCDEF";

struct Range {
  std::uint32_t first, last;
};
// In ascending order. Zero width joiners (U+200C, U+200D) are letters of Persian and of emoji.
constexpr Range kUnseemly[] = {
    {0x00, 0x1F},        // C0
    {0x7F, 0x9F},        // DEL and C1
    {0x061C, 0x061C},    // Arabic letter mark
    {0x200B, 0x200B},    // zero width space
    {0x200E, 0x200F},    // marks of direction
    {0x2028, 0x202E},    // ends of line and paragraph, embeddings and overrides of direction
    {0x2060, 0x206F},    // word joiner, invisible operators, isolates of direction
    {0xFDD0, 0xFDEF},    // non-characters
    {0xFEFF, 0xFEFF},    // byte-order mark
    {0xFFF9, 0xFFFB},    // annotations
    {0xE0000, 0xE007F},  // tags
};

void add_escape(std::string& out, std::uint32_t unit) {
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[unit >> shift & 15u];
}

template <class Keep>
std::string shown(std::string_view text, Keep keep) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Letter letter = first_letter(text);
    const std::size_t length = std::max<std::size_t>(letter.length, 1);
    if (letter.length == 0) {
      const unsigned byte = static_cast<unsigned char>(text[0]);
      out.append("\\x").append({kDigits[byte >> 4], kDigits[byte & 15u]});
    } else if (!keep(letter.code, out) && is_unseemly(letter.code)) {
      if (letter.code > 0xFFFF) {
        add_escape(out, 0xD800 + ((letter.code - 0x10000) >> 10));
        add_escape(out, 0xDC00 + ((letter.code - 0x10000) & 0x3FFu));
      } else {
        add_escape(out, letter.code);
      }
    } else if (!is_unseemly(letter.code)) {
      out += text.substr(0, length);
    }
    text.remove_prefix(length);
  }
  return out;
}

bool is_line_or_tab(std::uint32_t code) { return code == '\n' || code == '\t' || code == '\r'; }

}  // namespace

Letter first_letter(std::string_view utf8) {
  if (utf8.empty()) return {};
  const auto byte = [&](std::size_t i) -> std::uint32_t {
    return i < utf8.size() ? static_cast<unsigned char>(utf8[i]) : 0u;
  };
  const std::uint32_t first = byte(0);
  if (first < 0x80) return {first, 1};
  if (first < 0xC2 || first > 0xF4) return {};
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  std::uint32_t code = first & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0u) != 0x80u) return {};
    code = code << 6 | (byte(i) & 0x3Fu);
  }
  const bool is_overlong = code < (length == 3 ? 0x800u : length == 4 ? 0x10000u : 0x80u);
  if (is_overlong || (code >= 0xD800 && code <= 0xDFFF) || code > 0x10FFFF) return {};
  return {code, length};
}

bool is_unseemly(std::uint32_t code) {
  if ((code & 0xFFFEu) == 0xFFFEu) return true;  // the last two of each plane
  return std::any_of(std::begin(kUnseemly), std::end(kUnseemly),
                     [&](const Range& r) { return code >= r.first && code <= r.last; });
}

std::string visible(std::string_view text) {
  return shown(text, [](std::uint32_t code, std::string& out) {
    if (!is_line_or_tab(code)) return false;
    out += char(code);
    return true;
  });
}

std::string visible_line(std::string_view text) {
  return shown(text, [](std::uint32_t code, std::string& out) {
    if (!is_line_or_tab(code)) return false;
    out += ' ';
    return true;
  });
}

std::string markup(std::string_view text) {
  std::string out;
  for (const char c : visible(text)) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

}  // namespace palabre
