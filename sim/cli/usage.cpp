#include "sim/cli/usage.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <initializer_list>
#include <limits>
#include <ostream>
#include <random>

#include "sim/cli/layout.hpp"
#include "sim/tables/old_names.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr int kThreadsMax = 1024;

/// Reads one whole number with limits; adds a line to `errors` when it is none.
class NumberReader {
 public:
  NumberReader(Lang lang, std::vector<std::string>& errors) : lang_(lang), errors_(errors) {}

  template <class Int>
  std::optional<Int> read(std::string_view flag, const std::string& parsed, Int low, Int high) {
    if (parsed.empty()) return std::nullopt;
    const std::string min = count_text(low, lang_), max = count_text(high, lang_);
    Int value{};
    const char* end = parsed.data() + parsed.size();
    const auto [at, problem] = std::from_chars(parsed.data(), end, value);
    const bool is_number = at == end && problem != std::errc::invalid_argument;
    if (!is_number) {
      errors_.push_back(say(TextId::cli_not_whole, lang_, flag, parsed, min, max));
    } else if (problem == std::errc::result_out_of_range || value < low || value > high) {
      errors_.push_back(say(TextId::cli_out_of_range, lang_, flag, parsed, min, max));
    } else {
      return value;
    }
    return std::nullopt;
  }

  /// A number with a point, or a percentage: 0.02, 2%.
  std::optional<double> read_real(std::string_view flag, const std::string& parsed) {
    if (parsed.empty()) return std::nullopt;
    const bool is_percent = parsed.back() == '%';
    const char* end = parsed.data() + parsed.size() - (is_percent ? 1 : 0);
    double value{};
    const auto [at, problem] = std::from_chars(parsed.data(), end, value);
    if (at == end && problem == std::errc{} && std::isfinite(value))
      return is_percent ? value / 100.0 : value;
    errors_.push_back(say(TextId::an_not_number, lang_, flag, parsed));
    return std::nullopt;
  }

 private:
  Lang lang_;
  std::vector<std::string>& errors_;
};

std::int64_t random_seed() {
  std::random_device device;
  const std::uint64_t bits = (std::uint64_t(device()) << 32) | device();
  return std::int64_t(bits >> 1);  // seeds are not negative
}

bool is_option(std::string_view word) { return word.size() > 1 && word.starts_with('-'); }

