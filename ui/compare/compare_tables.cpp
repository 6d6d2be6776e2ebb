#include <algorithm>
#include <cmath>

#include "sim/run/views/compare.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/controls.hpp"
#include "ui/base/words.hpp"
#include "ui/compare/compare_parts.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/compare.hpp"

namespace palabre::ui {
namespace {

constexpr ImGuiTableFlags kTable = ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_PadOuterX;

void column_heads(std::initializer_list<std::string_view> words, const FrameInputs& shown) {
  ImGui::TableNextRow();
  ImGui::PushFont(shown.look.fonts.small);
  for (const std::string_view word : words) {
    ImGui::TableNextColumn();
    put_wrapped(shown.look.colours().dim, word);
  }
  ImGui::PopFont();
}

// --- inputs --------------------------------------------------------------------------------------

std::string side_in_words(const std::optional<Value>& value, const FrameInputs& shown) {
  if (!value) return std::string(shown.say(TextId::cmp_not_there));
  return shortened(value_in_words(*value, shown.lang()), 200);
}

/// "0.6 → 1", with the unit of a number that has one.
std::string change_in_words(const InputDifference& row, const FrameInputs& shown) {
  const bool number = row.a && std::holds_alternative<double>(*row.a);
  const bool bare = !number || row.unit == Unit::Index || row.unit == Unit::Count;
  return fmt::format("{} → {}{}", side_in_words(row.a, shown), side_in_words(row.b, shown),
                     bare ? "" : fmt::format(" {}", label(row.unit, shown.lang())));
}

// Claims by name: resting the mouse on one says it, a click leads to it.
void draw_claim_links(const InputDifference& row, const FrameInputs& shown, Frame& frame) {
  const auto input = InputRef::find(row.key);
  const Claims* claims = input ? input->claims() : nullptr;
  if (claims == nullptr) return;
  ImGui::PushFont(shown.look.fonts.small);
  const float right = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  bool first = true;
  for (const ClaimId id : claims->list()) {
    const ClaimSpec& spec = claim(id);
    const float wide = text_width(spec.name) + 2 * ImGui::GetStyle().FramePadding.x;
    if (!first && ImGui::GetItemRectMax().x + shown.look.px(3) + wide <= right)
      ImGui::SameLine(0, shown.look.px(3));
    first = false;
    ImGui::PushID(row.key.c_str());
    if (ImGui::SmallButton(std::string(spec.name).c_str()))
      frame.ask(ShowSource{std::string(spec.name)});
    ImGui::PopID();
    frame.reach(fmt::format("compare.claim.{}.{}", row.key, spec.name));
    explain(fmt::format("{} · {}\n{}\n{}", label(spec.kind, shown.lang()), spec.source,
                        spec.says.in(shown.lang()), spec.locator),
            shown);
  }
  ImGui::PopFont();
}

void draw_input(const InputDifference& row, const FrameInputs& shown, Frame& frame) {
  const Palette& p = shown.look.colours();
  const Lang lang = shown.lang();
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  put_wrapped(p.text, row.label.in(lang));
  frame.note(fmt::format("compare.input.{}", row.key));
  explain(row.key, shown);
  ImGui::TableNextColumn();
  put_wrapped(p.changed, change_in_words(row, shown));
  const Results* run = shown.compare.cases.answer ? shown.compare.cases.answer->a.get() : nullptr;
  if (run != nullptr && (row.key == "seed" || row.key == "replicates"))
    put_note(say(lang, TextId::cmp_used,
                 row.key == "seed" ? std::to_string(run->manifest.seed)
                                   : whole(shown.compare.pairs, lang)),
             shown);
  ImGui::TableNextColumn();
  draw_claim_links(row, shown, frame);
}

// --- outcomes ------------------------------------------------------------------------------------

struct Counts {
  std::int64_t a = 0, b = 0, moved = 0;
};

Counts counts_of(const Comparison& c, OutcomeId id) {
  Counts out;
  const auto row = std::size_t(id);
  for (std::size_t k = 0; k < c.flips.size(); ++k) {
    out.a += c.flips[row][k];
    out.b += c.flips[k][row];
    if (k != row) out.moved += c.flips[row][k] + c.flips[k][row];
  }
  return out;
}

void draw_outcome_row(const OutcomeDifference& row, const Comparison& c, const FrameInputs& shown,
                      Frame& frame) {
  const Palette& p = shown.look.colours();
  const Lang lang = shown.lang();
  const OutcomeSpec& spec = outcome_specs()[std::size_t(row.outcome)];
  const OutcomeWords words = outcome_in_words(row, c, lang);
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  put_wrapped(p.text, spec.label.in(lang));
  frame.note(fmt::format("compare.outcome.{}", spec.id));
  explain(spec.meaning.in(lang), shown);
  ImGui::TableNextColumn();
  put_wrapped(words.count_a > 0 ? p.text : p.dim, words.a);
  ImGui::TableNextColumn();
  put_wrapped(words.count_b > 0 ? p.text : p.dim, words.b);
  ImGui::TableNextColumn();
  put_wrapped(words.sure ? p.changed : p.dim, words.change);
}

// --- statistics ----------------------------------------------------------------------------------

double relative(const StatisticDifference& s) {
  const double size = std::max(std::abs(s.a->value), std::abs(s.b->value));
  return size > 0.0 ? std::abs(s.difference->value) / size : 0.0;
}

// 0: can be told from chance; 1: chance may explain it; 2: no difference can be given.
int rank_of(const StatisticDifference& s) {
  if (!s.difference) return 2;
  return s.has_interval && s.difference->excludes_zero() ? 0 : 1;
}

std::string side_of(const StatisticDifference& s, bool in_b, Lang lang) {
  const auto& estimate = in_b ? s.b : s.a;
  if (!estimate) return "–";
  return statistic_value({s.id, *estimate, in_b ? s.count_b : s.count_a}, lang);
}

std::string statistic_change(const StatisticDifference& s, const FrameInputs& shown) {
  const StatisticSpec& spec = statistic_specs()[std::size_t(s.id)];
  if (!s.difference) return std::string(shown.say(TextId::cmp_only_one));
  if (!s.has_interval) return std::string(shown.say(TextId::cmp_too_few));
  const Lang lang = shown.lang();
  const Estimate& d = *s.difference;
  if (spec.kind == StatisticKind::Share)
    return say(lang, TextId::ui_effect_of_100, difference_in_words(d, true, lang));
  if (spec.unit != Unit::Share) return difference_in_words(d, false, lang);
  // Means of shares: as fine as their interval, often finer than a whole point.
  return say(lang, TextId::cmp_points, difference_in_words(d.times(100.0), false, lang));
}

void draw_statistic_row(const StatisticDifference& s, const FrameInputs& shown, Frame& frame) {
  const Palette& p = shown.look.colours();
  const Lang lang = shown.lang();
  const StatisticSpec& spec = statistic_specs()[std::size_t(s.id)];
  const bool sure = rank_of(s) == 0;
  ImGui::TableNextRow();
  ImGui::TableNextColumn();
  put_wrapped(sure ? p.text : p.dim, spec.label.in(lang));
  frame.note(fmt::format("compare.statistic.{}", spec.id));
  explain(spec.meaning.in(lang), shown);
  for (const bool in_b : {false, true}) {
    ImGui::TableNextColumn();
    put_wrapped(sure ? p.text : p.dim, side_of(s, in_b, lang));
  }
  ImGui::TableNextColumn();
  put_wrapped(sure ? p.changed : p.dim, statistic_change(s, shown));
}

void draw_equal_figures(const std::vector<const StatisticDifference*>& equal,
                        const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  const bool open = ImGui::CollapsingHeader(
      fmt::format("{}###compare_equal",
                  say(lang, TextId::cmp_equal, whole(std::int64_t(equal.size()), lang)))
          .c_str());
  frame.reach("compare.equal");
  if (!open || !ImGui::BeginTable("equal", 2, kTable)) return;
  for (const StatisticDifference* s : equal) {
    const StatisticSpec& spec = statistic_specs()[std::size_t(s->id)];
    ImGui::TableNextRow();
    ImGui::TableNextColumn();
    put_wrapped(shown.look.colours().dim, spec.label.in(lang));
    frame.note(fmt::format("compare.equal.{}", spec.id));
    explain(spec.meaning.in(lang), shown);
    ImGui::TableNextColumn();
    put_wrapped(shown.look.colours().dim, side_of(*s, false, lang));
  }
  ImGui::EndTable();
}

}  // namespace

bool exactly_equal(const StatisticDifference& s, const Comparison& c) {
  if (c.parting.parted == 0) return true;
  const bool counted = statistic_specs()[std::size_t(s.id)].kind != StatisticKind::Median;
  return counted && s.differing == 0;
}

std::vector<const StatisticDifference*> statistics_that_differ(const Comparison& c) {
  std::vector<const StatisticDifference*> out;
  for (const StatisticDifference& s : c.statistics)
    if (!exactly_equal(s, c)) out.push_back(&s);
  std::stable_sort(out.begin(), out.end(), [](const auto* x, const auto* y) {
    const int a = rank_of(*x), b = rank_of(*y);
    return a != b ? a < b : a < 2 && relative(*x) > relative(*y);
  });
  return out;
}

std::string input_in_words(const InputDifference& row, const FrameInputs& shown) {
  return say(shown.lang(), TextId::ui_refused, row.label.in(shown.lang()),
             change_in_words(row, shown));
}

OutcomeWords outcome_in_words(const OutcomeDifference& row, const Comparison& c, Lang lang) {
  const Counts counts = counts_of(c, row.outcome);
  const bool none = counts.moved == 0;
  return {share_in_words(counts.a, c.finished(), lang),
          share_in_words(counts.b, c.finished(), lang),
          none ? std::string(text(TextId::cmp_no_run, lang))
               : difference_in_words(row.difference, true, lang),
          counts.a,
          counts.b,
          !none && row.difference.excludes_zero()};
}

void draw_compare_inputs(const FrameInputs& shown, Frame& frame) {
  heading(shown.say(TextId::cmp_inputs), shown);
  frame.note("compare.inputs");
  const auto& rows = shown.compare.inputs;
  if (rows.empty()) return put_note(std::string(shown.say(TextId::cmp_nothing)), shown);
  if (!ImGui::BeginTable("inputs", 3, kTable)) return;
  ImGui::TableSetupColumn("what", ImGuiTableColumnFlags_WidthStretch, 0.38f);
  ImGui::TableSetupColumn("change", ImGuiTableColumnFlags_WidthStretch, 0.38f);
  ImGui::TableSetupColumn("claims", ImGuiTableColumnFlags_WidthStretch, 0.24f);
  column_heads({"", "A → B", shown.say(TextId::ui_sources)}, shown);
  for (const InputDifference& row : rows) draw_input(row, shown, frame);
  ImGui::EndTable();
}

void draw_compare_outcomes(const Comparison& c, const FrameInputs& shown, Frame& frame) {
  heading(shown.say(TextId::cmp_outcomes), shown);
  frame.note("compare.outcomes");
  put_note(std::string(shown.say(TextId::cmp_outcomes_note)), shown);
  if (!ImGui::BeginTable("outcomes", 4, kTable)) return;
  ImGui::TableSetupColumn("outcome", ImGuiTableColumnFlags_WidthStretch, 0.28f);
  ImGui::TableSetupColumn("a", ImGuiTableColumnFlags_WidthStretch, 0.23f);
  ImGui::TableSetupColumn("b", ImGuiTableColumnFlags_WidthStretch, 0.23f);
  ImGui::TableSetupColumn("change", ImGuiTableColumnFlags_WidthStretch, 0.26f);
  column_heads({"", shown.say(TextId::cmp_a), shown.say(TextId::cmp_b),
                shown.say(TextId::cmp_column_change)},
               shown);
  for (const OutcomeDifference& row : c.outcomes) draw_outcome_row(row, c, shown, frame);
  ImGui::EndTable();
}

void draw_compare_statistics(const Comparison& c, const FrameInputs& shown, Frame& frame) {
  ImGui::Dummy({0, shown.look.px(4)});
  heading(shown.say(TextId::cmp_statistics), shown);
  frame.note("compare.statistics");
  const auto differ = statistics_that_differ(c);
  if (differ.empty()) {
    put_note(std::string(shown.say(TextId::cmp_none_differs)), shown);
  } else {
    put_note(std::string(shown.say(TextId::cmp_statistics_note)), shown);
    if (ImGui::BeginTable("statistics", 4, kTable)) {
      ImGui::TableSetupColumn("figure", ImGuiTableColumnFlags_WidthStretch, 0.34f);
      ImGui::TableSetupColumn("a", ImGuiTableColumnFlags_WidthStretch, 0.20f);
      ImGui::TableSetupColumn("b", ImGuiTableColumnFlags_WidthStretch, 0.20f);
      ImGui::TableSetupColumn("change", ImGuiTableColumnFlags_WidthStretch, 0.26f);
      column_heads({shown.say(TextId::cmp_figure), shown.say(TextId::cmp_a),
                    shown.say(TextId::cmp_b), shown.say(TextId::cmp_change)},
                   shown);
      for (const StatisticDifference* s : differ) draw_statistic_row(*s, shown, frame);
      ImGui::EndTable();
    }
  }
  std::vector<const StatisticDifference*> equal;
  for (const StatisticDifference& s : c.statistics)
    if (exactly_equal(s, c)) equal.push_back(&s);
  if (!equal.empty()) draw_equal_figures(equal, shown, frame);
}

}  // namespace palabre::ui
