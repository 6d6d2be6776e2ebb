#include "sim/score/observed.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <tuple>

#include "sim/scenario/csv.hpp"
#include "sim/scenario/near_names.hpp"
#include "sim/scenario/values.hpp"
#include "sim/tables/limits.hpp"

namespace palabre {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::size_t kObservedBytesMax = limit(LimitId::world_kib) << 10;
constexpr int kYearFirst = 1900, kYearLast = 2200;

constexpr std::array<ObservedSeriesSpec, kObservedSeriesCount> kSeries{{
    {"deaths", "deaths", TextId::score_deaths, true, false, true, true, true, 999999.0},
    {"attacks", "attacks", TextId::score_attacks, true, false, true, true, true, 999999.0},
    {"displaced", "persons", TextId::score_displaced, false, true, true, true, false, 99999999.0},
    {"breadth", "cercles", TextId::score_breadth, true, false, false, true, true,
     double(kCercleMax)},
    {"deaths_share", "share", TextId::score_deaths_share, false, false, false, false, true, 1.0},
}};

std::string day_text(sys_days day) { return to_string(Date::from(day)); }

/// Reads a file line by line, collecting what is wrong.
class ObservedReader {
 public:
  ObservedReader(const Csv& table, const World& world, Complaints& complaints)
      : table_(table), csv_(table, complaints), world_(world) {}

  std::vector<Observation> read() {
    constexpr auto kNeeded = std::to_array<std::string_view>({"series", "place", "value"});
    constexpr auto kAllowed =
        std::to_array<std::string_view>({"year", "from", "to", "unit", "source"});
    std::vector<Observation> out;
    if (!csv_.has_columns(kNeeded, kAllowed)) return out;
    for (std::size_t row = 0; row < table_.rows.size() && !csv_.is_hopeless(); ++row)
      if (auto one = read_row(row)) out.push_back(std::move(*one));
    return out;
  }

 private:
  std::optional<Observation> read_row(std::size_t row) {
    Observation out;
    out.line = table_.rows[row].front().place.line;
    const auto series = series_of(row);
    const bool is_placed = read_place(row, out);
    const bool is_dated = read_period(row, out);
    out.source = optional_text(row, "source");
    const double most = series ? spec_of(*series).most : std::numeric_limits<double>::infinity();
    if (!csv_.text(row, "value").empty()) out.value = csv_.number(row, "value", 0.0, most);
    if (!series) return std::nullopt;
    out.series = *series;
    const ObservedSeriesSpec& spec = spec_of(*series);
    check_unit(row, spec);
    if (!is_placed || !is_dated) return std::nullopt;
    const Message country{TextId::files_write, {world_.name}};
    if (out.regions.empty() && !spec.of_country)
      csv_.complain(row, "place", {TextId::score_only_regions, {std::string(spec.id)}});
    else if (!out.regions.empty() && !spec.of_regions)
      csv_.complain(row, "place", {TextId::score_only_country, {std::string(spec.id)}}, country);
    else
      return out;
    return std::nullopt;
  }

  bool has(std::string_view column) const {
    return std::any_of(table_.header.begin(), table_.header.end(),
                       [&](const CsvCell& cell) { return cell.text == column; });
  }
  std::string optional_text(std::size_t row, std::string_view column) const {
    return has(column) ? csv_.cell(row, column).text : std::string();
  }

  std::optional<ObservedSeries> series_of(std::size_t row) {
    const std::string id = csv_.text(row, "series");
    std::vector<std::string_view> known;
    for (std::size_t k = 0; k < kSeries.size(); ++k) {
      if (kSeries[k].id == id) return ObservedSeries(k);
      known.push_back(kSeries[k].id);
    }
    if (id.empty()) return std::nullopt;
    std::string all;
    for (std::string_view one : known) (all += all.empty() ? "" : ", ") += one;
    auto near = meant(id, known);
    csv_.complain(row, "series", {TextId::score_no_series, {id}},
                  near ? std::move(near) : Message{TextId::files_choices, {all}});
    return std::nullopt;
  }

