#include "ui/base/equations.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <iterator>

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

struct EquationsRow {
  std::string_view submodel;
  Words title;
  std::string_view french;
};
constexpr EquationsRow kRows[] = {
#define EQUATIONS(submodel, en, fr, french) {#submodel, {en, fr}, french},
#include "sim/tables/equations.def"
#undef EQUATIONS
};

const EquationsRow* row_of(std::string_view submodel) {
  const auto row = std::find_if(std::begin(kRows), std::end(kRows),
                                [&](const EquationsRow& one) { return one.submodel == submodel; });
  return row == std::end(kRows) ? nullptr : row;
}

}  // namespace

std::string_view equations_in(const Submodel& submodel, Lang lang) {
  const EquationsRow* row = lang == Lang::fr ? row_of(submodel.name) : nullptr;
  return row ? row->french : std::string_view(submodel.words);
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
  const EquationsRow* row = row_of(name);
  return std::string(row ? row->title.in(lang) : name);
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
