// OpenGL without a display: EGL on Mesa's surfaceless platform, drawing into a pixel buffer.

#pragma once

#include <string>

namespace palabre::ui {

class Offscreen {
 public:
  /// Makes a context current; problem() says why when it could not.
  Offscreen(int width, int height);
  ~Offscreen();
  Offscreen(const Offscreen&) = delete;
  Offscreen& operator=(const Offscreen&) = delete;
  const std::string& problem() const { return problem_; }

 private:
  void* display_ = nullptr;
  void* context_ = nullptr;
  void* surface_ = nullptr;
  std::string problem_;
};

}  // namespace palabre::ui
