// Flags as CLI11 knows them, bound to typed fields. What is wrong with a value is told in our own
// words, in the language asked for, and all of it at once.

#pragma once

#include <CLI/CLI.hpp>
#include <charconv>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/cli/usage.hpp"
#include "sim/report/layout.hpp"
#include "sim/tables/text.hpp"

namespace palabre {

/// What was understood of the words beyond the fields: what is wrong, and what to look at when all
/// are read.
struct Understood {
  Lang lang = Lang::en;
  Terminal terminal;
  std::vector<std::string> errors;  // one line each
  std::vector<std::pair<const CLI::App*, std::function<void()>>> checks;

  void wrong(TextId id, const auto&... args) { errors.push_back(say(id, lang, args...)); }
};

/// The flags of one command.
class Flags {
 public:
  Flags(CLI::App& command, Understood& understood) : command_(command), understood_(understood) {}

  CLI::Option* flag(const char* name, bool& to, TextId help) {
    return command_.add_flag(name, to, in(help))->disable_flag_override();
  }
  CLI::Option* flag(const char* name, std::function<void()> act, TextId help) {
    return command_.add_flag_callback(name, std::move(act), in(help))->disable_flag_override();
  }
  /// A value as it is typed; none is empty.
  CLI::Option* text(const char* name, std::string& to, TextId help, const char* type) {
    return value(name, help, type, [&to](const std::string& parsed) { to = parsed; });
  }
  CLI::Option* path(const char* name, std::filesystem::path& to, TextId help) {
    return value(name, help, "FILE", [&to](const std::string& parsed) { to = parsed; });
  }
  /// May be repeated, one value each time.
  CLI::Option* list(const char* name, std::vector<std::string>& to, TextId help, const char* type);
  /// One of a few words.
  CLI::Option* choice(const char* name, std::vector<std::string_view> words,
                      std::function<void(const std::string&)> take, TextId help, const char* type);
  /// For the spreadsheets of which language a table is written. `csv`: the flag that it needs.
  CLI::Option* csv_style(std::optional<Lang>& to, const CLI::Option* csv = nullptr);
  /// A whole number from `low` to `high`.
  template <class To, class Int>
  CLI::Option* number(const char* name, To& to, Int low, Int high, TextId help,
                      const char* type = "N") {
    const std::string said = name_of(name);
    return value(name, help, type, [this, &to, said, low, high](const std::string& parsed) {
      if (const std::optional<Int> read = whole(said, parsed, low, high)) to = *read;
    });
  }
  /// A number with a point, or a percentage: 0.02, 2%.
  CLI::Option* real(const char* name, std::optional<double>& to, TextId help,
                    const char* type = "X");

  /// Scenario files: at least and at most so many. `missing`: what to say when there are too few.
  void files(std::vector<std::filesystem::path>& to, const char* name, int least, int most,
             TextId help, TextId missing = TextId::cli_no_file);
  void file(std::filesystem::path& to, bool is_needed, TextId help);

  // Those of many commands.
  void output_options(OutputOptions& to);
  void changes(Changes& to) { changes(to, kReplicatesMax, TextId::help_replicates); }
  void changes(Changes& to, int replicates_max, TextId help_replicates);
  void threads(int& to);
  CLI::Option* json(bool& to) { return flag("--json", to, TextId::help_json); }
  void output(std::string& to) { text("-o,--output", to, TextId::help_output, "FILE"); }
  /// Returns --json.
  const CLI::Option* report(ReportArgs& to) {
    changes(to.changes);
    return report_of(to);
  }
  /// The same without changes.
  const CLI::Option* report_of(ReportArgs& to);

  /// Looked at when all words are read.
  void check(std::function<void()> look) { understood_.checks.emplace_back(&command_, look); }
  /// Not both.
  void exclude(const CLI::Option* one, const CLI::Option* other);
  Understood& understood() { return understood_; }

 private:
  std::string in(TextId id) const { return say(id, understood_.lang); }
  /// "-n/--replicates"
  static std::string name_of(const char* name);
  /// The last of those typed counts.
  CLI::Option* value(const char* name, TextId help, const char* type,
                     std::function<void(const std::string&)> take);
  template <class Int>
  std::optional<Int> whole(const std::string& name, const std::string& parsed, Int low, Int high);

  CLI::App& command_;
  Understood& understood_;
};

template <class Int>
std::optional<Int> Flags::whole(const std::string& name, const std::string& parsed, Int low,
                                Int high) {
  const Lang lang = understood_.lang;
  Int read{};
  const char* end = parsed.data() + parsed.size();
  const auto [at, problem] = std::from_chars(parsed.data(), end, read);
  const bool is_number = at == end && problem != std::errc::invalid_argument;
  if (is_number && problem == std::errc{} && read >= low && read <= high) return read;
  understood_.wrong(is_number ? TextId::cli_out_of_range : TextId::cli_not_whole, name, parsed,
                    count_text(low, lang), count_text(high, lang));
  return std::nullopt;
}

}  // namespace palabre
