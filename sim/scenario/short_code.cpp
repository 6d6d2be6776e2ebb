#include "sim/scenario/short_code.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "sim/platform/numbers.hpp"
#include "sim/scenario/bits.hpp"
#include "sim/scenario/input.hpp"
#include "sim/tables/old_names.hpp"
#include "sim/tables/share_keys.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

namespace fs = std::filesystem;

// Part of version 2: none of these may ever change.
constexpr int kKeysBits = 10, kKeysCheckBits = 16, kChoiceBits = 10, kLetterBits = 5,
              kDigitBits = 4, kPlacesBits = 4;
constexpr int kCountGroup = 4, kGapGroup = 5, kDecimalGroup = 5, kDaysGroup = 6, kSmallGroup = 6,
              kSeedGroup = 8;
// Of a scenario's name: 0 ends it, 1 to 26 are letters, then these, then a digit that follows.
constexpr std::string_view kSigns = "_/-";
constexpr unsigned kDigitFollows = 30, kNameMax = 64;
constexpr unsigned kRaw = (1u << kPlacesBits) - 1;  // places of a number given by its 64 bits
constexpr std::size_t kTitleMax = 4000;             // bytes

// --- names and keys ------------------------------------------------------------------------------

unsigned crc_of(std::string_view bytes, unsigned before = 0) {
  return unsigned(
      ::crc32(before, reinterpret_cast<const Bytef*>(bytes.data()), uInt(bytes.size())));
}

unsigned check_of_keys(std::size_t count) {
  unsigned check = 0;
  for (const std::string_view key : share_keys().first(count))
    check = crc_of("\n", crc_of(key, check));
  return check & ((1u << kKeysCheckBits) - 1);
}

unsigned check_of_choice(std::string_view word) { return crc_of(word) & ((1u << kChoiceBits) - 1); }

/// The input of a number; nothing for one of before.
const std::optional<InputRef>& input_at(std::size_t number) {
  static const auto kInputs = [] {
    std::vector<std::optional<InputRef>> out;
    for (const std::string_view key : share_keys()) {
      out.push_back(InputRef::find(key));
      if (!out.back()) out.back() = InputRef::find(name_now(NameKind::key, key));
    }
    return out;
  }();
  return kInputs[number];
}

/// False when the name has a letter that none of ours has.
bool put_name(BitWriter& bits, std::string_view name) {
  for (const char c : name) {
    const std::size_t sign = kSigns.find(c);
    if (c >= 'a' && c <= 'z')
      bits.put(unsigned(c - 'a') + 1, kLetterBits);
    else if (sign != kSigns.npos)
      bits.put(27 + sign, kLetterBits);
    else if (c >= '0' && c <= '9')
      bits.put(kDigitFollows << kDigitBits | unsigned(c - '0'), kLetterBits + kDigitBits);
    else
      return false;
  }
  bits.put(0, kLetterBits);
  return name.size() <= kNameMax;
}

std::string get_name(BitReader& bits) {
  std::string name;
  while (const auto letter = unsigned(bits.get(kLetterBits))) {
    if (letter <= 26)
      name += char('a' + int(letter) - 1);
    else if (letter < 27 + kSigns.size())
      name += kSigns[letter - 27];
    else if (const auto digit = unsigned(bits.get(kDigitBits));
             letter == kDigitFollows && digit < 10)
      name += char('0' + digit);
    else
      bits.spoil();
    if (name.size() > kNameMax) bits.spoil();
  }
  return name;
}

// --- values --------------------------------------------------------------------------------------

