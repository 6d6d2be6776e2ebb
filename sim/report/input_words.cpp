#include "sim/report/input_words.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>

#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr std::array<Words, 12> kMonths{{{"January", "janvier"},
                                         {"February", "février"},
                                         {"March", "mars"},
                                         {"April", "avril"},
                                         {"May", "mai"},
                                         {"June", "juin"},
                                         {"July", "juillet"},
                                         {"August", "août"},
                                         {"September", "septembre"},
                                         {"October", "octobre"},
                                         {"November", "novembre"},
                                         {"December", "décembre"}}};

}  // namespace

std::string day_in(Date date, Lang lang) {
  constexpr std::string_view kHardBlank = "\u00a0";
  const std::chrono::year_month_day day(date.days());
  const auto number = unsigned(day.day());
  std::string out = std::to_string(number);
  if (lang == Lang::fr && number == 1) out += "er";
  out.append(kHardBlank).append(kMonths[unsigned(day.month()) - 1].in(lang));
  return out.append(kHardBlank).append(std::to_string(int(day.year())));
}

std::string choice_in_words(std::string_view choice, Lang lang) {
  struct Row {
    std::string_view choice;
    TextId words;
  };
  static constexpr std::array kRows{
      Row{"by_chance", TextId::ui_choice_by_chance},
      Row{"secret", TextId::ui_choice_secret},
      Row{"public", TextId::ui_choice_public},
      Row{"high_islamic_council", TextId::ui_choice_high_islamic_council},
      Row{"dicko", TextId::ui_choice_dicko},
      Row{"foreign_state", TextId::ui_choice_foreign_state},
      Row{"none", TextId::ui_choice_none},
      Row{"nash", TextId::ui_choice_nash},
      Row{"kalai_smorodinsky", TextId::ui_choice_kalai_smorodinsky},
      Row{"utilitarian", TextId::ui_choice_utilitarian},
      Row{"power_weighted", TextId::ui_choice_power_weighted},
      Row{"parity", TextId::ui_choice_parity},
      Row{"hegemony", TextId::ui_choice_hegemony},
      Row{"february_2022", TextId::ui_choice_february_2022},
      Row{"reference", TextId::ui_choice_reference},
      Row{"set", TextId::ui_choice_set},
      Row{"plausible", TextId::ui_choice_plausible},
      Row{"plausible_before_2018", TextId::ui_choice_plausible_before_2018},
      Row{"nothing", TextId::ui_choice_off_nothing},
      Row{"luck", TextId::ui_choice_off_luck},
      Row{"jihadist_advance", TextId::ui_choice_off_jihadist_advance},
      Row{"state_hold", TextId::ui_choice_off_state_hold},
      Row{"retaking", TextId::ui_choice_off_retaking},
      Row{"siege_erosion", TextId::ui_choice_off_siege_erosion},
      Row{"cells", TextId::ui_choice_off_cells},
      Row{"redeployment", TextId::ui_choice_off_redeployment},
      Row{"vacuum", TextId::ui_choice_off_vacuum},
      Row{"massacres", TextId::ui_choice_off_massacres},
      Row{"blockades", TextId::ui_choice_off_blockades},
      Row{"exchanges", TextId::ui_choice_off_exchanges},
      Row{"army_size", TextId::ui_choice_off_army_size},
      Row{"army_posts", TextId::ui_choice_off_army_posts},
      Row{"flight", TextId::ui_choice_off_flight},
  };
  for (const Row& row : kRows)
    if (row.choice == choice) return std::string(text(row.words, lang));
  std::string out(choice);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

std::string case_title(const Scenario& scenario, const std::string& file, Lang lang) {
  const std::string& title = scenario.title.in(lang);
  return title.empty() ? file_words(file) : title;
}

std::string file_words(const std::string& file) {
  const std::filesystem::path path(file);
  return path.is_absolute() ? path.filename().string() : file;
}

}  // namespace palabre
