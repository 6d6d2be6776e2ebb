#include "ui/panels/answer_line.hpp"

#include <algorithm>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/view.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/answer.hpp"
#include "ui/work/case_name.hpp"
#include "ui/work/compare.hpp"
#include "ui/work/ensemble_task.hpp"
#include "ui/work/tray.hpp"

namespace palabre::ui {
namespace {

constexpr std::size_t kQuestionBytes = 300, kSummaryBytes = 600;

/// A paragraph of the answer: its words, its face and its colour.
struct Paragraph {
  std::string words;
  Face face = Face::body;
  ImU32 colour = 0;
};

float line_height(const Paragraph& p, const FrameInputs& shown) {
  return shown.look.fonts.pixels(p.face) * 1.25f;
}

// What stands for the sentence while there is none.
std::string sentence_or_why_not(const FrameInputs& shown) {
  const AnswerShown& now = answer_of_view(shown);
  const Lang lang = shown.lang();
  if (now.answer) return now.answer->sentence.in(lang);
  if (shown.view.place == Place::compare && shown.view.tray && shown.tray.cases.size() < 2)
    return std::string(shown.say(TextId::tray_no_answer));
  if (now.unpaired) return say(lang, TextId::ui_answer_unpaired, now.against.in(lang));
  if (shown.view.place != Place::compare && !shown.reference)
    return say(lang, TextId::ui_answer_none, chord_text(Action::pin, lang));
  return std::string(shown.say(TextId::ui_answer_waits));
}

std::string basis_in_words(const FrameInputs& shown) {
  const AnswerShown& now = answer_of_view(shown);
  const Lang lang = shown.lang();
  std::string out;
  if (now.answer) {
    const std::int64_t runs = now.answer->finding.runs;
    const std::string count = whole(runs, lang), against = shortened(now.against.in(lang), 200);
    if (now.answer->changes.empty())
      out = say(lang, TextId::ui_answer_runs, count);
    else if (now.is_whole)
      out = say(lang, TextId::ui_answer_of, count, against);
    else
      out = say(lang, TextId::ui_answer_part, count, whole(shown.draft.replicates, lang), against);
    out += ". ";
    for (const std::string& sentence : sentences_beside(now.answer->changes, lang))
      out += sentence + " ";
  }
  // The summary is about the case as its file has it.
  const std::string& summary = shown.draft.summary.in(lang);
  if (shown.view.place != Place::compare && shown.name.changes == 0 && !summary.empty())
    out += shortened(summary, kSummaryBytes);
  return out;
}

std::vector<Paragraph> paragraphs_of(const FrameInputs& shown) {
  const Palette& p = shown.look.colours();
  const AnswerShown& now = answer_of_view(shown);
  const Lang lang = shown.lang();
  std::vector<Paragraph> out;
  const bool of_tray = shown.view.place == Place::compare && shown.view.tray;
  const std::string& question = shown.draft.question.in(lang);
  if (!question.empty() && !of_tray)
    out.push_back({shortened(question, kQuestionBytes), Face::small, p.dim});
  out.push_back(
      {sentence_or_why_not(shown), Face::bold, now.answer && !now.is_old ? p.text : p.dim});
  if (now.answer && now.is_whole && has_parts(*now.answer)) {
    const std::string parts =
        now.parts.answer    ? parts_in_words(*now.answer, *now.parts.answer, lang)
        : now.parts.running ? std::string(shown.say(TextId::ui_answer_parts_wait))
                            : std::string();
    if (!parts.empty()) out.push_back({parts, Face::body, p.changed});
  }
  if (std::string basis = basis_in_words(shown); !basis.empty())
    out.push_back({std::move(basis), Face::small, p.dim});
  return out;
}

// The byte of a line that a place on the screen is nearest to.
std::size_t byte_at(const std::string& words, const AnswerLine& line, ImFont* font, float size,
                    float x) {
  std::size_t at = line.first;
  float before = 0.0f;
  while (at < line.second) {
    std::size_t next = at + 1;
    while (next < line.second && (static_cast<unsigned char>(words[next]) & 0xC0u) == 0x80u) ++next;
    const float after =
        font->CalcTextSizeA(size, FLT_MAX, 0.0f, words.data() + line.first, words.data() + next).x;
    if (x < (before + after) / 2) return at;
    before = after;
    at = next;
  }
  return line.second;
}

// A double click marks the word.
void mark_word(AnswerState& state, std::size_t at) {
  const std::string& s = state.sentence;
  const auto is_blank = [&](std::size_t k) { return s[k] == ' '; };
  std::size_t low = std::min(at, s.size()), high = low;
  while (low > 0 && !is_blank(low - 1)) --low;
  while (high < s.size() && !is_blank(high)) ++high;
  state.anchor = int(low);
  state.head = int(high);
}

// Dragging marks; a click beside it unmarks.
void mark(AnswerState& state, const std::vector<AnswerLine>& lines, const Rect& box, ImFont* font,
          float size, float step) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  // Clamped as it comes: without a mouse the position is the least number that there is.
  const int row = int(std::clamp((mouse.y - box.low.y) / step, 0.0f, float(lines.size() - 1)));
  const std::size_t at =
      byte_at(state.sentence, lines[std::size_t(row)], font, size, mouse.x - box.low.x);
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left))
    return mark_word(state, at);
  if (ImGui::IsItemActivated()) state.anchor = state.head = int(at);
  if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left)) state.head = int(at);
}

