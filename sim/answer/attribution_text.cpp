// Which change did it, in a few words.

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/answer/attribution.hpp"
#include "sim/answer/grammar.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

double digits_shown(double value, const Shown& shown) {
  return std::round(value * shown.scale / shown.step) * shown.step;
}

struct NamedPart {
  const Change* change = nullptr;
  double shown = 0.0;  // scaled and digits_shown
  bool is_idle = false;
};

}  // namespace

std::string attribution_text(const std::vector<Change>& changes, const Attribution& attribution,
                             const Finding& finding, Lang lang) {
  constexpr std::size_t kNamed = 4;
  constexpr double kMostly = 2.0 / 3.0;
  if (changes.size() < 2 || !attribution.whole) return {};
  const Evidence evidence = finding.evidence();
  if (evidence == Evidence::no_run || evidence == Evidence::no_path)
    return say(TextId::ans_parts_none, lang);
  if (evidence != Evidence::sure) return say(TextId::ans_parts_luck, lang);
  const Shown shown = shown_for(finding);
  const auto figure = [&](double x) { return signed_in(x, shown.decimals, lang); };
  std::vector<NamedPart> parts;
  std::vector<std::string> idle;
  for (std::size_t k = 0; k < changes.size(); ++k) {
    const ChangeEffect& effect = attribution.effects[k];
    if (!effect.alone) return say(TextId::ans_parts_undefined, lang);
    if (effect.is_idle)
      idle.push_back(changes[k].brief.in(lang));
    else
      parts.push_back({&changes[k], digits_shown(effect.alone->value, shown), false});
  }
  std::stable_sort(parts.begin(), parts.end(), [](const NamedPart& a, const NamedPart& b) {
    return std::abs(a.shown) > std::abs(b.shown);
  });
  const double whole = digits_shown(attribution.whole->value, shown);
  double sum = 0.0, size = 0.0;
  for (const NamedPart& part : parts) {
    sum += part.shown;
    size += std::abs(part.shown);
  }
  const double together = whole - sum;
  const bool mostly = !parts.empty() && parts.front().shown * whole > 0.0 &&
                      std::abs(parts.front().shown) >= kMostly * (size + std::abs(together));
  std::vector<std::string> said;
  double others = 0.0;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    if (k >= kNamed)
      others += parts[k].shown;
    else
      said.push_back(say(k == 0 && mostly ? TextId::ans_part_mostly : TextId::ans_part, lang,
                         parts[k].change->brief.in(lang), figure(parts[k].shown)));
  }
  if (parts.size() > kNamed) said.push_back(say(TextId::ans_part_others, lang, figure(others)));
  if (std::abs(together) >= shown.step / 2.0)
    said.push_back(say(TextId::ans_part_together, lang, figure(together)));
  if (!idle.empty()) said.push_back(say(TextId::ans_part_idle, lang, listed(idle, lang)));
  std::string out;
  for (const std::string& part : said)
    out = out.empty() ? part : say(TextId::ans_parts, lang, out, part);
  return capitalised(out);
}

}  // namespace palabre
