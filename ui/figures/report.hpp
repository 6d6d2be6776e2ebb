// The written report: what the window shows of a case, as one HTML file that needs nothing else.

#pragma once

#include <string>
#include <string_view>

#include "ui/panels/frame_inputs.hpp"

namespace palabre::ui {

/// Title, the two sentences, inputs that differ with their sources, outcomes and figures in words,
/// charts, why, recipe and digest, in the language of the window. There must be results.
std::string report_html(const FrameInputs& shown);

}  // namespace palabre::ui