void draw_sentence(const Paragraph& p, const FrameInputs& shown, AnswerState& state, Frame& frame) {
  if (state.sentence != p.words) state = {p.words};
  ImFont* font = shown.look.fonts.of(p.face);
  const float size = shown.look.fonts.pixels(p.face), step = line_height(p, shown);
  const float width = ImGui::GetContentRegionAvail().x;
  const std::vector<AnswerLine> lines = lines_of(p.words, *font, width);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Rect box{at, {at.x + width, at.y + step * float(lines.size())}};
  ImGui::InvisibleButton("answer_sentence", {width, std::max(box.height(), 1.0f)});
  frame.note("answer");
  mark(state, lines, box, font, size, step);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const auto from = std::size_t(std::max(std::min(state.anchor, state.head), 0));
  const auto to = std::size_t(std::max(std::max(state.anchor, state.head), 0));
  float y = at.y;
  for (const AnswerLine& line : lines) {
    const char* begin = p.words.data() + line.first;
    const auto x_of = [&](std::size_t byte) {
      const std::size_t inside = std::clamp(byte, line.first, line.second);
      return at.x + font->CalcTextSizeA(size, FLT_MAX, 0.0f, begin, p.words.data() + inside).x;
    };
    if (from < to && x_of(from) < x_of(to))
      list.AddRectFilled({x_of(from), y}, {x_of(to), y + step},
                         fade(shown.look.colours().accent, 0.4f));
    list.AddText(font, size, {at.x, y}, p.colour, begin, p.words.data() + line.second);
    y += step;
  }
  explain(say(shown.lang(), TextId::ui_answer_tip, chord_text(Action::copy_answer, shown.lang())),
          shown);
}

}  // namespace

std::vector<AnswerLine> lines_of(const std::string& words, const ImFont& font, float width) {
  std::vector<AnswerLine> out;
  const char *begin = words.data(), *end = begin + words.size();
  for (const char* at = begin; at < end;) {
    const char* stop = font.CalcWordWrapPositionA(1.0f, at, end, width);
    if (stop == at) ++stop;            // narrower than a letter
    if (stop < end && *stop != ' ') {  // Dear ImGui also cuts behind a comma
      const char* blank = stop;
      while (blank > at && *blank != ' ') --blank;
      if (blank > at) stop = blank;
    }
    const char* hard = std::find(at, stop, '\n');
    out.emplace_back(at - begin, hard - begin);
    at = hard < stop ? hard + 1 : stop;
    while (hard == stop && at < end && *at == ' ') ++at;
  }
  return out;
}

std::string_view AnswerState::marked() const {
  const auto from = std::size_t(std::max(std::min(anchor, head), 0));
  const auto to = std::size_t(std::max(std::max(anchor, head), 0));
  return to <= sentence.size() ? std::string_view(sentence).substr(from, to - from)
                               : std::string_view();
}

const AnswerShown& answer_of_view(const FrameInputs& shown) {
  if (shown.view.place != Place::compare) return shown.answer;
  return shown.view.tray ? shown.tray.answer : shown.compare.answer;
}

std::string answer_in_words(const FrameInputs& shown) {
  const AnswerShown& now = answer_of_view(shown);
  return now.answer ? now.answer->sentence.in(shown.lang()) : std::string();
}

std::string title_in_words(const AnswerShown& answer, const FrameInputs& shown) {
  return answer.answer && answer.is_whole ? answer.answer->sentence.in(shown.lang())
                                          : shown.name.full.in(shown.lang());
}

bool differs_from_reference(const FrameInputs& shown) {
  return shown.pinned ? !(shown.pinned->scenario == shown.draft) : shown.answer.differs();
}

float answer_height(const FrameInputs& shown, float width) {
  const ImGuiStyle& style = ImGui::GetStyle();
  float high = 2 * style.WindowPadding.y;
  for (const Paragraph& p : paragraphs_of(shown))
    high += line_height(p, shown) *
            float(lines_of(p.words, *shown.look.fonts.of(p.face), width - 2 * style.WindowPadding.x)
                      .size());
  return high;
}

void draw_answer(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ImGui::GetStyle().ItemSpacing.x, 0.0f});
  for (const Paragraph& p : paragraphs_of(shown)) {
    if (p.face == Face::bold) {
      draw_sentence(p, shown, ui_state.of<AnswerState>(), frame);
      continue;
    }
    ImFont* font = shown.look.fonts.of(p.face);
    const float width = ImGui::GetContentRegionAvail().x, step = line_height(p, shown);
    const std::vector<AnswerLine> lines = lines_of(p.words, *font, width);
    ImVec2 at = ImGui::GetCursorScreenPos();
    for (const AnswerLine& line : lines) {
      ImGui::GetWindowDrawList()->AddText(font, shown.look.fonts.pixels(p.face), at, p.colour,
                                          p.words.data() + line.first,
                                          p.words.data() + line.second);
      at.y += step;
    }
    ImGui::Dummy({width, step * float(lines.size())});
    if (p.face == Face::body) frame.note("answer.parts");
  }
  ImGui::PopStyleVar();
}

}  // namespace palabre::ui
