#include "ui/base/equations.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <optional>

#include "sim/tables/text.hpp"
#include "submodels_page.hpp"

namespace palabre::ui {
namespace {

bool is_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

bool has_word(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
    if ((at == 0 || !is_letter(text[at - 1])) &&
        (at + word.size() == text.size() || !is_letter(text[at + word.size()])))
      return true;
  return false;
}

struct EquationWords {
  std::string_view page, french;
};

// Longest first: a passage stands for itself before the words in it do.
const std::vector<EquationWords>& equation_words() {
  static const std::vector<EquationWords> kWords = [] {
    std::vector<EquationWords> out{
#define EQUATION_WORDS(page, french) {page, french},
#define EQUATION_SYMBOL(name)
#include "sim/tables/equation_words.def"
#undef EQUATION_WORDS
#undef EQUATION_SYMBOL
    };
    std::stable_sort(out.begin(), out.end(), [](const EquationWords& a, const EquationWords& b) {
      return a.page.size() > b.page.size();
    });
    return out;
  }();
  return kWords;
}

// Where the passage that begins here ends; nothing when it is another. Any blanks are one blank.
std::optional<std::size_t> end_of(std::string_view passage, std::string_view text, std::size_t at) {
  for (const char c : passage) {
    if (c == ' ') {
      const std::size_t next = text.find_first_not_of(" \n", at);
      if (next == at || next == text.npos) return std::nullopt;
      at = next;
    } else if (at < text.size() && text[at] == c) {
      ++at;
    } else {
      return std::nullopt;
    }
  }
  const bool goes_on = at < text.size() && is_letter(text[at]) && is_letter(passage.back());
  const bool primed = at + 1 < text.size() && text[at] == '\'' && is_letter(text[at + 1]);
  return goes_on || primed ? std::nullopt : std::optional(at);
}

// The text with every passage of the table replaced.
template <class Replace>
std::string with_passages(std::string_view text, Replace replace) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool begins = at == 0 || !(is_letter(text[at - 1]) || text[at - 1] == '.');
    std::optional<std::size_t> end;
    if (begins && is_letter(text[at]))
      for (const EquationWords& row : equation_words())
        if ((end = end_of(row.page, text, at))) {
          out += replace(row);
          break;
        }
    if (!end) out += text[at];
    at = end.value_or(at + 1);
  }
  return out;
}

}  // namespace

std::string equations_in(std::string_view words, Lang lang) {
  if (lang != Lang::fr) return std::string(words);
  return with_passages(words, [](const EquationWords& row) { return row.french; });
}

std::vector<std::string> names_in(std::string_view words) {
  const std::string rest =
      with_passages(words, [](const EquationWords&) { return std::string_view("|"); });
  std::vector<std::string> out(1);
  for (const char c : rest)
    if (is_letter(c))
      out.back() += c;
    else if (!out.back().empty())
      out.emplace_back();
  if (out.back().empty()) out.pop_back();
  return out;
}

std::span<const std::string_view> equation_symbols() {
  static constexpr std::string_view kSymbols[] = {
#define EQUATION_WORDS(page, french)
#define EQUATION_SYMBOL(name) #name,
#include "sim/tables/equation_words.def"
#undef EQUATION_WORDS
#undef EQUATION_SYMBOL
  };
  return kSymbols;
}

std::vector<Submodel> cut_submodels(std::string_view page) {
  std::vector<Submodel> out;
  std::string words;
  while (!page.empty()) {
    const std::size_t end = std::min(page.find('\n'), page.size());
    const std::string_view line = page.substr(0, end);
    page.remove_prefix(std::min(end + 1, page.size()));
    if (line.starts_with("///")) {
      words += std::string(line.substr(std::min<std::size_t>(4, line.size()))) + "\n";
    } else if (line.starts_with("void ") && !words.empty()) {
      const std::size_t from = 5;
      out.push_back({std::string(line.substr(from, line.find('(') - from)), std::move(words)});
      words.clear();
    } else {
      words.clear();
    }
  }
  return out;
}

std::span<const Submodel> submodels() {
  static const std::vector<Submodel> kSubmodels = cut_submodels(kSubmodelsPage);
  return kSubmodels;
}

std::vector<const Submodel*> submodels_with(std::string_view symbol) {
  std::vector<const Submodel*> out;
  for (const Submodel& submodel : submodels())
    if (has_word(submodel.words, symbol)) out.push_back(&submodel);
  return out;
}

std::string submodel_title(std::string_view name, Lang lang) {
  static const std::map<std::string_view, TextId> kTitles{
      {"start", TextId::submodel_start},
      {"calendar", TextId::submodel_calendar},
      {"sense", TextId::submodel_sense},
      {"france", TextId::submodel_france},
      {"support", TextId::submodel_support},
      {"rally", TextId::submodel_rally},
      {"bargain", TextId::submodel_bargain},
      {"willingness", TextId::submodel_willingness},
      {"national_stage", TextId::submodel_national_stage},
      {"exchanges", TextId::submodel_exchanges},
      {"local_pacts", TextId::submodel_local_pacts},
      {"allocate_army", TextId::submodel_allocate_army},
      {"events", TextId::submodel_events},
      {"control", TextId::submodel_control},
      {"control_step", TextId::submodel_control_step},
      {"people", TextId::submodel_people},
      {"record", TextId::submodel_record},
      {"conclude", TextId::submodel_conclude},
      {"step", TextId::submodel_step},
  };
  const auto found = kTitles.find(name);
  return std::string(found == kTitles.end() ? name : text(found->second, lang));
}

std::string symbols_in(const Submodel& submodel, Lang lang) {
  std::string out;
  const auto add = [&](std::string_view symbol, std::string_view name, Unit unit) {
    if (!has_word(submodel.words, symbol)) return;
    out += fmt::format("{}{} = {} [{}]", out.empty() ? "" : "; ", symbol, name, label(unit, lang));
  };
  for (const ParamSpec& spec : param_specs()) add(spec.symbol, spec.label.in(lang), spec.unit);
  for (const LeverSpec& spec : lever_specs()) add(spec.symbol, spec.label.in(lang), spec.unit);
  return out.empty() ? "–" : out;
}

bool acts_only_at_start(std::string_view key) {
  // equations_test.cpp reads the model's source to see that no other file uses them.
  constexpr std::array<std::string_view, 4> kStart{"territory.state_share",
                                                   "territory.jihadist_share",
                                                   "territory.jihadist_trend", "uncertainty.width"};
  return std::find(kStart.begin(), kStart.end(), key) != kStart.end();
}

}  // namespace palabre::ui
