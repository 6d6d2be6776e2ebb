#include "sim/cli/digest_trace_text.hpp"
#include "sim/cli/foreign_json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>
#include <utility>

#include "sim/report/layout.hpp"
#include "sim/report/report.hpp"
#include "sim/run/engine/ensemble.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr const char* kSchema = "palabre.digests/1";
// What must be the same for two traces to be comparable.
constexpr const char* kInputs[] = {"inputs", "weeks", "replicates", "seed"};

std::string hex_word(std::uint64_t word) { return hex({word, 0}).substr(16); }

Json header_json(const Model& model, const Scenario& scenario) {
  return {{"schema", kSchema},
          {"inputs", model.scenario_digest},
          {"weeks", model.weeks},
          {"replicates", scenario.replicates},
          {"seed", scenario.seed},
          {"program", {{"version", program_version()}, {"build", program_build()}}}};
}

/// One line of a file, read back.
struct Line {
  Json json;
  std::string text;
  std::size_t number = 0;

  int week() const { return json.at("week").get<int>(); }
  std::size_t phase() const {
    const auto& name = json.at("phase").get_ref<const std::string&>();
    const auto found = std::find(std::begin(kPhaseNames), std::end(kPhaseNames), name);
    if (found == std::end(kPhaseNames)) throw std::invalid_argument(name);
    return std::size_t(found - std::begin(kPhaseNames));
  }
  bool is_last() const { return json.contains("digest"); }
  /// Where it stands in the order of a run; the last line after everything.
  std::pair<int, std::size_t> place() const {
    return is_last() ? std::pair(1 << 30, std::size_t{0}) : std::pair(week(), phase());
  }
};

class Lines {
 public:
  Lines(const std::string& text, const std::string& name) : stream_(text), name_(name) {}

  Line next() {
    Line line;
    line.number = ++number_;
    std::string text;
    if (!std::getline(stream_, text)) fail();
    line.json = foreign_json(text).value_or(Json());
    if (!line.json.is_object()) fail();
    line.text = std::move(text);
    return line;
  }
  /// Nothing may stand after the last line.
  void end() {
    std::string text;
    ++number_;
    if (std::getline(stream_, text)) fail();
  }
  [[noreturn]] void fail_as_newer(const std::string& schema) const {
    throw FileError(name_, {TextId::cli_newer_file, {schema, kSchema}});
  }
  [[noreturn]] void fail() const {
    throw FileError(name_, {TextId::cli_trace_unreadable, {std::to_string(number_)}});
  }

 private:
  std::istringstream stream_;
  std::string name_;
  std::size_t number_ = 0;
};

/// Names under which two objects differ, either lacking one included.
std::vector<std::string> differing(const Json& a, const Json& b) {
  std::vector<std::string> names;
  for (const auto& [name, value] : a.items())
    if (!b.contains(name) || b.at(name) != value) names.push_back(name);
  for (const auto& [name, value] : b.items())
    if (!a.contains(name)) names.push_back(name);
  return names;
}

