#include "ui/equations.hpp"

#include <cctype>

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

}  // namespace

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

}  // namespace palabre::ui
