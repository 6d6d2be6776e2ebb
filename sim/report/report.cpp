#include "sim/report/report.hpp"

#include <algorithm>
#include <charconv>

#include "sim/run/engine/ensemble.hpp"

namespace palabre {
namespace {

std::string listed(const std::vector<LocalText>& missing, Lang lang) {
  std::string out;
  for (const LocalText& item : missing)
    out += (out.empty() ? "" : lang == Lang::fr ? "\u00a0; " : "; ") + item.in(lang);
  return out;
}

}  // namespace

TableCell level(const Estimate& e, Unit unit, Lang lang) {
  return {figure_text(e.value, e, unit, lang), e, unit};
}

TableCell change(const Estimate& e, Unit unit, Lang lang) {
  return {change_text(e.value, e, unit, lang), e, unit};
}

bool Table::has_words() const {
  const auto is_shown = [](const TableRow& row) { return !row.cells.empty(); };
  return !is_data && (!heads.empty() || std::any_of(rows.begin(), rows.end(), is_shown));
}

void Report::add(Table table) {
  if (!table.name.empty()) {
    Json& out = data[table.name] = table.by_id ? Json::object() : Json::array();
    for (const TableRow& row : table.rows) {
      if (row.data.is_null()) continue;
      if (table.by_id)
        out[row.id] = row.data;
      else
        out.push_back(row.data);
    }
  }
  add(ReportBlock{ReportBlock::Kind::table, {}, {}, {}, std::move(table)});
}

void Report::head(const std::string& file, const Scenario& s, const std::string& digest,
                  std::optional<std::int64_t> replicates) {
  data["scenario"] = scenario_json(file, s.title.in(Lang::en), digest);
  data["start"] = to_string(Date::from(s.start));
  data["weeks"] = s.weeks;
  if (replicates) data["replicates"] = *replicates;
  data["seed"] = s.seed;
  data["program"] = program_json();
  title(s.title.in(lang));
  caveats(s.not_modelled);
}

void Report::caveats(const std::vector<LocalText>& missing) {
  not_modelled = missing;
  add(ReportBlock::Kind::notice, palabre::say(TextId::not_a_forecast, lang));
  if (!missing.empty()) say(TextId::not_modelled, listed(missing, lang));
}

std::string not_modelled_in_words(const std::vector<LocalText>& missing, Lang lang) {
  return missing.empty() ? std::string()
                         : say(TextId::not_modelled, lang, listed(missing, lang)) + ".";
}

Json estimate_json(const std::optional<Estimate>& e) {
  if (!e) return {};
  Json out = {{"value", e->value}};
  put_interval(out, *e);
  return out;
}

Json value_json(const std::optional<Value>& value) {
  struct Make {
    Json operator()(double x) const { return x; }
    Json operator()(bool x) const { return x; }
    Json operator()(const std::string& x) const { return x; }
    Json operator()(Date x) const { return to_string(x); }
  };
  return value ? std::visit(Make{}, *value) : Json();
}

Json scenario_json(const std::string& file, const std::string& title, const std::string& digest) {
  return {{"file", file}, {"title", title}, {"digest", digest}};
}

Json program_json() { return {{"version", program_version()}, {"build", program_build()}}; }

bool is_newer_schema(std::string_view given, std::string_view known) {
  const std::size_t name = known.find('/') + 1;
  if (!given.starts_with(known.substr(0, name))) return false;
  int now = 0, then = 0;
  std::from_chars(known.data() + name, known.data() + known.size(), now);
  std::from_chars(given.data() + name, given.data() + given.size(), then);
  return then > now;
}

}  // namespace palabre
