// What a frame hands back: where everything stands, and what the user asks for. A panel changes
// nothing itself: App acts on the commands after the frame is drawn.

#pragma once

#include <imgui.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ui/draw/canvas.hpp"
#include "ui/panels/commands.hpp"

namespace palabre::ui {

/// Where a widget stands, in window pixels, and whether it can be clicked there.
struct Placed {
  ImVec2 low, high;
  bool visible = false;
  ImVec2 centre() const { return {(low.x + high.x) / 2, (low.y + high.y) / 2}; }
};

/// Where the keyboard can go.
struct FocusStop {
  std::string key;
  int part = 0;        // of the window, counted as they are drawn; F6 goes from one to the next
  int above = 0;       // in how many lists and dialogs it stands
  bool value = false;  // typed and stepped rather than pressed
};

/// What a frame hands back.
struct Frame {
  std::vector<Command> commands;
  std::map<std::string, Placed, std::less<>> widgets;  // by key
  std::vector<FocusStop> stops;                        // in the order of drawing
  int part = 0;                                        // of the window, drawn now
  std::string focus;                                   // key that the keyboard is at
  std::string press;                                   // key that it presses in this frame
  std::string reveal;                                  // key to be scrolled to
  std::string begins_at;                               // key that the keyboard gets in a new dialog
  std::string hovered;                                 // key of the value under the mouse
  bool moving = false;                                 // draw again soon: something is easing

  void ask(Command command) { commands.push_back(std::move(command)); }
  /// Registers the last item, or a rectangle, under a key; scrolls to it when it is looked for.
  void note(std::string_view key);
  void note(std::string_view key, const Rect& rect);
  /// A value that the keyboard can go to; its row draws the frame.
  void value(std::string_view key);
  /// note(), and the keyboard can go to the last item: Enter presses it.
  void reach(std::string_view key);
  /// The same of a rectangle: true when it is pressed.
  bool reach(std::string_view key, const Rect& rect);
  /// The same of a list that unfolds: while it is open, only what is in it can be reached.
  void reach_list(std::string_view key, bool open);
  /// The same of the text box drawn next: Enter begins to type.
  void reach_text(std::string_view key);
};

/// The frame around what the keyboard is at, as far as it is not cut off.
void draw_focus_frame(const Rect& around);

}  // namespace palabre::ui
