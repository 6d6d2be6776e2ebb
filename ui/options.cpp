#include "ui/options.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstdio>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "sim/platform/user.hpp"
#include "sim/run/engine/ensemble.hpp"
#include "sim/tables/text.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/view.hpp"

namespace palabre::ui {
namespace {

/// What --view calls the views.
const std::map<std::string, Place> kPlaces{{"explore", Place::explore},
                                           {"compare", Place::compare},
                                           {"watch", Place::watch},
                                           {"analyse", Place::analyse},
                                           {"sources", Place::sources}};

void define(CLI::App& cli, Options& o) {
  cli.set_version_flag("--version", "palabre-ui " + program_version(),
                       "Print the version and exit");
  cli.add_option("file", o.file, "Scenario to open")->option_text("[FILE]");
  cli.add_option("--size", o.size, "Size of the window")->option_text("WxH");
  cli.add_option("--scale", o.scale, "Size of text and controls")->check(CLI::Range(0.5, 4.0));
  cli.add_option("--lang", o.lang, "Language")->check(CLI::IsMember({"en", "fr"}));
  cli.add_option("--theme", o.theme, "Colours")->check(CLI::IsMember({"dark", "light"}));
  cli.add_option("--compare-with", o.compare_with, "Begin in Compare, with this file as A");
  cli.add_option("--beside", o.beside, "Begin in Compare, with this case beside it (repeatable)");
  cli.add_flag("--difference", o.difference, "The map shows what the changes do");
  cli.add_option("--map", o.map, "What the map shows at first")
      ->option_text("FIELD")
      ->check([](const std::string& id) {
        return find_cercle_field(id) ? std::string() : "no field of the map: " + id;
      });
  cli.add_option("--frames", o.frames, "Draw this many frames, then exit")
      ->check(CLI::Range(1, 1000000));
  cli.add_option("--screenshot", o.screenshot, "Write the last frame as a PNG, then exit");
  cli.add_option("--widget-map", o.widget_map, "Write where every control stands, as JSON");
  cli.add_flag("--think", o.think, "With --screenshot: wait for the panel Why");
  cli.add_flag("--print-digest", o.print_digest, "Print the digest of the ensemble shown at exit");
  cli.add_flag("--frame-times", o.frame_times, "Say at exit how long frames took");
  cli.add_flag("--list-bindings", o.list_bindings, "Print all keys and exit");
  cli.add_option("-n,--replicates", o.app.replicates, "Number of runs")
      ->check(CLI::Range(1, kReplicatesMax));
  cli.add_option("--seed", o.app.seed, "Seed")
      ->check(CLI::Range(std::int64_t{0}, std::numeric_limits<std::int64_t>::max()));
  cli.add_option("--set", o.app.assignments, "Change a value: key=value (repeatable)");
  cli.add_option("--show", o.show, "Open at a value: talks.mediator, issues.prisoners.koufa, ...");
  cli.add_option("--view", o.app.place, "View to begin with")
      ->transform(CLI::CheckedTransformer(kPlaces));
  cli.add_option("--week", o.app.week, "Week to begin with")->check(CLI::Range(0, kWeeksMax));
  cli.add_option("--run", o.app.watched, "Run that the view Watch tells")
      ->check(CLI::Range(std::int64_t{0}, std::int64_t{kReplicatesMax}));
  cli.add_option("--analyse", o.analyse, "Open the view Analyse and run a method")
      ->check(CLI::IsMember(analysis_names()));
  cli.add_flag("--allow-outside", o.app.load.allow_outside,
               "Let base and world lead out of the folder");
}

}  // namespace

std::optional<int> Options::read(std::vector<std::string> words) {
  CLI::App cli{std::string(text(TextId::ui_program, Lang::en)), "palabre-ui"};
  define(cli, *this);
  try {
    std::reverse(words.begin(), words.end());  // it takes them from the end
    cli.parse(std::move(words));
  } catch (const CLI::ParseError& error) {
    return cli.exit(error) == 0 ? kDone : kUsage;
  }
  return std::nullopt;
}

bool Options::read_size() {
  if (size.empty()) return true;
  char after = 0;
  return std::sscanf(size.c_str(), "%dx%d%c", &width, &height, &after) == 2 && width >= 320 &&
         width <= 8192 && height >= 240 && height <= 8192;
}

Lang lang_of(const Options& options, const Remembered& remembered) {
  if (!options.lang.empty()) return options.lang == "fr" ? Lang::fr : Lang::en;
  if (options.leaves_by_itself() || options.print_digest) return Lang::en;
  if (remembered.lang) return *remembered.lang;
  return platform::language().starts_with("fr") ? Lang::fr : Lang::en;
}

AppOptions app_options(const Options& o, Lang lang, const Remembered& remembered) {
  AppOptions out = o.app;
  out.lang = lang;
  const bool alone = o.leaves_by_itself() || o.print_digest;
  out.theme = o.theme.empty() ? (alone ? Theme::dark : remembered.theme.value_or(Theme::dark))
                              : (o.theme == "light" ? Theme::light : Theme::dark);
  out.scale = o.scale > 0.0 ? o.scale : 1.0;
  out.text_size = alone ? 1.0 : remembered.text_size;
  out.still = o.leaves_by_itself();
  out.parameter_uncertainty = !o.print_digest || !o.screenshot.empty();  // it would not be seen
  out.asks_why = !alone || o.think;  // its thirty ensembles are not for every picture
  if (!alone) out.state = platform::state_folder();
  out.first_visit = !alone && !remembered.tour_done;
  out.questions = !alone && o.file.empty();
  return out;
}

void begin_with(App& app, const Options& options) {
  if (const CercleFieldSpec* field = find_cercle_field(options.map))
    app.act(SetField{CercleFieldId(field - cercle_field_specs().data())});
  if (!options.show.empty()) app.act(Reveal{options.show});
  if (!options.compare_with.empty()) app.act(PickA{{SideA::file, options.compare_with}});
  if (!options.beside.empty()) app.act(AddToTray{});
  for (const std::filesystem::path& one : options.beside) app.act(AddToTray{one});
  if (!options.beside.empty()) app.act(ShowTray{true});
  if (options.difference) app.act(Do{Action::map_difference});
  app.start_analysis(options.analyse);
}

}  // namespace palabre::ui