void put_decimal(BitWriter& bits, double value) {
  bits.put(std::signbit(value), 1);
  char text[40];
  const auto end =
      std::to_chars(text, text + sizeof text, std::abs(value), std::chars_format::scientific);
  const std::string_view all(text, std::size_t(end.ptr - text));
  const std::size_t e = all.find('e');
  if (e != all.npos) {
    std::string digits(all.substr(0, e));
    std::erase(digits, '.');
    int places = 0;
    std::from_chars(all.data() + e + (all[e + 1] == '+' ? 2 : 1), all.data() + all.size(), places);
    places = int(digits.size()) - 1 - places;
    if (places < 0 && places > -12) digits.append(std::size_t(-std::exchange(places, 0)), '0');
    std::uint64_t mantissa = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), mantissa);
    if (read.ec == std::errc{} && places >= 0 && places < int(kRaw)) {
      bits.put(unsigned(places), kPlacesBits);
      bits.put_number(mantissa, kDecimalGroup);
      return;
    }
  }
  bits.put(kRaw, kPlacesBits);
  bits.put(std::bit_cast<std::uint64_t>(std::abs(value)), 64);
}

double get_decimal(BitReader& bits) {
  const bool is_negative = bits.get(1) != 0;
  const auto places = unsigned(bits.get(kPlacesBits));
  double out = 0.0;
  if (places == kRaw) {
    out = std::bit_cast<double>(bits.get(64));
  } else {
    const std::string text = fmt::format("{}e-{}", bits.get_number(kDecimalGroup), places);
    platform::parse_double(text.data(), text.data() + text.size(), out);
  }
  return is_negative ? -out : out;
}

std::uint64_t folded(std::int64_t x) { return std::uint64_t(x) << 1 ^ std::uint64_t(x >> 63); }
std::int64_t unfolded(std::uint64_t x) { return std::int64_t(x >> 1) ^ -std::int64_t(x & 1u); }

std::span<const std::string_view> choices_of(const InputRef& input) {
  if (const LeverSpec* spec = input.lever()) return spec->choices;
  if (const SwitchSpec* spec = input.model_switch()) return spec->choices;
  return {};
}

std::int64_t day_of(std::chrono::sys_days day) { return day.time_since_epoch().count(); }

void put_value(BitWriter& bits, const Value& value, std::chrono::sys_days start) {
  if (const double* number = std::get_if<double>(&value)) put_decimal(bits, *number);
  if (const bool* flag = std::get_if<bool>(&value)) bits.put(*flag, 1);
  if (const std::string* word = std::get_if<std::string>(&value))
    bits.put(check_of_choice(*word), kChoiceBits);
  if (const Date* date = std::get_if<Date>(&value)) {
    bits.put(date->is_never(), 1);
    if (!date->is_never()) bits.put_number(folded(date->day - day_of(start)), kDaysGroup);
  }
}

/// As the value that stands there now is written.
Value get_value_like(BitReader& bits, const InputRef& input, const Value& now,
                     std::chrono::sys_days start) {
  if (std::holds_alternative<double>(now)) return get_decimal(bits);
  if (std::holds_alternative<bool>(now)) return bits.get(1) != 0;
  if (std::holds_alternative<Date>(now)) {
    if (bits.get(1) != 0) return Date::never();
    return Date{int(day_of(start) + unfolded(bits.get_number(kDaysGroup)) % 1'000'000)};
  }
  const auto check = unsigned(bits.get(kChoiceBits));
  for (const std::string_view word : choices_of(input))
    if (check_of_choice(word) == check) return std::string(word);
  return std::string("?");
}

void put_text(BitWriter& bits, const std::string& text) {
  bits.put_number(text.size(), kSmallGroup);
  for (const char c : text) bits.put(static_cast<unsigned char>(c), 8);
}
std::string get_text(BitReader& bits) {
  const std::uint64_t size = bits.get_number(kSmallGroup);
  if (size > kTitleMax) bits.spoil();
  std::string out;
  for (std::uint64_t k = 0; k < size && bits.is_sound(); ++k) out += char(bits.get(8));
  return out;
}

// --- a case --------------------------------------------------------------------------------------

