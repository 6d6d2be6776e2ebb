// Half-typed text and scroll positions: what immediate mode needs to remember between frames.

#pragma once

#include <imgui.h>

#include <map>
#include <memory>
#include <string>
#include <typeindex>
#include <unordered_map>

#include "sim/scenario/scenario.hpp"
#include "ui/panels/dialog_inputs.hpp"

namespace palabre::ui {

/// How the map stands in every view that shows one.
struct MapState {
  double zoom = 1.0;
  ImVec2 pan{0, 0};    // [map units]
  bool moved = false;  // this press of the mouse drags it
};

/// What all views share, and what each keeps for itself.
struct UiState {
  std::string search;  // among the assumptions
  bool focus_search = false;
  std::string typing_key, typing;  // the value being typed
  bool typing_begins = false;
  std::string refused_key, refused;                 // a value that was not taken, and why
  std::string type_next;                            // a key asked to type this value
  std::string reveal;                               // scroll to this key when it is drawn
  std::map<std::string, double, std::less<>> tops;  // axis tops, easing
  std::string tip_key;
  double tip_since = 0.0;
  int tip_frames = 0, tip_fit = 0;                 // 1: as wide as the window; 2: in small letters
  std::string focus;                               // what the keyboard is at
  std::string press;                               // what it asked to be pressed
  std::map<std::string, Date, std::less<>> dates;  // of levers, before they became never
  MapState map;
  Dialog dialog_before = Dialog::none;

  /// What one view keeps: a struct of its own header, made when it is first asked for.
  template <class State>
  State& of() const {
    std::shared_ptr<void>& kept = own_[typeid(State)];
    if (!kept) kept = std::make_shared<State>();
    return *static_cast<State*>(kept.get());
  }

 private:
  mutable std::unordered_map<std::type_index, std::shared_ptr<void>> own_;
};

}  // namespace palabre::ui
