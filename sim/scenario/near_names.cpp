#include "sim/scenario/near_names.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "sim/tables/spelling.hpp"
#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"

namespace palabre {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kEntriesMax = 10'000;  // of a folder that are looked at
constexpr std::size_t kLettersOff = 2;       // more are another name

struct Composed {
  std::uint32_t letter, plain, mark;
};
constexpr auto kComposed = std::to_array<Composed>({
#define LETTER(letter, plain, mark) {letter, plain, mark},
#include "sim/scenario/letters.def"
#undef LETTER
});

void add(std::string& out, std::uint32_t code) {
  const auto at =
      std::lower_bound(kComposed.begin(), kComposed.end(), code,
                       [](const Composed& row, std::uint32_t c) { return row.letter < c; });
  if (at != kComposed.end() && at->letter == code) {
    add(out, at->plain);
    code = at->mark;
  }
  if (code >= 'A' && code <= 'Z') code += 'a' - 'A';
  if (code < 0x80) {
    out += char(code);
  } else if (code < 0x800) {
    out += char(0xC0u | code >> 6);
    out += char(0x80u | (code & 0x3Fu));
  } else if (code < 0x10000) {
    out += char(0xE0u | code >> 12);
    out += char(0x80u | (code >> 6 & 0x3Fu));
    out += char(0x80u | (code & 0x3Fu));
  } else {
    out += char(0xF0u | code >> 18);
    out += char(0x80u | (code >> 12 & 0x3Fu));
    out += char(0x80u | (code >> 6 & 0x3Fu));
    out += char(0x80u | (code & 0x3Fu));
  }
}

}  // namespace

std::string folded(std::string_view name) {
  std::string out;
  while (!name.empty()) {
    const Letter letter = first_letter(name);
    if (letter.length == 0)
      out += name[0];
    else
      add(out, letter.code);
    name.remove_prefix(std::max<std::size_t>(letter.length, 1));
  }
  return out;
}

std::optional<Message> near_name(const fs::path& path) {
  const std::string name = path.filename().string(), wanted = folded(name);
  if (name.empty() || name.size() > 255) return std::nullopt;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::error_code error;
  std::string best;
  std::size_t best_off = kLettersOff + 1, looked_at = 0;
  for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
    if (++looked_at > kEntriesMax) break;
    const std::string there = at->path().filename().string(), plain = folded(there);
    if (there == name) continue;  // it cannot be opened, whatever its name
    if (plain == wanted) {
      std::string a = name, b = there;
      const auto lower = [](std::string& text) {
        for (char& c : text)
          if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
      };
      lower(a);
      lower(b);
      return a == b ? Message{TextId::files_did_you_mean, {there}}
                    : Message{TextId::files_same_look, {there}};
    }
    if (there.size() > 255 || plain.size() + kLettersOff < wanted.size() ||
        wanted.size() + kLettersOff < plain.size())
      continue;
    const std::size_t off = letters_off(plain, wanted);
    if (off < best_off || (off == best_off && there < best)) {
      best = there;
      best_off = off;
    }
  }
  // Of a name of three letters any other of that length would be near.
  if (best_off > kLettersOff || wanted.size() < 4 * best_off) return std::nullopt;
  return Message{TextId::files_did_you_mean, {best}};
}

}  // namespace palabre
