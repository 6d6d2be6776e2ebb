#include "sim/cli/flags.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <random>

#include "sim/platform/numbers.hpp"

namespace palabre {
namespace {

constexpr int kThreadsMax = 1024;

std::int64_t random_seed() {
  std::random_device device;
  const std::uint64_t bits = (std::uint64_t(device()) << 32) | device();
  return std::int64_t(bits >> 1);  // seeds are not negative
}

/// What was probably meant by a number with a comma: the same with a point.
std::string with_point(std::string said, std::string parsed, Lang lang) {
  const std::size_t comma = parsed.find(',');
  if (comma == parsed.npos) return said;
  parsed[comma] = '.';
  const bool is_number = parsed.find_first_not_of("+-.0123456789%") == parsed.npos;
  return is_number ? say(TextId::cli_did_you_mean, lang, said, parsed) : said;
}

/// "--json"
std::string long_name(const CLI::Option* option) { return "--" + option->get_lnames().front(); }

}  // namespace

std::string Flags::name_of(const char* name) {
  std::string out = name;
  std::replace(out.begin(), out.end(), ',', '/');
  return out;
}

CLI::Option* Flags::value(const char* name, TextId help, const char* type,
                          std::function<void(const std::string&)> take) {
  const std::string said = name_of(name);
  return command_
      .add_option_function<std::string>(
          name,
          [this, said, take](const std::string& parsed) {
            if (parsed.empty())
              understood_.wrong(TextId::cli_needs_value, said);
            else
              take(parsed);
          },
          in(help))
      ->take_last()
      ->type_name(type);
}

CLI::Option* Flags::list(const char* name, std::vector<std::string>& to, TextId help,
                         const char* type) {
  check([this, name, &to] {
    if (std::find(to.begin(), to.end(), "") != to.end())
      understood_.wrong(TextId::cli_needs_value, name);
  });
  return command_.add_option(name, to, in(help))->allow_extra_args(false)->type_name(type);
}

CLI::Option* Flags::choice(const char* name, std::vector<std::string_view> words,
                           std::function<void(const std::string&)> take, TextId help,
                           const char* type) {
  return value(name, help, type, [this, name, words, take](const std::string& parsed) {
    if (std::find(words.begin(), words.end(), parsed) != words.end())
      take(parsed);
    else
      understood_.errors.push_back(
          with_nearest(say(TextId::cli_bad_choice, understood_.lang, name, parsed, listed(words)),
                       parsed, words, understood_.lang));
  });
}

CLI::Option* Flags::csv_style(std::optional<Lang>& to, const CLI::Option* csv) {
  CLI::Option* style = choice(
      "--csv-style", {"en", "fr"},
      [&to](const std::string& parsed) { to = parsed == "fr" ? Lang::fr : Lang::en; },
      TextId::help_csv_style, "en|fr");
  if (csv != nullptr)
    check([this, style, csv] {
      if (style->count() > 0 && csv->count() == 0)
        understood_.wrong(TextId::cli_needs, "--csv-style", "--csv");
    });
  return style;
}

CLI::Option* Flags::real(const char* name, std::optional<double>& to, TextId help,
                         const char* type) {
  return value(name, help, type, [this, name, &to](const std::string& parsed) {
    const bool is_percent = parsed.back() == '%';
    const char* end = parsed.data() + parsed.size() - (is_percent ? 1 : 0);
    double read{};
    const auto [at, problem] = platform::parse_double(parsed.data(), end, read);
    if (at == end && problem == std::errc{} && std::isfinite(read))
      to = is_percent ? read / 100.0 : read;
    else
      understood_.errors.push_back(with_point(
          say(TextId::an_not_number, understood_.lang, name, parsed), parsed, understood_.lang));
  });
}

void Flags::files(std::vector<std::filesystem::path>& to, const char* name, int least, int most,
                  TextId help, TextId missing) {
  command_
      .add_option_function<std::vector<std::string>>(
          name,
          [&to](const std::vector<std::string>& parsed) {
            to.assign(parsed.begin(), parsed.end());
          },
          in(help))
      ->type_name("");
  check([this, &to, least, most, missing] {
    for (std::size_t k = std::size_t(most); k < to.size(); ++k)
      understood_.wrong(TextId::cli_too_many, to[k].string());
    const bool has_empty = std::find(to.begin(), to.end(), "") != to.end();
    if (int(to.size()) < least || has_empty) understood_.wrong(missing);
  });
}

void Flags::file(std::filesystem::path& to, bool is_needed, TextId help) {
  const auto parsed = std::make_shared<std::vector<std::filesystem::path>>();
  files(*parsed, "FILE", is_needed ? 1 : 0, 1, help);
  check([parsed, &to] {
    if (!parsed->empty()) to = parsed->front();
  });
}

void Flags::output_options(OutputOptions& to) {
  const Terminal& terminal = understood_.terminal;
  to.lang = understood_.lang;
  to.color = terminal.out_is_terminal && !terminal.no_color;
  choice(
      "--lang", {"en", "fr"}, [](const std::string&) {}, TextId::help_lang, "en|fr");
  choice(
      "--color", {"auto", "never"},
      [&to](const std::string& parsed) { to.color = to.color && parsed != "never"; },
      TextId::help_color, "auto|never");
  flag("-q,--quiet", to.quiet, TextId::help_quiet);
  flag("-v,--verbose", to.verbose, TextId::help_verbose);
  check([&to, &terminal] {
    to.verbose = to.verbose && !to.quiet;
    to.progress = terminal.err_is_terminal && !to.quiet;
  });
}

void Flags::changes(Changes& to, int replicates_max, TextId help_replicates) {
  number("-n,--replicates", to.replicates, 1, replicates_max, help_replicates);
  value("--seed", TextId::help_seed, "N|random", [this, &to](const std::string& parsed) {
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    to.seed = parsed == "random" ? random_seed()
                                 : whole("--seed", parsed, std::int64_t{0}, kMost).value_or(0);
  });
  number("--weeks", to.weeks, 1, kWeeksMax, TextId::help_weeks);
  list("--set", to.assignments, TextId::help_set, "KEY=VALUE");
  flag("--allow-outside", to.allow_outside, TextId::help_allow_outside);
}

const CLI::Option* Flags::report_of(ReportArgs& to) {
  threads(to.threads);
  const CLI::Option* out = json(to.json);
  output(to.output);
  return out;
}

void Flags::threads(int& to) { number("-j,--threads", to, 0, kThreadsMax, TextId::help_threads); }

void Flags::exclude(const CLI::Option* one, const CLI::Option* other) {
  check([this, one, other] {
    if (one->count() > 0 && other->count() > 0)
      understood_.wrong(TextId::cli_excludes, long_name(one), long_name(other));
  });
}

}  // namespace palabre
