#include "sim/scenario/share_code.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "sim/tables/old_names.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kName = "palabre";
constexpr int kVersion = 1;
constexpr std::size_t kFigureBytesMax = std::size_t{1} << 26;
constexpr std::size_t kHeaderBytes = 8;  // check of what follows, check of the values
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
  values.title = values.summary = {};
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

/// A code without what mail programs add: blanks, line ends, quotes and brackets around it.
std::string bare(std::string_view words) {
  std::string out;
  for (const char c : words)
    if (!is_blank(c)) out += c;
  const auto around = [](char c) { return c == '<' || c == '>' || c == '"' || c == '\''; };
  while (!out.empty() && around(out.front())) out.erase(0, 1);
  while (!out.empty() && (around(out.back()) || out.back() == '.' || out.back() == ','))
    out.pop_back();
  return out;
}

/// Letters of the prefix of a bare code, colon included; 0 when it is none.
std::size_t prefix_of(std::string_view code) {
  if (!code.starts_with(kName)) return 0;
  std::size_t at = kName.size();
  while (at < code.size() && is_decimal(code[at])) ++at;
  return at > kName.size() && at < code.size() && code[at] == ':' ? at + 1 : 0;
}

[[noreturn]] void refuse(std::string_view code, TextId what, TextId hint) {
  std::string shown(code.substr(0, 24));
  if (code.size() > shown.size()) shown += "...";
  throw ScenarioError({{shown, 0, 0, "", {what, {}}, Message{hint, {}}}});
}

/// What a sound code packs: the check of its values, and the text.
struct Opened {
  unsigned values = 0;
  std::string text;
};
Opened opened(const std::string& code) {
  const std::size_t prefix = prefix_of(code);
  if (prefix == 0 || code.size() > kShareCodeMax)
    refuse(code, TextId::share_damaged, TextId::share_copy_again);
  const std::string version = code.substr(kName.size(), prefix - 1 - kName.size());
  if (version != std::to_string(kVersion)) refuse(code, TextId::share_newer, TextId::share_update);
  const auto bytes = from_letters(std::string_view(code).substr(prefix));
  if (!bytes || bytes->size() <= kHeaderBytes ||
      value_at(*bytes, 0) != check_of(std::string_view(*bytes).substr(4)))
    refuse(code, TextId::share_damaged, TextId::share_copy_again);
  auto text = unpacked(std::string_view(*bytes).substr(kHeaderBytes));
  if (!text) refuse(code, TextId::share_damaged, TextId::share_copy_again);
  return {value_at(*bytes, 4), std::move(*text)};
}

}  // namespace

bool is_share_code(std::string_view words) {
  return prefix_of(bare(words.substr(0, kShareCodeMax))) > 0;
}

std::string share_code_in(std::string_view bytes) {
  for (std::size_t at = bytes.find(kName); at != std::string_view::npos;
       at = bytes.find(kName, at + 1)) {
    const std::size_t prefix = prefix_of(bytes.substr(at, 64));
    std::size_t end = at + prefix;
    while (end < bytes.size() && is_letter(bytes[end])) ++end;
    if (prefix > 0 && end > at + prefix) return std::string(bytes.substr(at, end - at));
  }
  return {};
}

std::string share_code(const Scenario& scenario, const World& world, const LoadOptions& options) {
  const ScenarioFile base = parse_scenario(kBase, shipped_scenarios() / "shared.toml", options);
  if (scenario.world != base.scenario.world || world.bytes != base.world->bytes)
    throw ScenarioError({{"", 0, 0, "world", {TextId::share_cannot, {}}, std::nullopt}});
  Scenario said = scenario;
  said.summary = base.scenario.summary;
  said.sources = base.scenario.sources;
  said.expectations.clear();
  said.sweeps.clear();
  const std::string inside =
      four_bytes(check_of_values(said, world)) + packed(patched_text(base, said));
  return std::string(kName) + std::to_string(kVersion) + ":" +
         to_letters(four_bytes(check_of(inside)) + inside);
}

ScenarioFile read_share_code(std::string_view words, const LoadOptions& options) {
  const std::string code = bare(words);
  Opened found = opened(code);
  ScenarioFile file =
      parse_scenario(std::move(found.text), shipped_scenarios() / "shared.toml", options);
  Scenario values = file.scenario;
  values.expectations.clear();
  values.sweeps.clear();
  if (!options.weeks && check_of_values(values, *file.world) != found.values &&
      check_with_old_names(values, *file.world) != found.values)
    file.notes.push_back({code.substr(0, 24) + "...", 0, 0, "", {TextId::share_drifted, {}}, {}});
  return file;
}

bool is_figure(const fs::path& path) {
  const std::string ending = path.extension().string();
  return ending == ".svg" || ending == ".png" || ending == ".html";
}

ScenarioFile load_any(const fs::path& named, const LoadOptions& options) {
  if (is_share_code(named.string())) return read_share_code(named.string(), options);
  if (!is_figure(named)) return load_scenario(named, options);
  const std::string code = share_code_in(read_file(named, kFigureBytesMax));
  if (code.empty()) throw FileError(named.string(), {TextId::share_none, {}});
  return read_share_code(code, options);
}

}  // namespace palabre
