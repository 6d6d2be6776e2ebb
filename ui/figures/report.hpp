// The written report: what the window shows of a case, as a report value; drawn as one page that
// needs nothing else, or as text.

#pragma once

#include <string>
#include <string_view>

#include "sim/report/report.hpp"
#include "ui/panels/frame_inputs.hpp"

namespace palabre::ui {

/// The answer as title, the two sentences, what the changes did, the cases side by side, inputs
/// that differ with their sources, outcomes and figures in words, why, charts, recipe and digest,
/// in the language of the window. There must be results.
Report case_report(const FrameInputs& shown);
/// A figure as it stands in a page.
std::string svg_within_page(std::string_view id, const FrameInputs& shown);
/// In compare/tray_report.cpp: nothing where no cases stand side by side.
void add_tray(Report& out, const FrameInputs& shown);
/// The same as a page.
std::string report_html(const FrameInputs& shown);

}  // namespace palabre::ui
