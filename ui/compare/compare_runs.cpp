#include <algorithm>
#include <cmath>

#include "sim/run/views/compare.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/compare/compare_parts.hpp"
#include "ui/draw/chart.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/compare.hpp"

namespace palabre::ui {
namespace {

constexpr int kBars = 40;  // at most, of the histogram

std::string date_of(int week, const FrameInputs& shown) {
  return date_in_words(day_of(shown.draft, week), shown.lang());
}

struct Bar {
  int first, last;  // weeks
  std::int64_t pairs;
};

std::vector<Bar> bars_of(const Parting& parting) {
  const int weeks = int(parting.by_week.size());
  const int step = std::max(1, (weeks + kBars - 1) / kBars);
  std::vector<Bar> bars;
  for (int week = 0; week < weeks; week += step) {
    Bar bar{week, std::min(week + step, weeks) - 1, 0};
    for (int k = bar.first; k <= bar.last; ++k) bar.pairs += parting.by_week[std::size_t(k)];
    bars.push_back(bar);
  }
  return bars;
}

// Bars on axes. Returns which of them holds the abscissa of the mouse, drawn in another colour.
const Bar* draw_bars(Canvas& canvas, const Rect& box, const std::vector<Bar>& bars,
                     const Comparison& c, const FrameInputs& shown, std::optional<float> mouse) {
  const Look& look = shown.look;
  std::int64_t most = 1;
  for (const Bar& bar : bars) most = std::max(most, bar.pairs);
  const ChartWords words{"chart.parting", std::string(shown.say(TextId::cmp_parting_axis)),
                         ValueKind::amount, shown.lang()};
  const ChartFrame chart = chart_frame(canvas, look, box, words, int(c.parting.by_week.size()),
                                       nice_top(double(most)), look.px(8));
  draw_axes(canvas, look, chart, words, shown.draft.start);
  const Bar* under = nullptr;
  for (const Bar& bar : bars) {
    const float left = chart.weeks.at(bar.first), right = chart.weeks.at(bar.last + 1);
    const bool hot = mouse && *mouse >= left && *mouse < right;
    if (hot) under = &bar;
    if (bar.pairs > 0)
      canvas.rect({{left, chart.values.at(double(bar.pairs))},
                   {std::max(left + 1, right - look.px(1)), chart.values.at(0.0)}},
                  hot ? look.colours().changed : look.colours().accent, 0.0f);
  }
  return under;
}

void draw_histogram(const Comparison& c, const FrameInputs& shown, Frame& frame) {
  const std::vector<Bar> bars = bars_of(c.parting);
  ImGui::InvisibleButton("parting", {ImGui::GetContentRegionAvail().x, ImGui::GetFontSize() * 9});
  frame.note("chart.parting");
  const Rect box{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  const bool hovered = ImGui::IsItemHovered();
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  const Bar* under = draw_bars(canvas, box, bars, c, shown,
                               hovered ? std::optional(ImGui::GetIO().MousePos.x) : std::nullopt);
  if (under == nullptr) return;
  begin_tip(shown);
  put(say(shown.lang(), TextId::cmp_parting_bar, whole(under->pairs, shown.lang()),
          date_of(under->first, shown), date_of(under->last + 1, shown)));
  ImGui::EndTooltip();
}

void put_line(ImU32 colour, const std::string& words) { put_wrapped(colour, words); }

/// What happens, in words; stages and cercles by their names.
std::string event_in_words(const TraceEvent& event, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const auto stage = [&](int k) {
    return k < 0 ? std::string() : std::string(stage_specs()[std::size_t(k)].label.in(lang));
  };
  const std::string place =
      event.cercle < 0 ? "" : shown.world().cercles[std::size_t(event.cercle)].name;
  return fmt::format(fmt::runtime(event_specs()[std::size_t(event.id)].label.in(lang)),
                     fmt::arg("from", stage(event.from)), fmt::arg("to", stage(event.to)),
                     fmt::arg("place", place));
}

void draw_event(TextId side, const std::optional<TraceEvent>& event, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const std::string name(shown.say(side));
  put_line(shown.look.colours().text,
           event ? say(lang, TextId::cmp_run_dated, name, date_of(event->week, shown),
                       event_in_words(*event, shown))
                 : say(lang, TextId::cmp_run_nothing_more, name));
}

void draw_told(const ComparedRun& run, const FrameInputs& shown, Frame& frame) {
  const Palette& p = shown.look.colours();
  const Lang lang = shown.lang();
  if (!run.a || !run.b) return put_line(p.danger, std::string(shown.say(TextId::cmp_run_fails)));
  put_line(p.text, run.pair.parts ? say(lang, TextId::cmp_run_parts, *run.pair.parts,
                                        date_of(*run.pair.parts, shown))
                                  : std::string(shown.say(TextId::cmp_run_same)));
  frame.note("compare.run.parts");
  for (const bool in_b : {false, true})
    put_line(run.pair.a == run.pair.b ? p.text : p.changed,
             say(lang, TextId::cmp_run_ends, shown.say(in_b ? TextId::cmp_b : TextId::cmp_a),
                 outcome_specs()[std::size_t(in_b ? run.pair.b : run.pair.a)].label.in(lang)));
  if (button("compare_watch", shown.say(TextId::watch_this), frame))
    frame.ask(WatchRun{shown.compare.replicate});
  const std::string_view tip = shown.say(TextId::watch_this_tip);
  explain(fmt::format("{}\n{}", tip, shown.say(TextId::cmp_on_screen)), shown);
  if (!run.pair.parts) return;
  if (!run.event_a && !run.event_b)
    return put_note(std::string(shown.say(TextId::cmp_run_no_event)), shown);
  put_note(std::string(shown.say(TextId::cmp_run_event)), shown);
  frame.note("compare.run.event");
  draw_event(TextId::cmp_a, run.event_a, shown);
  draw_event(TextId::cmp_b, run.event_b, shown);
}

}  // namespace

std::string parting_in_words(const Comparison& c, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const auto weeks = c.parting.weeks();
  const std::string all = whole(c.finished(), lang);
  if (!weeks) return say(lang, TextId::cmp_never_part, all);
  return say(lang, TextId::cmp_parting_words, whole(c.parting.parted, lang), all, weeks->first,
             date_of(weeks->first, shown), weeks->median, date_of(weeks->median, shown),
             weeks->last, date_of(weeks->last, shown));
}

void draw_compare_parting(const Comparison& c, const FrameInputs& shown, Frame& frame) {
  ImGui::Dummy({0, shown.look.px(4)});
  heading(shown.say(TextId::cmp_parting), shown);
  frame.note("compare.parting");
  put_line(shown.look.colours().text, parting_in_words(c, shown));
  if (c.parting.weeks()) draw_histogram(c, shown, frame);
}

void draw_parting_on(Canvas& canvas, const Rect& box, const Comparison& c,
                     const FrameInputs& shown) {
  const Palette& p = shown.look.colours();
  const float line = canvas.text_size("0").y * 1.3f;
  canvas.begin("compare.parting", shown.say(TextId::cmp_parting));
  canvas.text(box.low, p.text, shown.say(TextId::cmp_parting), Face::bold);
  float y = box.low.y + line;
  const std::string told = parting_in_words(c, shown);
  for (const std::string& piece : wrapped_words(canvas, told, Face::body, box.width())) {
    canvas.text({box.low.x, y}, p.text, piece);
    y += line;
  }
  const Rect chart{{box.low.x, y + 0.5f * line}, box.high};
  if (c.parting.weeks()) draw_bars(canvas, chart, bars_of(c.parting), c, shown, std::nullopt);
  canvas.end();
}

void draw_compare_run(const FrameInputs& shown, Frame& frame) {
  const CompareShown& compare = shown.compare;
  ImGui::Dummy({0, shown.look.px(4)});
  heading(shown.say(TextId::cmp_run), shown);
  frame.note("compare.run");
  ImGui::AlignTextToFramePadding();
  put_in(shown.look.colours().dim, shown.say(TextId::cmp_run_number));
  ImGui::SameLine();
  std::int64_t number = compare.replicate;
  const std::int64_t one = 1;
  ImGui::SetNextItemWidth(std::min(ImGui::GetFontSize() * 10, ImGui::GetContentRegionAvail().x));
  frame.reach_text("compare.run.number");
  ImGui::InputScalar("##compare_run", ImGuiDataType_S64, &number, &one);
  frame.note("compare.run.number");
  if (frame.focus == "compare.run.number")
    draw_focus_frame({ImGui::GetItemRectMin(), ImGui::GetItemRectMax()});
  if (number != compare.replicate) frame.ask(PickRun{number});
  explain(say(shown.lang(), TextId::cmp_run_tip,
              whole(std::max<std::int64_t>(compare.pairs - 1, 0), shown.lang())),
          shown);
  const auto& run = compare.run;
  if (!run.failure.empty())
    put_line(shown.look.colours().danger, run.failure);
  else if (run.answer && run.answer->replicate == compare.replicate)
    draw_told(*run.answer, shown, frame);
  else
    put_note(std::string(shown.say(TextId::cmp_run_waits)), shown);
}

}  // namespace palabre::ui
