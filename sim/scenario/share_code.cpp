#include "sim/scenario/share_code.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "sim/scenario/reader.hpp"
#include "sim/scenario/short_code.hpp"
#include "sim/tables/old_names.hpp"
#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"

namespace palabre {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kName = "palabre";
constexpr int kVersion = 2;  // the newest that is read; cases that it cannot say are in version 1
constexpr std::size_t kFigureBytesMax = limit(LimitId::figure_kib) << 10;
constexpr std::size_t kCheckBytes =
    4;  // over what follows; in version 1 a check of the values then
constexpr const char* kBase = "format = 1\nbase = \"baseline.toml\"\n";
// What most codes hold, so that it need not be spelt out. Part of version 1: never to be changed.
constexpr std::string_view kUsual =
    "[[pact]]\ncercle = \ndate = 20\n[switches]\n[issues.\nnot_modelled = [\nworld = "
    "replicates = 500 2000 \nweeks = 104 208 \nseed = \"never\"\n\"public\"\n\"secret\"\n[levers]\n"
    "french_withdrawal = 2022-0 2023-0 talks_channel = mediator = \"dicko\"\n"
    "[parameters.people]\n[parameters.war]\n[parameters.territory]\n[parameters.pacts]\n"
    "[parameters.talks]\nmediator = 0. guarantee = 0.\n"
    "title = { en = \"Baseline: Mali, February 2022\", fr = \"Référence : le Mali, février 2022\" "
    "}\nformat = 1\nbase = \"baseline.toml\"\n";

constexpr std::string_view kLetters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

bool is_letter(char c) { return kLetters.find(c) != std::string_view::npos; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_decimal(char c) { return c >= '0' && c <= '9'; }

std::string to_letters(const std::string& bytes) {
  std::string out;
  unsigned held = 0;
  int bits = 0;
  for (const char c : bytes) {
    held = (held << 8 | static_cast<unsigned char>(c)) & 0xFFFFu;
    for (bits += 8; bits >= 6; bits -= 6) out += kLetters[held >> (bits - 6) & 63u];
  }
  if (bits > 0) out += kLetters[held << (6 - bits) & 63u];
  return out;
}

/// Nothing when a letter is none of ours, or the last bits are not what to_letters() writes.
std::optional<std::string> from_letters(std::string_view letters) {
  std::string out;
  unsigned held = 0;
  int bits = 0;
  for (const char c : letters) {
    const std::size_t at = kLetters.find(c);
    if (at == std::string_view::npos) return std::nullopt;
    held = (held << 6 | unsigned(at)) & 0xFFFFu;
    if ((bits += 6) < 8) continue;
    bits -= 8;
    out += char(held >> bits & 255u);
  }
  if (bits >= 6 || (held & ((1u << bits) - 1)) != 0) return std::nullopt;
  return out;
}

unsigned check_of(std::string_view bytes, unsigned before = 0) {
  return unsigned(
      ::crc32(before, reinterpret_cast<const Bytef*>(bytes.data()), uInt(bytes.size())));
}

std::string four_bytes(unsigned value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += char(value >> shift & 255u);
  return out;
}
unsigned value_at(std::string_view bytes, std::size_t at) {
  unsigned value = 0;
  for (std::size_t k = 0; k < 4; ++k)
    value = value << 8 | static_cast<unsigned char>(bytes[at + k]);
  return value;
}

const Bytef* bytes_of(std::string_view text) { return reinterpret_cast<const Bytef*>(text.data()); }

std::string packed(const std::string& text) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY);
  deflateSetDictionary(&stream, bytes_of(kUsual), uInt(kUsual.size()));
  std::string out(deflateBound(&stream, uLong(text.size())), '\0');
  stream.next_in = const_cast<Bytef*>(bytes_of(text));
  stream.avail_in = uInt(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = uInt(out.size());
  deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

/// Nothing when the bytes are not what packed() writes, or say more than a file may.
std::optional<std::string> unpacked(std::string_view bytes) {
  z_stream stream{};
  inflateInit2(&stream, -15);
  inflateSetDictionary(&stream, bytes_of(kUsual), uInt(kUsual.size()));
  std::string out(kFileBytesMax + 1, '\0');
  stream.next_in = const_cast<Bytef*>(bytes_of(bytes));
  stream.avail_in = uInt(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = uInt(out.size());
  const int status = inflate(&stream, Z_FINISH);
  const bool whole = status == Z_STREAM_END && stream.avail_in == 0 && stream.avail_out > 0;
  out.resize(stream.total_out);
  inflateEnd(&stream);
  if (!whole) return std::nullopt;
  return out;
}

/// Every value a run depends on, whatever the baseline says.
std::string values_text(const Scenario& scenario) {
  ScenarioFile empty;
  empty.path = shipped_scenarios() / "shared.toml";
  Scenario values = scenario;
  values.title = values.summary = values.question = values.notes = {};
  values.about.clear();
  values.sources.clear();
  values.not_modelled.clear();
  return patched_text(empty, values);
}

/// Over these values, and over the map.
unsigned check_of_values(const Scenario& scenario, const World& world) {
  return check_of(world.bytes, check_of(values_text(scenario)));
}

/// Codes made before a group got its present name hold the check of the text with the old one.
unsigned check_with_old_names(const Scenario& scenario, const World& world) {
  std::string text = values_text(scenario);
  for (const OldName& name : old_names()) {
    if (name.kind != NameKind::group) continue;
    const std::string now = fmt::format("[parameters.{}]", name.now);
    if (const std::size_t at = text.find(now); at != text.npos)
      text.replace(at, now.size(), fmt::format("[parameters.{}]", name.before));
  }
  return check_of(world.bytes, check_of(text));
}

/// Blanks of any width, ends of lines and letters of no width: mail programs put them into codes.
std::size_t blank_at(std::string_view text) {
  if (is_blank(text[0])) return 1;
  const Letter letter = first_letter(text);
  const bool is_wide = letter.code == 0xA0 || (letter.code >= 0x2000 && letter.code <= 0x200D) ||
                       letter.code == 0x202F || letter.code == 0x2060 || letter.code == 0x3000 ||
                       letter.code == 0xFEFF || letter.code == 0xAD;
  return letter.length > 1 && is_wide ? letter.length : 0;
}

/// Letters of the prefix of a bare code, colon included; 0 when it is none.
std::size_t prefix_of(std::string_view code) {
  if (!code.starts_with(kName)) return 0;
  std::size_t at = kName.size();
  while (at < code.size() && is_decimal(code[at])) ++at;
  return at > kName.size() && at < code.size() && code[at] == ':' ? at + 1 : 0;
}

std::string shown_code(std::string_view code) {
  std::string shown(code.substr(0, 24));
  if (code.size() > shown.size()) shown += "...";
  return shown;
}

[[noreturn]] void refuse(std::string_view code, TextId what, TextId hint) {
  throw ScenarioError({{shown_code(code), 0, 0, "", {what, {}}, Message{hint, {}}}});
}

/// True when the check before the bytes is that of what follows.
bool is_right(std::string_view bytes) {
  return bytes.size() > 2 * kCheckBytes &&
         value_at(bytes, 0) == check_of(bytes.substr(kCheckBytes));
}

/// A sound code: its version, and the bytes that stand behind its check.
struct Opened {
  int version = 0;
  std::string inside;
};
Opened opened(const std::string& code) {
  const std::size_t prefix = prefix_of(code);
  if (prefix == 0) refuse(code, TextId::share_damaged, TextId::share_copy_again);
  if (code.size() > kShareCodeMax)
    throw ScenarioError({{code.substr(0, 24) + "...",
                          0,
                          0,
                          "",
                          {TextId::share_long, {std::to_string(kShareCodeMax)}},
                          std::nullopt}});
  const std::string version = code.substr(kName.size(), prefix - 1 - kName.size());
  if (version != "1" && version != std::to_string(kVersion))
    refuse(code, TextId::share_newer, TextId::share_update);
  const auto bytes = from_letters(std::string_view(code).substr(prefix));
  if (!bytes || !is_right(*bytes)) refuse(code, TextId::share_damaged, TextId::share_copy_again);
  return {version == "1" ? 1 : kVersion, bytes->substr(kCheckBytes)};
}

/// What a code packs: a check of the values, as far as `values_mask` goes, and the text of a file.
struct Packed {
  unsigned values = 0, values_mask = ~0u;
  std::string text;
};

Packed unpacked_1(const std::string& code, std::string_view inside) {
  auto text = unpacked(inside.substr(kCheckBytes));
  if (!text) refuse(code, TextId::share_damaged, TextId::share_copy_again);
  return {value_at(inside, 0), ~0u, std::move(*text)};
}

Packed unpacked_2(const std::string& code, std::string_view inside, const LoadOptions& options) {
  using enum ShortHead::Fault;
  const ShortHead head = short_head(inside);
  if (head.fault == damaged) refuse(code, TextId::share_damaged, TextId::share_copy_again);
  if (head.fault == newer) refuse(code, TextId::share_newer, TextId::share_update);
  if (head.fault == other_keys) refuse(code, TextId::share_other_keys, TextId::share_ask_file);
  const fs::path folder = shipped_scenarios(), name = head.base + ".toml";
  std::error_code ignored;
  if (leads_out(folder, name) || !fs::is_regular_file(folder / name, ignored))
    throw ScenarioError({{shown_code(code),
                          0,
                          0,
                          "base",
                          {TextId::share_no_base, {name.string()}},
                          Message{TextId::share_update, {}}}});
  const ScenarioFile base =
      parse_scenario(text_on_base(head.base), folder / "shared.toml", options);
  Scenario said = base.scenario;
  const Scenario own = load_scenario(folder / name, options).scenario;  // no base hands these on
  said.title = own.title;
  said.question = own.question;
  said.about = own.about;
  if (auto refusal = apply_short_code(inside, said)) {
    if (!refusal->why) refuse(code, TextId::share_damaged, TextId::share_copy_again);
    throw ScenarioError(
        {{shown_code(code), 0, 0, refusal->key, refusal->why->what, refusal->why->hint}});
  }
  return {head.values, (1u << kValuesBits) - 1, patched_text(base, said)};
}

/// Where a code begins in a text: at its name, and not within a longer word or a path.
std::size_t name_at(std::string_view words) {
  for (std::size_t at = words.find(kName); at != words.npos; at = words.find(kName, at + 1)) {
    const char before = at == 0 ? ' ' : words[at - 1];
    const bool is_inside = is_letter(before) || before == '/' || before == '.';
    std::string name;  // a line may end within the name too
    for (std::size_t k = at; k < words.size() && name.size() < kName.size() + 12;) {
      const std::size_t blank = blank_at(words.substr(k));
      if (blank == 0) name += words[k];
      k += std::max<std::size_t>(blank, 1);
    }
    if (!is_inside && prefix_of(name) > 0) return at;
  }
  return words.npos;
}

/// True when the check of a code is right.
bool is_sound(std::string_view code) {
  const auto bytes = from_letters(code.substr(prefix_of(code)));
  return bytes && is_right(*bytes);
}

/// The code in what a person pasted: with quotation marks, brackets or back quotes around it, words
/// before and after it, lines broken and marked by ">" as mail programs do.
std::string code_in_text(std::string_view words) {
  constexpr std::size_t kTries = 2000;  // words after the code that are tried not to be part of it
  const std::size_t from = name_at(words);
  if (from == words.npos) return std::string(words);
  std::string code;
  std::vector<std::size_t> ends;  // lengths of the code at which a blank stands
  bool is_line_begin = false;
  for (std::size_t at = from; at < words.size() && code.size() <= kShareCodeMax;) {
    const char c = words[at];
    if (const std::size_t blank = blank_at(words.substr(at))) {
      if (ends.empty() || ends.back() != code.size()) ends.push_back(code.size());
      is_line_begin = is_line_begin || c == '\n' || c == '\r';
      at += blank;
    } else if (is_line_begin && (c == '>' || c == '|')) {
      ++at;
    } else if (c == '=' && at + 1 < words.size() &&
               (words[at + 1] == '\n' || words[at + 1] == '\r')) {
      ++at;  // a soft end of line of quoted-printable mail
    } else if (is_letter(c) ||
               (c == ':' && prefix_of(code + c) > 0 && code.find(':') == code.npos)) {
      code += c;
      is_line_begin = false;
      ++at;
    } else {
      break;
    }
  }
  if (is_sound(code)) return code;
  ends.resize(std::min(ends.size(), kTries));
  for (const std::size_t end : ends)
    if (end > prefix_of(code) && is_sound(std::string_view(code).substr(0, end)))
      return code.substr(0, end);
  return code;
}

constexpr std::string_view kPngSign{"\x89PNG\r\n\x1A\n", 8};

/// The text of a PNG under our name: its program writes the code there and nothing else.
std::string_view text_of_png(std::string_view figure) {
  using std::string_view_literals::operator""sv;
  constexpr std::string_view kOurs = "tEXtpalabre\0"sv;
  for (std::size_t at = kPngSign.size(); at + 12 <= figure.size();) {
    const std::size_t size = value_at(figure, at);
    const std::string_view chunk = figure.substr(at + 4, size + 4);
    if (chunk.starts_with(kOurs)) return chunk.substr(kOurs.size());
    if (size > figure.size()) break;
    at += size + 12;
  }
  return {};
}

/// The part of an SVG (also one within a report) in which its program wrote the recipe, and no text
/// of the case stands.
std::string_view recipe_of_svg(std::string_view figure) {
  constexpr std::string_view kOpen = "<metadata id=\"palabre\">", kClose = "</metadata>";
  const std::size_t from = figure.find(kOpen);
  if (from == figure.npos) return {};
  const std::string_view rest = figure.substr(from + kOpen.size());
  return rest.substr(0, rest.find(kClose));
}

/// A table for spreadsheets begins with comments, in French behind a byte order mark.
constexpr std::string_view kTableSign = "\xEF\xBB\xBF# ";

/// Its comments without the first, which is a title: text of the case.
std::string_view recipe_of_table(std::string_view table) {
  const std::size_t from = std::min(table.find('\n'), table.size());
  std::size_t end = from;
  while (table.substr(end).starts_with("\n# "))
    end = std::min(table.find('\n', end + 1), table.size());
  return table.substr(from, end - from);
}

/// A plain name that is no file here, "baseline" or "baseline.toml", is that of a shipped scenario.
fs::path or_shipped(const fs::path& named) {
  std::error_code ignored;
  const fs::path folder = shipped_scenarios();
  if (folder.empty() || leads_out(folder, named) || fs::exists(named, ignored)) return named;
  for (const char* ending : {"", ".toml"})
    if (const fs::path found = folder / (named.string() + ending);
        found.extension() == ".toml" && fs::is_regular_file(found, ignored))
      return found;
  return named;
}

}  // namespace

bool is_share_code(std::string_view words) {
  return name_at(words.substr(0, kShareCodeMax)) != words.npos;
}

std::string share_code_in(std::string_view figure) {
  if (figure.starts_with(kPngSign)) {
    const std::string_view text = text_of_png(figure);
    return prefix_of(text) > 0 ? std::string(text) : std::string();
  }
  const bool is_table = figure.starts_with(kTableSign) || figure.starts_with(kTableSign.substr(3));
  const std::string_view recipe = is_table ? recipe_of_table(figure) : recipe_of_svg(figure);
  const std::string_view kLine = is_table ? "# code " : "code ";
  std::string found;
  for (std::size_t at = 0; at < recipe.size();) {
    const std::size_t end = std::min(recipe.find('\n', at), recipe.size());
    const std::string_view line = recipe.substr(at, end - at);
    at = end + 1;
    if (!line.starts_with(kLine) || prefix_of(line.substr(kLine.size())) == 0) continue;
    if (!found.empty()) return {};  // of two codes one is not ours
    found = line.substr(kLine.size());
  }
  return found;
}

std::string share_code(const Scenario& scenario, const World& world, const LoadOptions& options) {
  const ScenarioFile base = parse_scenario(kBase, shipped_scenarios() / "shared.toml", options);
  if (scenario.world != base.scenario.world || world.bytes != base.world->bytes)
    throw ScenarioError({{"", 0, 0, "world", {TextId::share_cannot, {}}, std::nullopt}});
  Scenario said = scenario;
  said.summary = base.scenario.summary;
  said.question = base.scenario.question;
  said.notes = base.scenario.notes;
  said.about = base.scenario.about;
  said.sources = base.scenario.sources;
  said.expectations.clear();
  said.sweeps.clear();
  const unsigned values = check_of_values(said, world);
  const auto code_of = [](int version, const std::string& inside) {
    return fmt::format("{}{}:{}", kName, version,
                       to_letters(four_bytes(check_of(inside)) + inside));
  };
  if (const auto inside = short_code_of(said, values)) return code_of(kVersion, *inside);
  return code_of(1, four_bytes(values) + packed(patched_text(base, said)));
}

std::string share_code_if_any(const Scenario& scenario, const World& world) try {
  return shipped_scenarios().empty() ? std::string() : share_code(scenario, world);
} catch (const ScenarioError& error) {
  const TextId why = error.diagnostics().front().what.id;
  if (why != TextId::share_cannot && why != TextId::files_cannot_say) throw;
  return {};
}

ScenarioFile read_share_code(std::string_view words, const LoadOptions& options) {
  const std::string code = code_in_text(words);
  const Opened found = opened(code);
  Packed packed =
      found.version == 1 ? unpacked_1(code, found.inside) : unpacked_2(code, found.inside, options);
  ScenarioFile file =
      parse_scenario(std::move(packed.text), shipped_scenarios() / "shared.toml", options);
  file.from_code = true;
  Scenario values = file.scenario;
  values.expectations.clear();
  values.sweeps.clear();
  const auto is_other = [&](unsigned check) {
    return (check & packed.values_mask) != packed.values;
  };
  if (!options.weeks && is_other(check_of_values(values, *file.world)) &&
      is_other(check_with_old_names(values, *file.world)))
    file.notes.push_back({shown_code(code), 0, 0, "", {TextId::share_drifted, {}}, {}});
  return file;
}

bool is_figure(const fs::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".svg" || ending == ".png" || ending == ".html" || ending == ".csv";
}

ScenarioFile load_any(const fs::path& named, const LoadOptions& options) {
  if (is_share_code(named.string())) return read_share_code(named.string(), options);
  if (!is_figure(named)) return load_scenario(or_shipped(named), options);
  const std::string code = share_code_in(read_file(named, kFigureBytesMax));
  if (code.empty()) throw FileError(named.string(), {TextId::share_none, {}});
  return read_share_code(code, options);
}

}  // namespace palabre