  /// The country, or regions joined by +.
  bool read_place(std::size_t row, Observation& out) {
    out.place = csv_.text(row, "place");
    if (out.place.empty()) return false;
    if (folded(out.place) == folded(world_.name)) return true;
    std::string_view rest = out.place;
    for (bool more = true; more;) {
      const std::size_t plus = rest.find('+');
      more = plus != rest.npos;
      const std::string name(rest.substr(0, plus));
      rest.remove_prefix(more ? plus + 1 : rest.size());
      const auto at = std::find(world_.regions.begin(), world_.regions.end(), name);
      const int region = int(at - world_.regions.begin());
      if (at == world_.regions.end()) {
        refuse_place(row, name);
        return false;
      }
      if (std::find(out.regions.begin(), out.regions.end(), region) != out.regions.end()) {
        csv_.complain(row, "place", {TextId::score_place_twice, {name}});
        return false;
      }
      out.regions.push_back(region);
    }
    std::sort(out.regions.begin(), out.regions.end());
    return true;
  }

  void refuse_place(std::size_t row, const std::string& name) {
    std::vector<std::string_view> known(world_.regions.begin(), world_.regions.end());
    known.push_back(world_.name);
    std::string all;
    for (const std::string& region : world_.regions) (all += all.empty() ? "" : ", ") += region;
    auto near = meant(name, known);
    csv_.complain(row, "place", {TextId::score_no_place, {name}},
                  near ? std::move(near) : Message{TextId::score_places, {world_.name, all}});
  }

  bool read_period(std::size_t row, Observation& out) {
    const std::string year = optional_text(row, "year"), from = optional_text(row, "from"),
                      to = optional_text(row, "to");
    const bool has_days = !from.empty() || !to.empty();
    if (!year.empty() && has_days) {
      csv_.complain(row, "year", {TextId::score_both_periods, {}});
      return false;
    }
    if (year.empty() && !has_days) {
      csv_.complain(row,
                    has("year")   ? "year"
                    : has("from") ? "from"
                                  : "value",
                    {TextId::score_no_period, {}});
      return false;
    }
    return has_days ? read_days(row, out) : read_year(row, year, out);
  }

  bool read_year(std::size_t row, const std::string& text, Observation& out) {
    int year = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (error != std::errc{} || end != text.data() + text.size() || year < kYearFirst ||
        year > kYearLast) {
      csv_.complain(row, "year", {TextId::score_no_year, {text}},
                    Message{TextId::score_year_example, {}});
      return false;
    }
    out.from = sys_days{std::chrono::year{year} / 1 / 1};
    out.to = sys_days{std::chrono::year{year} / 12 / 31};
    return true;
  }

  bool read_days(std::size_t row, Observation& out) {
    const auto day = [&](std::string_view column) -> std::optional<sys_days> {
      if (!has(column)) {
        csv_.complain(row, "value", {TextId::score_no_period, {}});
        return std::nullopt;
      }
      const std::string text = csv_.text(row, column);
      const auto date = parse_date(text);
      if (date && !date->is_never()) return date->days();
      if (!text.empty())
        csv_.complain(row, column, {TextId::score_no_date, {text}},
                      Message{TextId::files_date_example, {}});
      return std::nullopt;
    };
    const auto from = day("from"), to = day("to");
    if (!from || !to) return false;
    out.from = *from;
    out.to = *to;
    if (*to >= *from) return true;
    csv_.complain(row, "to", {TextId::score_backwards, {day_text(*to)}});
    return false;
  }

  void check_unit(std::size_t row, const ObservedSeriesSpec& spec) {
    if (!has("unit")) return;
    const std::string unit = csv_.text(row, "unit");
    if (unit.empty() || unit == spec.unit) return;
    csv_.complain(row, "unit", {TextId::score_unit, {unit, std::string(spec.id)}},
                  Message{TextId::files_write, {std::string(spec.unit)}});
  }

