// Where the changes show on the map, on paper: the map of the difference and its numbers.

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/map_difference.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/map_words.hpp"
#include "ui/panels/view.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/answer.hpp"
#include "ui/work/ensemble_details.hpp"

namespace palabre::ui {

const MapDifference* difference_shown(const FrameInputs& shown) {
  return shown.view.map_difference && shown.answer.differs() ? shown.details.map_difference.get()
                                                             : nullptr;
}

void draw_difference_figure(Canvas& canvas, const Rect& box, const MapDifference& difference,
                            const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const int week = std::min(shown.week(), difference.weeks - 1);
  const CercleFieldId field = shown.view.field;
  constexpr float kKey = 250;
  const MapPlace place = place_map(shown.map, {{box.low.x + kKey, box.low.y}, box.high});
  draw_difference_map(canvas, shown.look, shown.map, place, shown.world(), difference, field, week,
                      -1);
  float y = box.low.y;
  const auto put_lines = [&](const std::string& words, Face face) {
    for (const std::string& piece : wrapped_words(canvas, words, face, kKey - 20)) {
      canvas.text({box.low.x, y}, shown.look.colours().text, piece, face);
      y += canvas.text_size("0", face).y * 1.15f;
    }
  };
  put_lines(std::string(cercle_field_specs()[std::size_t(field)].label.in(lang)), Face::bold);
  put_lines(week_in_words(shown.draft, week, lang), Face::small);
  put_lines(say(lang, TextId::map_difference_head, shortened(shown.answer.against.in(lang), 120),
                whole(difference.pairs, lang)),
            Face::small);
  y += 6;
  y += draw_difference_key(&canvas, canvas, shown.look, {box.low.x, y}, kKey - 20, difference,
                           field, lang);
  std::vector<Rect> taken{{box.low, {box.low.x + kKey, y}}};
  taken.push_back(
      draw_map_scale(canvas, shown.look, place, {box.low.x, box.high.y - 4}, 120, lang));
  draw_map_names(canvas, shown.look, shown.map, place, box, taken, lang);
}

std::string difference_csv(const MapDifference& difference, const FrameInputs& shown) {
  std::string out = "cercle,region,week,date,field,difference,low,high,pairs\n";
  const int week = std::min(shown.week(), difference.weeks - 1);
  const std::string date = to_string(Date::from(day_of(shown.draft, week)));
  for (int c = 0; c < difference.cercle_count; ++c) {
    const Cercle& cercle = shown.world().cercles[std::size_t(c)];
    for (std::size_t k = 0; k < cercle_field_specs().size(); ++k) {
      const Estimate e = difference.at(CercleFieldId(k), week, c);
      out += fmt::format("{},{},{},{},{},{},{},{}\n", csv_words(cercle.name),
                         csv_words(cercle.region), week, date, cercle_field_specs()[k].id, e.value,
                         interval_csv(e), difference.pairs);
    }
  }
  return out;
}

}  // namespace palabre::ui
