// The words that stand on the screen, and what they mean.

#include <array>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/window/window.hpp"

namespace palabre::ui {
namespace {

struct Term {
  TextId word, means;
};
constexpr std::array kTerms{
    Term{TextId::glossary_run, TextId::glossary_run_text},
    Term{TextId::glossary_world, TextId::glossary_world_text},
    Term{TextId::glossary_interval, TextId::glossary_interval_text},
    Term{TextId::glossary_band, TextId::glossary_band_text},
    Term{TextId::glossary_seed, TextId::glossary_seed_text},
    Term{TextId::glossary_digest, TextId::glossary_digest_text},
    Term{TextId::glossary_assumption, TextId::glossary_assumption_text},
    Term{TextId::glossary_lever, TextId::glossary_lever_text},
    Term{TextId::glossary_plausible, TextId::glossary_plausible_text},
    Term{TextId::glossary_pin, TextId::glossary_pin_text},
    Term{TextId::glossary_cercle, TextId::glossary_cercle_text},
    Term{TextId::glossary_katiba, TextId::glossary_katiba_text},
    Term{TextId::glossary_offices, TextId::glossary_offices_text},
    Term{TextId::glossary_talks, TextId::glossary_talks_text},
    Term{TextId::glossary_truce, TextId::glossary_truce_text},
    Term{TextId::glossary_accord, TextId::glossary_accord_text},
    Term{TextId::glossary_pact, TextId::glossary_pact_text},
    Term{TextId::glossary_siege, TextId::glossary_siege_text},
    Term{TextId::glossary_spoilers, TextId::glossary_spoilers_text},
    Term{TextId::glossary_redline, TextId::glossary_redline_text},
};

}  // namespace

void draw_glossary(const FrameInputs& shown, Frame& frame) {
  heading(shown.say(TextId::glossary), shown);
  ImGui::PushTextWrapPos(0.0f);
  for (std::size_t k = 0; k < kTerms.size(); ++k) {
    put_in(shown.look.colours().accent, shown.say(kTerms[k].word));
    frame.reach(fmt::format("help.word.{}", k));  // so that keys scroll
    put(shown.say(kTerms[k].means));
  }
  ImGui::PopTextWrapPos();
}

}  // namespace palabre::ui
