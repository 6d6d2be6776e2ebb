#include "ui/offscreen.hpp"

#include <EGL/egl.h>
#include <EGL/eglext.h>

namespace palabre::ui {

Offscreen::Offscreen(int width, int height) {
  const auto get_display = reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(
      eglGetProcAddress("eglGetPlatformDisplayEXT"));
  if (!get_display) {
    problem_ = "EGL_EXT_platform_base";
    return;
  }
  display_ = get_display(EGL_PLATFORM_SURFACELESS_MESA, nullptr, nullptr);
  if (!display_ || !eglInitialize(display_, nullptr, nullptr)) {
    problem_ = "EGL_PLATFORM_SURFACELESS_MESA";
    return;
  }
  eglBindAPI(EGL_OPENGL_API);
  constexpr EGLint kConfig[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE,
                                EGL_OPENGL_BIT,   EGL_RED_SIZE,    8,
                                EGL_NONE};
  constexpr EGLint kContext[] = {EGL_CONTEXT_MAJOR_VERSION,
                                 3,
                                 EGL_CONTEXT_MINOR_VERSION,
                                 3,
                                 EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                 EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                 EGL_NONE};
  const EGLint kSurface[] = {EGL_WIDTH, width, EGL_HEIGHT, height, EGL_NONE};
  EGLConfig config = nullptr;
  EGLint found = 0;
  eglChooseConfig(display_, kConfig, &config, 1, &found);
  if (found > 0) {
    context_ = eglCreateContext(display_, config, EGL_NO_CONTEXT, kContext);
    surface_ = eglCreatePbufferSurface(display_, config, kSurface);
  }
  if (!context_ || !surface_ || !eglMakeCurrent(display_, surface_, surface_, context_))
    problem_ = "eglMakeCurrent";
}

Offscreen::~Offscreen() {
  if (!display_) return;
  eglMakeCurrent(display_, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
  if (surface_) eglDestroySurface(display_, surface_);
  if (context_) eglDestroyContext(display_, context_);
  eglTerminate(display_);
}

}  // namespace palabre::ui