/// What to say about a word that no rule took.
std::string about_extra(const std::string& word, const std::vector<std::string>& options,
                        Lang lang) {
  if (!is_option(word)) return say(TextId::cli_too_many, lang, word);
  const std::string name = word.substr(0, word.find('='));
  const std::vector<std::string_view> known(options.begin(), options.end());
  const std::string_view meant = nearest(name, known);
  const std::string said = say(TextId::cli_no_such_option, lang, name);
  return meant.empty() ? said : say(TextId::cli_did_you_mean, lang, said, meant);
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string out;
  for (std::string_view word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

}  // namespace

Terminal this_terminal() {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const bool is_dumb = term == nullptr || std::string_view(term) == "dumb";
  return {::isatty(STDOUT_FILENO) == 1, ::isatty(STDERR_FILENO) == 1,
          (no_color != nullptr && *no_color != '\0') || is_dumb};
}

Flags read_flags(const FlagTexts& texts, const Terminal& terminal,
                 const std::vector<std::string>& options) {
  Flags flags;
  const Lang lang = texts.lang == "fr" ? Lang::fr : Lang::en;
  if (!texts.lang.empty() && texts.lang != "fr" && texts.lang != "en")
    flags.errors.push_back(say(TextId::cli_bad_choice, lang, "--lang", texts.lang, "en, fr"));
  if (!texts.color.empty() && texts.color != "auto" && texts.color != "never")
    flags.errors.push_back(
        say(TextId::cli_bad_choice, lang, "--color", texts.color, "auto, never"));

  NumberReader numbers(lang, flags.errors);
  flags.changes.replicates = numbers.read("-n/--replicates", texts.replicates, 1, kReplicatesMax);
  flags.changes.weeks = numbers.read("--weeks", texts.weeks, 1, kWeeksMax);
  flags.threads = numbers.read("-j/--threads", texts.threads, 0, kThreadsMax).value_or(0);
  flags.replicate =
      numbers.read<std::int64_t>("--replicate", texts.replicate, 0, kReplicatesMax - 1);
  if (texts.seed == "random")
    flags.changes.seed = random_seed();
  else
    flags.changes.seed = numbers.read<std::int64_t>("--seed", texts.seed, 0,
                                                    std::numeric_limits<std::int64_t>::max());
  flags.trajectories = numbers.read("--trajectories", texts.trajectories, 2, 10'000);
  flags.levels = numbers.read("--levels", texts.levels, 2, 100);
  flags.points = numbers.read("--points", texts.points, 2, 1'000'000);
  flags.cells = numbers.read("--cells", texts.cells, 2, 100);
  flags.step = numbers.read("--step", texts.step, 0, 10'000);
  flags.at_least = numbers.read_real("--at-least", texts.at_least);
  flags.at_most = numbers.read_real("--at-most", texts.at_most);
  flags.within = numbers.read_real("--within", texts.within);
  for (const std::string& word : texts.extras)
    flags.errors.push_back(about_extra(word, options, lang));

  flags.changes.assignments = texts.assignments;
  flags.changes.allow_outside = texts.allow_outside;
  flags.output_options.lang = lang;
  flags.output_options.quiet = texts.quiet;
  flags.output_options.verbose = texts.verbose && !texts.quiet;
  flags.output_options.color =
      terminal.out_is_terminal && !terminal.no_color && texts.color != "never";
  flags.output_options.progress = terminal.err_is_terminal && !texts.quiet;
  return flags;
}

Lang language_of(const std::vector<std::string>& words) {
  for (std::size_t i = 0; i < words.size(); ++i)
    if (words[i] == "--lang=fr" ||
        (words[i] == "--lang" && i + 1 < words.size() && words[i + 1] == "fr"))
      return Lang::fr;
  return Lang::en;
}

std::vector<std::string> with_names_of_now(std::vector<std::string> words, Lang lang,
                                           std::ostream& err) {
  const bool quiet = std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return word == "-q" || word == "--quiet";
  });
  const auto bring_up_to_date = [&](std::string& word, std::initializer_list<NameKind> kinds) {
    for (const NameKind kind : kinds) {
      const std::string_view now = name_now(kind, word);
      if (now.empty()) continue;
      if (!quiet)
        err << say(TextId::cli_note, lang, say(TextId::cli_old_name, lang, word, now)) << '\n';
      word = now;
    }
  };
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    const std::string before = i == 0 ? "" : words[i - 1];
    if (before == "--vary" || before == "--x" || before == "--y")
      bring_up_to_date(words[i], {NameKind::key, NameKind::group});
    else
      bring_up_to_date(words[i], {NameKind::flag});
  }
  if (!words.empty()) bring_up_to_date(words.front(), {NameKind::command});
  return words;
}

const std::vector<std::string_view>& command_names() {
  static const std::vector<std::string_view> kNames{
      "run",    "check",   "test",     "compare",  "explain",   "sensitivity",
      "claims", "heatmap", "discover", "variance", "precision", "thresholds",
      "share",  "open",    "params",   "version"};
  return kNames;
}

int usage_error(const std::vector<std::string>& errors, std::string_view command, Lang lang,
                std::ostream& err) {
  for (const std::string& error : errors) err << say(TextId::cli_error, lang, error) << '\n';
  const std::string help =
      command.empty() ? "palabre --help" : fmt::format("palabre {} --help", command);
  err << say(TextId::cli_see_help, lang, help) << '\n';
  return code(ExitStatus::usage);
}

std::string no_such_command(std::string_view word, Lang lang) {
  const std::string said = say(TextId::cli_no_such_command, lang, word);
  const std::string_view meant = nearest(word, command_names());
  const std::string asked = meant.empty() ? said : say(TextId::cli_did_you_mean, lang, said, meant);
  return say(TextId::cli_commands_are, lang, asked, joined(command_names()));
}

}  // namespace palabre
