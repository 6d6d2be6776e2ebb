# The dashboard's tests. Only window_test opens a window, on an X server of its own.

palabre_tests(ui 11 ui_panels ui_export nlohmann_json::nlohmann_json)

# Sees every text that Dear ImGui draws, without a change in our code.
target_link_options(ui_tests PRIVATE
  -Wl,--wrap=_ZN10ImDrawList7AddTextEPK6ImFontfRK6ImVec2jPKcS7_fPK6ImVec4)

add_dependencies(ui_tests palabre-ui palabre)
set_tests_properties(ui_window_test PROPERTIES RESOURCE_LOCK display
  ENVIRONMENT "ASAN_OPTIONS=detect_leaks=0")  # Mesa's drivers keep memory to the end
set_tests_properties(ui_golden_test PROPERTIES LABELS "ui;golden")
