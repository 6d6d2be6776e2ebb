#include "sim/scenario/diagnostic.hpp"

#include <fmt/args.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>
#include <utility>

#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"

namespace palabre {
namespace {

// An argument that is said in the language of the message: a mark, the kind, the number of the row.
constexpr std::size_t kUnits = 0
#define UNIT(...) +1
#include <rows/units.def>
#undef UNIT
    ;
constexpr std::size_t kTexts = 0
#define TEXT(...) +1
#include <rows/text.def>
#undef TEXT
    ;

constexpr char kMark = '\x1F';

/// Of file_arg(): the number of a text, a colon and a path.
std::optional<std::string> said_of_file(const std::string& arg, Lang lang) {
  unsigned row = 0;
  const auto [end, error] = std::from_chars(arg.data() + 2, arg.data() + arg.size(), row);
  if (error != std::errc{} || end == arg.data() + arg.size() || *end != ':' || row >= kTexts)
    return std::nullopt;
  const std::string path(end + 1, arg.data() + arg.size());
  return fmt::format(fmt::runtime(text(TextId::label_value, lang)), path, text(TextId(row), lang));
}

std::string said(const std::string& arg, Lang lang) {
  if (arg.size() > 3 && arg[0] == kMark && arg[1] == 'F')
    return said_of_file(arg, lang).value_or(arg);
  if (arg.size() < 3 || arg[0] != kMark || (arg[1] != 'U' && arg[1] != 'T')) return arg;
  unsigned row = 0;
  const auto [end, error] = std::from_chars(arg.data() + 2, arg.data() + arg.size(), row);
  const bool is_unit = arg[1] == 'U';
  // The words of a stranger may begin with the mark too.
  if (error != std::errc{} || end != arg.data() + arg.size() || row >= (is_unit ? kUnits : kTexts))
    return arg;
  return std::string(is_unit ? label(Unit(row), lang) : text(TextId(row), lang));
}

constexpr auto kMachineErrors = std::to_array<std::pair<std::errc, TextId>>({
    {std::errc::no_such_file_or_directory, TextId::files_missing_file},
    {std::errc::not_a_directory, TextId::files_missing_file},
    {std::errc::is_a_directory, TextId::files_is_folder},
    {std::errc::permission_denied, TextId::files_no_permission},
    {std::errc::operation_not_permitted, TextId::files_no_permission},
    {std::errc::no_space_on_device, TextId::files_no_room},
    {std::errc::file_too_large, TextId::files_no_room},
    {std::errc::read_only_file_system, TextId::files_read_only},
    {std::errc::filename_too_long, TextId::files_name_too_long},
    {std::errc::too_many_symbolic_link_levels, TextId::files_link_circle},
    {std::errc::too_many_files_open, TextId::files_too_many_open},
    {std::errc::too_many_files_open_in_system, TextId::files_too_many_open},
    {std::errc::io_error, TextId::files_device_failed},
    {std::errc::bad_file_descriptor, TextId::files_closed},
    {std::errc::file_exists, TextId::files_exists},
    {std::errc::directory_not_empty, TextId::files_folder_not_empty},
    {std::errc::device_or_resource_busy, TextId::files_in_use},
    {std::errc::text_file_busy, TextId::files_in_use},
    {std::errc::no_such_device, TextId::files_no_device},
    {std::errc::no_such_device_or_address, TextId::files_no_device},
    {std::errc::not_enough_memory, TextId::files_no_memory},
    {std::errc::invalid_argument, TextId::files_not_possible},
    {std::errc::operation_not_supported, TextId::files_not_possible},
});

// Files in the order in which they were first complained about, then by place.
std::vector<Diagnostic> sorted(std::vector<Diagnostic> diagnostics) {
  std::vector<std::string> files;
  for (const Diagnostic& d : diagnostics)
    if (std::find(files.begin(), files.end(), d.file) == files.end()) files.push_back(d.file);
  const auto rank = [&](const Diagnostic& d) {
    const bool is_rest =
        d.what.id == TextId::files_more || d.what.id == TextId::files_at_least_more;
    return std::tuple(std::find(files.begin(), files.end(), d.file) - files.begin(), is_rest,
                      d.line, d.column);
  };
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return rank(a) < rank(b); });
  return diagnostics;
}

std::string lines(const std::vector<Diagnostic>& diagnostics, Lang lang) {
  std::string out;
  for (const Diagnostic& d : diagnostics) {
    if (!out.empty()) out += '\n';
    out += d.to_string(lang);
  }
  return out;
}

}  // namespace

std::string unit_arg(Unit unit) { return std::string{kMark, 'U'} + std::to_string(int(unit)); }
std::string text_arg(TextId id) { return std::string{kMark, 'T'} + std::to_string(int(id)); }

std::string file_arg(const FileError& error) {
  const Message& reason = error.message();
  if (!reason.args.empty()) return error.in(Lang::en);
  return std::string{kMark, 'F'} + std::to_string(int(reason.id)) + ":" + error.path();
}

std::string error_arg(std::errc error, const std::string& words) {
  const auto row = std::find_if(kMachineErrors.begin(), kMachineErrors.end(),
                                [&](const auto& known) { return known.first == error; });
  return row == kMachineErrors.end() ? words : text_arg(row->second);
}

std::string error_arg(const std::error_code& error) {
  const std::error_condition condition = error.default_error_condition();
  const bool is_generic = condition.category() == std::generic_category();
  return error_arg(is_generic ? std::errc(condition.value()) : std::errc{}, error.message());
}

std::string Message::in(Lang lang) const {
  fmt::dynamic_format_arg_store<fmt::format_context> store;
  for (const std::string& arg : args) store.push_back(said(arg, lang));
  return fmt::vformat(text(id, lang), store);
}

std::string Diagnostic::to_string(Lang lang) const {
  std::string out = file;
  if (line > 0) out += fmt::format(":{}", line);
  if (column > 0) out += fmt::format(":{}", column);
  if (!out.empty()) out += ": ";
  if (!key.empty()) out += key + ": ";
  out += what.in(lang);
  if (hint) out += fmt::format(" ({})", hint->in(lang));
  return visible_line(out);  // a quoted value may hold anything
}

ScenarioError::ScenarioError(std::vector<Diagnostic> diagnostics)
    : std::runtime_error(lines(sorted(diagnostics), Lang::en)),
      diagnostics_(sorted(std::move(diagnostics))) {}

std::string ScenarioError::in(Lang lang) const { return lines(diagnostics_, lang); }

FileError::FileError(std::string path, Message what)
    : std::runtime_error(visible_line(path + ": " + what.in(Lang::en))),
      path_(std::move(path)),
      what_(std::move(what)) {}

std::string FileError::in(Lang lang) const { return visible_line(path_ + ": " + what_.in(lang)); }

}  // namespace palabre
