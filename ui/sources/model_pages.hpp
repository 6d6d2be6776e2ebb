// The model on two pages: what it is for, who acts, how a week goes, how it ends. Counts, names and
// equations come from the tables and from the page of the theory, so that they cannot go stale.

#pragma once

#include <string>
#include <vector>

#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"

namespace palabre::ui {

struct ModelPage {
  std::string id;  // "model.purpose"; of a submodel "model.submodel.NAME"
  std::string title;
  std::string words;       // paragraphs
  bool equations = false;  // words are lines of the theory's page: names and symbols
};
/// In the order to be read.
std::vector<ModelPage> model_pages(const World& world, Lang lang);
void draw_model_page(const ModelPage& page, const FrameInputs& shown, Frame& frame);

}  // namespace palabre::ui