std::optional<TraceDifference> compare_lines(Lines& there, Lines& here) {
  const Line a0 = there.next(), b0 = here.next();
  const Json& schema = a0.json.value("schema", Json());
  if (schema.is_string() && is_newer_schema(schema.get<std::string>(), kSchema))
    there.fail_as_newer(schema);
  if (schema != kSchema) there.fail();
  for (const char* input : kInputs)
    if (a0.json.at(input) != b0.json.at(input))
      return TraceDifference{input, a0.json.at(input).dump(), b0.json.at(input).dump(), 0, {}, {},
                             {}};
  // The program may be another build; all else of the first line is what is written here.
  Json head = b0.json;
  head["program"] = a0.json.at("program");
  if (a0.text != head.dump()) there.fail();
  const Json nothing{{"cercles", Json::object()}, {"variables", Json::object()}};
  while (true) {
    Line a = there.next(), b = here.next();
    if (a.json == b.json) {
      if (a.text != b.text) there.fail();  // the same in other words: no program wrote it
      if (!a.is_last()) continue;
      there.end();
      return {};
    }
    // A phase that changed something in one of them only: the earlier of the two.
    const Line& first = a.place() <= b.place() ? a : b;
    TraceDifference d;
    d.week = first.is_last() ? b0.json.at("weeks").get<int>() : first.week();
    d.phase = kPhaseNames[first.is_last() ? std::size_t(Phase::output) : first.phase()];
    if (first.is_last()) return d;
    const bool alone = a.place() != b.place();
    const Json& other = alone ? nothing : (&first == &a ? b : a).json;
    d.cercles = differing(first.json.at("cercles"), other.at("cercles"));
    d.variables = differing(first.json.at("variables"), other.at("variables"));
    return d;
  }
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : ", ") + name;
  return out;
}

}  // namespace

std::string trace_text(const DigestTrace& trace, const Model& model, const ScenarioFile& file) {
  const std::vector<std::string_view> variables = DigestTrace::variables();
  std::string out = header_json(model, file.scenario).dump() + "\n";
  std::vector<std::uint64_t> before(kProbeWords, 0);
  const auto changed = [&](int week, Phase phase, std::size_t at) {
    const std::uint64_t word = trace.word(week, phase, at);
    return std::exchange(before[at], word) != word;
  };
  for (int week = 0; week < trace.weeks(); ++week)
    for (std::size_t k = week == 0 ? 0 : 1; k < kPhaseCount; ++k) {
      const Phase phase = Phase(k);
      Json cercles = Json::object(), values = Json::object();
      for (std::size_t i = 0; i < std::size_t(model.cercle_count); ++i)
        if (changed(week, phase, i))
          cercles[file.world->cercles[i].name] = hex_word(trace.word(week, phase, i));
      for (std::size_t v = 0; v < variables.size(); ++v)
        if (changed(week, phase, kCercleMax + v))
          values[std::string(variables[v])] = hex_word(trace.word(week, phase, kCercleMax + v));
      if (cercles.empty() && values.empty()) continue;
      out += Json{{"week", week},
                  {"phase", kPhaseNames[k]},
                  {"cercles", std::move(cercles)},
                  {"variables", std::move(values)}}
                 .dump() +
             "\n";
    }
  return out + Json{{"digest", hex(trace.digest())}}.dump() + "\n";
}

std::optional<TraceDifference> compare_traces(const std::string& there, const std::string& here,
                                              const std::string& name) {
  Lines a(there, name), b(here, "");
  try {
    return compare_lines(a, b);
  } catch (const nlohmann::json::exception&) {
    a.fail();
  } catch (const std::invalid_argument&) {
    a.fail();
  }
}

std::string trace_difference_text(const TraceDifference& d, const std::string& file,
                                  const std::string& other, Lang lang) {
  if (!d.input.empty()) return say(TextId::cli_trace_other, lang, other, d.input, d.there, d.here);
  return say(TextId::cli_trace_parts, lang, file, other, d.week, d.phase,
             d.cercles.empty() ? say(TextId::cli_nation, lang) : joined(d.cercles),
             joined(d.variables));
}

std::string trace_json(const std::optional<TraceDifference>& d, const std::string& file,
                       const std::string& other, const std::string& digest) {
  Json out{{"schema", "palabre.parting/1"},
           {"file", file},
           {"against", other},
           {"digest", digest},
           {"equal", !d.has_value()},
           {"program", program_json()}};
  if (d && !d->input.empty()) {
    out["other_run"] = {{"input", d->input}, {"there", d->there}, {"here", d->here}};
  } else if (d) {
    out["week"] = d->week;
    out["phase"] = d->phase;
    out["cercles"] = d->cercles;
    out["variables"] = d->variables;
  }
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace palabre