void put_about_run(BitWriter& bits, const Scenario& base, const Scenario& said) {
  const bool parts[] = {said.weeks != base.weeks, said.replicates != base.replicates,
                        said.seed != base.seed, said.start != base.start, said.title != base.title};
  const bool any = std::find(std::begin(parts), std::end(parts), true) != std::end(parts);
  bits.put(any, 1);
  if (!any) return;
  for (const bool part : parts) bits.put(part, 1);
  if (parts[0]) bits.put_number(std::uint64_t(said.weeks), kSmallGroup);
  if (parts[1]) bits.put_number(std::uint64_t(said.replicates), kSmallGroup);
  if (parts[2]) bits.put_number(std::uint64_t(said.seed), kSeedGroup);
  if (parts[3]) bits.put_number(folded(day_of(said.start) - day_of(base.start)), kDaysGroup);
  if (parts[4]) put_text(bits, said.title.en);
  if (parts[4]) put_text(bits, said.title.fr);
}

void get_about_run(BitReader& bits, Scenario& to) {
  if (bits.get(1) == 0) return;
  bool parts[5];
  for (bool& part : parts) part = bits.get(1) != 0;
  const auto bounded = [&](int group, std::uint64_t most) {
    const std::uint64_t out = bits.get_number(group);
    if (out > most) bits.spoil();
    return bits.is_sound() ? out : 0;
  };
  if (parts[0]) to.weeks = int(bounded(kSmallGroup, std::uint64_t(kWeeksMax)));
  if (parts[1]) to.replicates = int(bounded(kSmallGroup, std::uint64_t(kReplicatesMax)));
  if (parts[2]) to.seed = std::int64_t(bounded(kSeedGroup, INT64_MAX));
  if (parts[3]) to.start += std::chrono::days(unfolded(bounded(kDaysGroup, 1'000'000)));
  if (parts[4]) to.title.en = get_text(bits);
  if (parts[4]) to.title.fr = get_text(bits);
}

/// Numbers of the inputs that have another value, in ascending order. A lever may bring values of
/// others with it, and those need not be said.
std::vector<std::size_t> changed_keys(const Scenario& base, const Scenario& said) {
  Scenario now = base;
  std::vector<std::size_t> out;
  for (const bool levers : {true, false})
    for (std::size_t k = 0; k < share_keys().size(); ++k) {
      const std::optional<InputRef>& input = input_at(k);
      if (!input || (input->lever() != nullptr) != levers) continue;
      const std::optional<Value> wanted = input->get(said);
      if (!wanted || wanted == input->get(now)) continue;
      out.push_back(k);
      input->assign(now, *wanted);
    }
  std::sort(out.begin(), out.end());
  return out;
}

/// Nothing when the name of the base cannot be spelt.
std::optional<BitWriter> bits_of(const std::string& name, const Scenario& base,
                                 const Scenario& said, unsigned values) {
  BitWriter bits;
  bits.put(values & ((1u << kValuesBits) - 1), kValuesBits);
  bits.put(share_keys().size(), kKeysBits);
  bits.put(check_of_keys(share_keys().size()), kKeysCheckBits);
  if (!put_name(bits, name)) return std::nullopt;
  put_about_run(bits, base, said);
  const std::vector<std::size_t> changed = changed_keys(base, said);
  bits.put_number(changed.size(), kCountGroup);
  std::size_t next = 0;
  for (const std::size_t k : changed) {
    bits.put_number(k - next, kGapGroup);
    put_value(bits, *input_at(k)->get(said), said.start);
    next = k + 1;
  }
  return bits;
}

ShortHead head_from(BitReader& bits) {
  using enum ShortHead::Fault;
  ShortHead out;
  out.values = unsigned(bits.get(kValuesBits));
  const auto keys = std::size_t(bits.get(kKeysBits));
  const auto check = unsigned(bits.get(kKeysCheckBits));
  if (!bits.is_sound())
    out.fault = damaged;
  else if (keys > share_keys().size())
    out.fault = newer;
  else if (check != check_of_keys(keys))
    out.fault = other_keys;
  else
    out.base = get_name(bits);
  if (!bits.is_sound()) out.fault = damaged;
  return out;
}

