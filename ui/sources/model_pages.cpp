#include "ui/sources/model_pages.hpp"

#include <algorithm>

#include "sim/scenario/world.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/controls.hpp"
#include "ui/base/equations.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/widgets.hpp"

namespace palabre::ui {
namespace {

template <class Specs>
int assumed_in(const Specs& specs) {
  return int(std::count_if(specs.begin(), specs.end(),
                           [](const auto& spec) { return is_assumed(spec.claims); }));
}

std::string stages(Lang lang) {
  std::string out;
  for (const StageSpec& stage : stage_specs())
    out += fmt::format("{}{}", out.empty() ? "" : " → ", stage.label.in(lang));
  return out;
}

std::string outcomes(Lang lang) {
  std::string out{text(TextId::pages_ends_words, lang)};
  for (const OutcomeSpec& spec : outcome_specs())
    out += fmt::format("\n\n{}{} {}", spec.label.in(lang), lang == Lang::fr ? " :" : ":",
                       spec.meaning.in(lang));
  return out;
}

}  // namespace

std::vector<ModelPage> model_pages(const World& world, Lang lang) {
  std::vector<ModelPage> out;
  const auto add = [&](const char* id, TextId title, std::string words) {
    out.push_back({id, std::string(text(title, lang)), std::move(words), false});
  };
  add("model.purpose", TextId::pages_purpose,
      fmt::format("{}\n\n{}", text(TextId::pages_purpose_words, lang),
                  text(TextId::pages_more, lang)));
  add("model.world", TextId::pages_world,
      say(lang, TextId::pages_world_words, world.cercles.size(), kIssueCount));
  add("model.talks", TextId::pages_talks, say(lang, TextId::pages_talks_words, stages(lang)));
  add("model.uncertainty", TextId::pages_uncertainty,
      say(lang, TextId::pages_uncertainty_words, assumed_in(param_specs()), param_specs().size(),
          assumed_in(lever_specs()), lever_specs().size()));
  add("model.ends", TextId::pages_ends, outcomes(lang));
  std::string week{text(TextId::pages_week_words, lang)};
  for (const Submodel& submodel : submodels()) week += "\n" + submodel_title(submodel.name, lang);
  add("model.week", TextId::pages_week, std::move(week));
  for (const Submodel& submodel : submodels())
    out.push_back({"model.submodel." + submodel.name, submodel_title(submodel.name, lang),
                   std::string(equations_in(submodel, lang)), true});
  return out;
}

void draw_model_page(const ModelPage& page, const FrameInputs& shown, Frame& frame) {
  heading(page.title, shown);
  frame.note("sources.page");
  ImGui::PushTextWrapPos(0.0f);
  if (page.equations) put_in(shown.look.colours().dim, shown.say(TextId::source_page_words));
  put(page.words);
  if (page.equations)
    for (const Submodel& submodel : submodels())
      if (page.id == "model.submodel." + submodel.name) {
        ImGui::Spacing();
        put_in(shown.look.colours().dim,
               say(shown.lang(), TextId::source_symbols, symbols_in(submodel, shown.lang())));
      }
  ImGui::PopTextWrapPos();
}

}  // namespace palabre::ui
