// The tables of sim/MODEL.md, written from the rows of sim/tables, the streams of rng.hpp, the
// patterns and the shipped scenarios. What people write around them stays as it is.

#pragma once

#include <algorithm>
#include <functional>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/scenario.hpp"
#include "sim/tables/text.hpp"
#include "tests/cli/program.hpp"

namespace palabre_tests {

using namespace palabre;

// --- Markdown ------------------------------------------------------------------------------------

inline std::string markdown_row(const std::vector<std::string>& cells) {
  std::string out = "|";
  for (const std::string& each : cells) {
    out += ' ';
    for (char c : each) out += c == '|' ? std::string("\\|") : std::string(1, c);
    out += " |";
  }
  return out + "\n";
}
inline std::string markdown_head(const std::vector<std::string>& titles) {
  std::string out = markdown_row(titles) + "|";
  for (std::size_t i = 0; i < titles.size(); ++i) out += "---|";
  return out + "\n";
}
inline std::string mono(std::string_view name) { return "`" + std::string(name) + "`"; }
inline std::string plain(std::string_view words) { return std::string(words); }
inline std::string range_text(double low, double high) {
  return number_text(low) + " to " + number_text(high);
}

inline std::string names_of(const Claims& claims) {
  std::string out;
  for (ClaimId id : claims.list()) out += (out.empty() ? "" : ", ") + plain(claim(id).name);
  return out;
}

// --- what carries a claim ------------------------------------------------------------------------

/// A row of tests/pattern/*.def.
struct PatternRow {
  std::string id, claims, says, table;
};

inline std::vector<PatternRow> pattern_rows() {
  static const std::regex kRow(R"x(^(PATTERN|LEVEL|INTERACTION)\((\w+),)x");
  static const std::regex kText(R"x("([^"]*)")x");
  std::vector<PatternRow> out;
  for (const char* table : {"articles.def", "claims.def", "interactions.def"}) {
    std::istringstream lines(bytes_of(kRoot / "tests/pattern" / table));
    std::smatch head;
    for (std::string line; std::getline(lines, line);) {
      if (!std::regex_search(line, head, kRow)) continue;
      std::vector<std::string> texts;
      for (auto at = std::sregex_iterator(line.begin(), line.end(), kText);
           at != std::sregex_iterator(); ++at)
        texts.push_back((*at)[1]);
      if (texts.size() >= 2) out.push_back({head[2], texts.front(), texts.back(), table});
    }
  }
  return out;
}

inline std::vector<std::string> claims_named(const std::string& text) {
  static const std::regex kClaim(R"(\b([AJML]_\w+|C\d+)\b)");
  std::vector<std::string> out;
  for (auto at = std::sregex_iterator(text.begin(), text.end(), kClaim);
       at != std::sregex_iterator(); ++at)
    if (std::find(out.begin(), out.end(), at->str()) == out.end()) out.push_back(at->str());
  return out;
}

/// Patterns by claim, and expectations by claim and scenario.
struct Carriers {
  std::map<std::string, std::string> patterns;
  std::map<std::string, std::map<std::string, int>> expectations;

  std::string of_patterns(const std::string& name) const {
    const auto at = patterns.find(name);
    return at == patterns.end() ? "" : at->second;
  }
  std::string of_expectations(const std::string& name) const {
    std::string out;
    const auto at = expectations.find(name);
    if (at == expectations.end()) return out;
    for (const auto& [scenario, count] : at->second) {
      out += (out.empty() ? "" : ", ") + mono(scenario);
      if (count > 1) out += " (" + std::to_string(count) + ")";
    }
    return out;
  }
};

inline Carriers carriers() {
  Carriers out;
  for (const PatternRow& row : pattern_rows())
    for (const std::string& name : claims_named(row.claims)) {
      std::string& listed = out.patterns[name];
      listed += (listed.empty() ? "" : " ") + row.id;
    }
  for (const auto& entry : fs::directory_iterator(kRoot / "scenarios")) {
    if (entry.path().extension() != ".toml") continue;
    for (const Expectation& e : load_scenario(entry.path()).scenario.expectations) {
      const std::size_t colon = e.why.find(':');
      const std::string all =
          e.claim + (colon == std::string::npos ? "" : " " + e.why.substr(0, colon));
      for (const std::string& name : claims_named(all))
        ++out.expectations[name][entry.path().stem().string()];
    }
  }
  return out;
}

/// How many rows of each table name each claim.
inline std::map<ClaimId, std::string> what_rests_on() {
  std::map<ClaimId, std::string> out;
  const auto note = [&](const auto& rows, const std::string& one, const std::string& many) {
    std::map<ClaimId, int> count;
    for (const auto& row : rows)
      for (ClaimId id : row.claims.list()) ++count[id];
    for (const auto& [id, n] : count)
      out[id] += (out[id].empty() ? "" : ", ") + std::to_string(n) + " " + (n == 1 ? one : many);
  };
  note(param_specs(), "parameter", "parameters");
  note(lever_specs(), "lever", "levers");
  note(issue_specs(), "issue", "issues");
  note(switch_specs(), "switch", "switches");
  note(constant_specs(), "constant", "constants");
  note(outcome_specs(), "outcome", "outcomes");
  return out;
}

// --- the blocks ----------------------------------------------------------------------------------

/// A section of what `palabre params --markdown` prints, one level down.
inline std::string params_section(const std::string& title) {
  static const std::string kAll = palabre_tests::palabre({"params", "--markdown"}).out;
  const std::string head = "\n## " + title + "\n\n";
  const std::size_t from = kAll.find(head);
  if (from == std::string::npos) return "no section " + title + "\n";
  const std::size_t begin = from + head.size(), end = kAll.find("\n## ", begin);
  return std::regex_replace(kAll.substr(begin, end - begin), std::regex("(^|\n)### "), "$1#### ");
}

inline std::string state_block() {
  const auto rows = [](std::span<const StateSpec> specs) {
    std::string out = markdown_head({"variable", "unit", "from", "to", "meaning"});
    for (const StateSpec& spec : specs)
      out += markdown_row({mono(spec.name), plain(label(spec.unit)), number_text(spec.low),
                           number_text(spec.high), plain(spec.meaning)});
    return out;
  };
  return "Of each cercle:\n\n" + rows(state_cercle_specs()) + "\nOf the nation:\n\n" +
         rows(state_nation_specs());
}

inline std::string streams_block() {
  static const std::regex kStream(R"(^  (\w+) = (\d+), +// ([^\n]*)$)");
  std::string out = markdown_head({"stream", "number", "decides"});
  std::istringstream lines(bytes_of(kRoot / "sim/model/rng.hpp"));
  std::smatch match;
  for (std::string line; std::getline(lines, line);)
    if (std::regex_match(line, match, kStream))
      out += markdown_row({mono(match[1].str()), match[2], match[3]});
  return out;
}

inline std::string_view kind_name(StatisticKind kind) {
  switch (kind) {
    case StatisticKind::Share:
      return "share of replicates";
    case StatisticKind::Mean:
      return "mean over replicates";
    case StatisticKind::Ratio:
      return "ratio of sums";
    case StatisticKind::Median:
      break;
  }
  return "median of events";
}

inline std::string statistic_row(const StatisticSpec& spec) {
  return markdown_row({mono(spec.id), plain(spec.label.en), plain(kind_name(spec.kind)),
                       plain(label(spec.unit)), plain(spec.meaning.en)});
}
inline std::string statistics_head() {
  return markdown_head({"statistic", "label", "kind", "unit", "definition"});
}

inline std::string outputs_block() {
  std::string out = "Outcome classes, in order of precedence:\n\n";
  out += markdown_head({"outcome", "label", "meaning", "claims"});
  for (const OutcomeSpec& spec : outcome_specs())
    out += markdown_row(
        {mono(spec.id), plain(spec.label.en), plain(spec.meaning.en), names_of(spec.claims)});
  out += "\nStatistics of a run:\n\n" + statistics_head();
  for (const StatisticSpec& spec : statistic_specs()) out += statistic_row(spec);
  out += "\nWeekly series; quantiles are exact to half a bin:\n\n";
  out += markdown_head({"series", "label", "unit", "half a bin", "meaning"});
  for (const SeriesSpec& spec : series_specs())
    out += markdown_row({mono(spec.id), plain(spec.label.en), plain(label(spec.unit)),
                         number_text((spec.high - spec.low) / (2.0 * spec.bins)),
                         plain(spec.meaning.en)});
  out += "\nFields of the map, weekly means over replicates:\n\n";
  out += markdown_head({"field", "label", "unit"});
  for (const CercleFieldSpec& spec : cercle_field_specs())
    out += markdown_row({mono(spec.id), plain(spec.label.en), plain(label(spec.unit))});
  return out;
}

inline std::string patterns_block() {
  std::string out = markdown_head({"pattern", "claims", "says", "table"});
  for (const PatternRow& row : pattern_rows())
    out += markdown_row({row.id, row.claims, row.says, mono(row.table)});
  return out;
}

inline std::string claims_block() {
  const Carriers carried = carriers();
  std::map<ClaimId, std::string> rests = what_rests_on();
  std::string out =
      markdown_head({"id", "kind", "says", "source", "rests on it", "patterns", "expectations"});
  for (const ClaimSpec& spec : claim_specs()) {
    const std::string name(spec.name);
    out += markdown_row({name, plain(label(spec.kind)), plain(spec.says.en),
                         plain(spec.source) + "; " + plain(spec.locator), rests[spec.id],
                         carried.of_patterns(name), carried.of_expectations(name)});
  }
  return out;
}

inline std::string example_number() {
  const Ran ran =
      palabre_tests::palabre({"run", kBaseline.string(), "--replicates", "256", "--threads", "1"});
  std::istringstream lines(ran.out);
  for (std::string line; std::getline(lines, line);)
    if (line.starts_with("Talks by week 104")) return "```text\n" + line + "\n```\n";
  return "the line is gone\n";
}

inline std::string example_rows() {
  const ParamSpec& param = *find_param("talks.opportunity");
  std::string out = markdown_head({"row", "symbol", "value", "plausible", "meaning", "claims"});
  out += markdown_row({mono(param.key), plain(param.symbol), number_text(param.initial),
                       range_text(param.low, param.high), plain(param.meaning.en),
                       names_of(param.claims)});
  for (const ConstantSpec& spec : constant_specs())
    if (spec.name == "kOnsetFloor")
      out += markdown_row({mono(spec.name), "", number_text(spec.value), "", plain(spec.meaning.en),
                           names_of(spec.claims)});
  return out;
}

inline std::string example_claim() {
  const ClaimSpec& spec = claim(find_param("talks.opportunity")->claims.ids[1]);
  const std::string name(spec.name);
  const Carriers carried = carriers();
  std::string out = "- **" + name + "** (" + plain(label(spec.kind)) + "; " + plain(spec.source) +
                    "): " + plain(spec.says.en) + "\n";
  out += "- carried by the patterns " + carried.of_patterns(name) + ", among them\n";
  for (const PatternRow& row : pattern_rows())
    if (row.id == "P55" || row.id == "P01") out += "  - " + row.id + ": " + row.says + "\n";
  return out + "- and by expectations of " + carried.of_expectations(name) + "\n";
}

inline std::string limits_block() {
  struct Row {
    std::string_view id;
    std::size_t number;
    TextId message;
    std::string_view meaning;
  };
  constexpr Row kRows[] = {
#define LIMIT(id, number, message, meaning) {#id, number, TextId::message, meaning},
#include "sim/tables/limits.def"
#undef LIMIT
  };
  std::string out = markdown_head({"limit", "number", "what it bounds", "message"});
  for (const Row& row : kRows)
    out += markdown_row({mono(row.id), std::to_string(row.number), plain(row.meaning),
                         plain(text(row.message, Lang::en))});
  return out;
}

using Block = std::function<std::string()>;
inline const std::map<std::string, Block>& model_blocks() {
  static const std::map<std::string, Block> kBlocks{
      {"parameters", [] { return params_section("Parameters"); }},
      {"levers", [] { return params_section("Levers"); }},
      {"issues", [] { return params_section("Issues"); }},
      {"switches", [] { return params_section("Switches"); }},
      {"constants", [] { return params_section("Constants"); }},
      {"state", state_block},
      {"streams", streams_block},
      {"outputs", outputs_block},
      {"patterns", patterns_block},
      {"claims", claims_block},
      {"limits", limits_block},
      {"example-number", example_number},
      {"example-statistic",
       [] { return statistics_head() + statistic_row(*find_statistic("talks_by_week_104")); }},
      {"example-rows", example_rows},
      {"example-claim", example_claim},
  };
  return kBlocks;
}

}  // namespace palabre_tests
