#include "sim/cli/usage.hpp"

#include <algorithm>
#include <cstdlib>
#include <initializer_list>
#include <ostream>

#include "sim/platform/streams.hpp"
#include "sim/report/layout.hpp"
#include "sim/tables/old_names.hpp"
#include "sim/tables/text.hpp"

namespace palabre {

Terminal this_terminal() {
  const char* no_color = std::getenv("NO_COLOR");
  return {platform::is_terminal(1), platform::is_terminal(2),
          (no_color != nullptr && *no_color != '\0') || platform::is_plain_terminal()};
}

Lang language_of(const std::vector<std::string>& words) {
  std::string_view asked;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (words[i].starts_with("--lang=")) asked = std::string_view(words[i]).substr(7);
    if (words[i] == "--lang" && i + 1 < words.size()) asked = words[i + 1];
  }
  return asked == "fr" ? Lang::fr : Lang::en;
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

std::string with_nearest(const std::string& said, std::string_view word,
                         std::span<const std::string_view> known, Lang lang) {
  const std::string_view meant = nearest(word, known);
  return meant.empty() ? said : say(TextId::cli_did_you_mean, lang, said, meant);
}

std::string listed(std::span<const std::string_view> words) {
  std::string out;
  for (const std::string_view word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

int usage_error(const std::vector<std::string>& errors, std::string_view command, Lang lang,
                std::ostream& err) {
  for (const std::string& error : errors) err << say(TextId::cli_error, lang, error) << '\n';
  const std::string help =
      command.empty() ? "palabre --help" : fmt::format("palabre {} --help", command);
  err << say(TextId::cli_see_help, lang, help) << '\n';
  return code(ExitStatus::usage);
}

}  // namespace palabre
