#include "ui/panels/question_cards.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace palabre::ui {
namespace {

constexpr std::size_t kCardsMost = 9;
/// Those that come first, where the library has them; others fill what is left.
constexpr std::array<std::string_view, kCardsMost> kFirst{"baseline",
                                                          "dicko_truce_and_release",
                                                          "public_good_offices",
                                                          "french_stay_red_line",
                                                          "french_leave_at_once",
                                                          "full_precondition_offer",
                                                          "local_pacts_only",
                                                          "minusma_leaves",
                                                          "arms_alone"};

}  // namespace

std::vector<const Preset*> question_cards(const std::vector<Preset>& presets) {
  const auto place = [](const Preset& preset) {
    return std::find(kFirst.begin(), kFirst.end(), preset.path.stem().string()) - kFirst.begin();
  };
  std::vector<const Preset*> out;
  for (const Preset& preset : presets)
    if (!(preset.question == LocalText{})) out.push_back(&preset);
  std::stable_sort(out.begin(), out.end(),
                   [&](const Preset* a, const Preset* b) { return place(*a) < place(*b); });
  if (out.size() > kCardsMost) out.resize(kCardsMost);
  return out;
}

int card_of(const std::vector<const Preset*>& cards, const std::filesystem::path& file) {
  for (std::size_t k = 0; k < cards.size(); ++k) {
    std::error_code ignored;
    if (cards[k]->path == file || std::filesystem::equivalent(cards[k]->path, file, ignored))
      return int(k);
  }
  return -1;
}

}  // namespace palabre::ui