struct ShippedCase {
  std::string name;
  Scenario scenario;
};
/// The shipped scenarios, in the order of their names; those that cannot be read are left out. Read
/// once: they come with the program.
std::shared_ptr<const std::vector<ShippedCase>> shipped_cases() {
  static std::mutex mutex;
  static fs::path folder;
  static std::shared_ptr<const std::vector<ShippedCase>> known;
  const std::scoped_lock lock(mutex);
  if (known && folder == shipped_scenarios()) return known;
  folder = shipped_scenarios();
  std::vector<ShippedCase> cases;
  LoadOptions load;
  load.worlds = std::make_shared<WorldsRead>();
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    if (at->path().extension() != ".toml") continue;
    fs::path name = at->path().lexically_relative(folder);
    name.replace_extension();
    try {
      cases.push_back({name.generic_string(), load_scenario(at->path(), load).scenario});
    } catch (const ScenarioError&) {
    } catch (const FileError&) {
    }
  }
  std::sort(cases.begin(), cases.end(),
            [](const ShippedCase& a, const ShippedCase& b) { return a.name < b.name; });
  known = std::make_shared<const std::vector<ShippedCase>>(std::move(cases));
  return known;
}

}  // namespace

std::optional<std::string> short_code_of(const Scenario& said, unsigned values) {
  std::optional<BitWriter> best;
  const auto bases = shipped_cases();
  for (const ShippedCase& base : *bases) {
    Scenario wanted = said;
    wanted.summary = base.scenario.summary;
    wanted.question = base.scenario.question;
    wanted.notes = base.scenario.notes;
    wanted.about = base.scenario.about;
    wanted.sources = base.scenario.sources;
    wanted.expectations = base.scenario.expectations;
    wanted.sweeps = base.scenario.sweeps;
    const std::optional<BitWriter> bits = bits_of(base.name, base.scenario, wanted, values);
    if (!bits || (best && bits->bits() >= best->bits())) continue;
    Scenario back = base.scenario;
    if (!apply_short_code(bits->bytes(), back) && back == wanted) best = bits;
  }
  if (!best) return std::nullopt;
  return best->bytes();
}

ShortHead short_head(std::string_view bytes) {
  BitReader bits(bytes);
  return head_from(bits);
}

std::optional<ShortRefusal> apply_short_code(std::string_view bytes, Scenario& base) {
  BitReader bits(bytes);
  head_from(bits);
  get_about_run(bits, base);
  const std::uint64_t count = bits.get_number(kCountGroup);
  std::vector<std::pair<InputRef, Value>> changes;
  std::size_t k = 0;
  for (std::uint64_t change = 0; change < count && bits.is_sound(); ++change, ++k) {
    k += std::size_t(std::min<std::uint64_t>(bits.get_number(kGapGroup), share_keys().size()));
    if (k >= share_keys().size()) return ShortRefusal{};
    const std::optional<InputRef>& input = input_at(k);
    const auto now = input ? input->get(base) : std::nullopt;
    if (!now)  // an input of before: how long its value is cannot be told either
      return ShortRefusal{std::string(share_keys()[k]),
                          Refusal{{TextId::share_input_gone, {}}, std::nullopt}};
    changes.emplace_back(*input, get_value_like(bits, *input, *now, base.start));
  }
  if (!bits.is_at_end()) return ShortRefusal{};
  for (const bool levers : {true, false})
    for (const auto& [input, value] : changes)
      if ((input.lever() != nullptr) == levers)
        if (auto refusal = input.set(base, value))
          return ShortRefusal{input.key(), std::move(refusal)};
  return std::nullopt;
}

std::string text_on_base(std::string_view base) {
  return fmt::format("format = 1\nbase = \"{}.toml\"\n", base);
}

}  // namespace palabre
