// palabre fmt and palabre migrate: what would change in scenario files, and the change itself.

#include <algorithm>
#include <functional>
#include <ostream>
#include <stdexcept>

#include "sim/cli/commands.hpp"
#include "sim/report/layout.hpp"
#include "sim/report/line_diff.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/tidy_text.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

/// The text of a file as it should be.
using Rewrite = std::function<std::string(const ScenarioFile& file)>;

/// The same case, wherever its parts stand in the file.
bool says_the_same(Scenario a, Scenario b) {
  for (Scenario* s : {&a, &b}) {
    for (Expectation& e : s->expectations) e.line = 0;
    for (Sweep& sweep : s->sweeps) sweep.line = 0;
  }
  return a == b;
}

ExitStatus rewrite_file(const TidyArgs& args, const std::filesystem::path& path,
                        const Rewrite& rewrite, const std::string& unchanged, std::ostream& out) {
  LoadOptions options;
  options.allow_outside = args.allow_outside;
  const ScenarioFile file = load_named(path, options);
  const std::string text = rewrite(file);
  if (path == "-") {  // a filter
    out << text;
    return ExitStatus::done;
  }
  if (text == file.text) {
    if (!args.output_options.quiet) out << unchanged << '\n';
    return ExitStatus::done;
  }
  // Nothing is told or written that would read as another case.
  if (!says_the_same(parse_scenario(text, file.path, options).scenario, file.scenario))
    throw std::logic_error(path.string() + ": would say something else");
  if (!args.write) {
    out << line_diff(file.text, text, path.string());
    return ExitStatus::difference;
  }
  write_file(path, text, true);
  if (!args.output_options.quiet)
    out << say(TextId::fmt_written, args.output_options.lang, path.string()) << '\n';
  return ExitStatus::done;
}

/// The same text with keys and groups of before under their present names.
std::string with_present_names(const ScenarioFile& file) {
  Document document = parse_document(file.text);
  std::vector<OldKey> found = rename_old_keys(document.root);
  std::string out = file.text;
  const auto begins = [&](const OldKey& key) { return document.offset(key.place); };
  std::sort(found.begin(), found.end(),
            [&](const OldKey& a, const OldKey& b) { return begins(a) > begins(b); });
  for (const OldKey& key : found) {
    const std::string before =
        key.key.substr(key.key.starts_with("sweep.vary.") ? 11 : key.key.find('.') + 1);
    const std::size_t at = out.find(before, begins(key));
    if (at != std::string::npos) out.replace(at, before.size(), key.now);
  }
  return out;
}

int rewrite_files(const TidyArgs& args, const Rewrite& rewrite,
                  const std::function<std::string(const std::string&)>& unchanged,
                  std::ostream& out, std::ostream& err) {
  ExitStatus status = ExitStatus::done;
  for (const std::filesystem::path& path : args.files)
    status = worst(status, guarded(args.output_options, err, [&] {
                     return rewrite_file(args, path, rewrite, unchanged(path.string()), out);
                   }));
  return code(status);
}

}  // namespace

int fmt_command(const TidyArgs& args, std::ostream& out, std::ostream& err) {
  return rewrite_files(
      args, [](const ScenarioFile& file) { return tidy_text(file.text); },
      [&](const std::string& name) {
        return say(TextId::fmt_tidy, args.output_options.lang, name);
      },
      out, err);
}

int migrate_command(const TidyArgs& args, std::ostream& out, std::ostream& err) {
  return rewrite_files(
      args, with_present_names,
      [&](const std::string& name) {
        return say(TextId::migrate_already, args.output_options.lang, name, kFormat);
      },
      out, err);
}

}  // namespace palabre