  const Csv& table_;
  CsvReader csv_;
  const World& world_;
};

void sort_rows(std::vector<Observation>& rows) {
  std::sort(rows.begin(), rows.end(), [](const Observation& a, const Observation& b) {
    return std::tie(a.series, a.regions, a.from, a.to, a.line) <
           std::tie(b.series, b.regions, b.from, b.to, b.line);
  });
}

/// No figure may stand twice, nor be part of another: it would count twice.
void check_overlaps(const std::vector<Observation>& rows, const std::string& shown,
                    Complaints& complaints) {
  const Observation* longest = nullptr;  // of those before, the one that ends last
  for (const Observation& row : rows) {
    if (longest && longest->same_row(row) && row.from <= longest->to) {
      const auto [first, later] = std::minmax(longest->line, row.line);
      const bool same = longest->from == row.from && longest->to == row.to;
      complaints.add({shown,
                      later,
                      1,
                      "",
                      {same ? TextId::score_twice : TextId::score_overlap, {std::to_string(first)}},
                      std::nullopt});
    }
    if (!longest || !longest->same_row(row) || row.to > longest->to) longest = &row;
  }
}

Diagnostic note(const std::string& shown, const Observation& at, Message what) {
  return {shown, at.line, 1, "", std::move(what), std::nullopt};
}

void note_gaps(const std::vector<Observation>& rows, Observed& out) {
  for (std::size_t k = 1; k < rows.size(); ++k) {
    const Observation &a = rows[k - 1], &b = rows[k];
    if (!a.same_row(b) || spec_of(a.series).is_stock || b.from <= a.to + days(1)) continue;
    out.notes.push_back(
        note(out.file, b,
             {TextId::score_gap,
              {std::string(spec_of(b.series).id), b.place, day_text(a.to), day_text(b.from)}}));
  }
}

void place_in_run(std::vector<Observation> rows, const Scenario& scenario, Observed& out) {
  const RunDays run = days_of(scenario);
  for (Observation& row : rows) {
    if (row.to < run.first) {
      out.past.push_back(std::move(row));
      continue;
    }
    std::optional<Message> why;
    const RunWeeks weeks = weeks_of(row, scenario);
    if (row.to > run.last)
      why = Message{TextId::score_later, {day_text(run.last)}};
    else if (row.from < run.first)
      why = Message{TextId::score_astride, {day_text(run.first)}};
    else if (weeks.first == weeks.last)
      why = Message{TextId::score_short, {}};
    if (why) {
      out.notes.push_back(note(out.file, row, std::move(*why)));
      ++out.left_out;
    } else {
      out.within.push_back(std::move(row));
    }
  }
}

/// A table with semicolons, as a French spreadsheet writes it, would be one column of nonsense.
bool has_semicolons(std::string_view text) {
  const std::string_view header = text.substr(0, text.find('\n'));
  return header.find(',') == header.npos && header.find(';') != header.npos;
}

}  // namespace

const ObservedSeriesSpec& spec_of(ObservedSeries series) { return kSeries[std::size_t(series)]; }

double Observation::when() const {
  constexpr double kDaysPerYear = 365.25;
  return (double(from.time_since_epoch().count()) + days() / 2.0) / kDaysPerYear;
}

RunDays days_of(const Scenario& scenario) {
  return {scenario.start, scenario.start + days(7 * scenario.weeks - 1)};
}

RunWeeks weeks_of(const Observation& observation, const Scenario& scenario) {
  const bool is_stock = spec_of(observation.series).is_stock;
  const int before = int((observation.from - scenario.start).count());
  const int until = int((observation.to - scenario.start).count());
  const auto week = [&](int day) { return std::clamp(day, 0, 7 * scenario.weeks) / 7; };
  if (is_stock) return {week(before), std::min(week(until) + 1, scenario.weeks)};
  // The fourth day of week w is day 7 w + 3.
  RunWeeks out{week(before + 3), week(until + 4)};
  out.last = std::max(out.first, out.last);
  return out;
}

Observed parse_observed(std::string_view text, const std::string& shown, const World& world,
                        const Scenario& scenario) {
  Complaints complaints;
  std::vector<Observation> rows;
  if (has_semicolons(text)) {
    complaints.add({shown,
                    1,
                    1,
                    "",
                    {TextId::score_semicolons, {}},
                    Message{TextId::score_semicolons_hint, {}}});
  } else {
    const Csv table = parse_csv(text, shown, complaints, "value");
    rows = ObservedReader(table, world, complaints).read();
    sort_rows(rows);
    check_overlaps(rows, shown, complaints);
  }
  if (!complaints.empty()) throw ScenarioError(complaints.all());
  Observed out;
  out.file = shown;
  note_gaps(rows, out);
  place_in_run(std::move(rows), scenario, out);
  std::stable_sort(out.notes.begin(), out.notes.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return a.line < b.line; });
  return out;
}

Observed load_observed(const std::filesystem::path& path, const World& world,
                       const Scenario& scenario) {
  return parse_observed(read_file(path, kObservedBytesMax), path.string(), world, scenario);
}

}  // namespace palabre
