#include "sim/scenario/surroundings.hpp"

#include <array>

#include "sim/scenario/csv.hpp"
#include "sim/scenario/values.hpp"
#include "sim/tables/limits.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr auto kColumns =
    std::to_array<std::string_view>({"kind", "line", "name_en", "name_fr", "lon", "lat"});
constexpr std::string_view kKinds = "river, border, country";

/// Puts rows together: those of one number, below each other, are a line.
class SurroundingsReader {
 public:
  explicit SurroundingsReader(CsvReader& csv) : csv_(csv) {}

  void read(std::size_t row) {
    const std::string kind = csv_.text(row, "kind"), line = csv_.text(row, "line");
    const LocalText name{csv_.cell(row, "name_en").text, csv_.cell(row, "name_fr").text};
    const Point at{float(csv_.number(row, "lon", -180.0, 180.0)),
                   float(csv_.number(row, "lat", -90.0, 90.0))};
    if (kind == "country") {
      out_.countries.push_back({name, at});
    } else if (kind == "river" || kind == "border") {
      std::vector<Surroundings::Line>& lines = kind == "river" ? out_.rivers : out_.borders;
      if (lines.empty() || line != line_) lines.push_back({name, {}});
      lines.back().points.push_back(at);
    } else if (!kind.empty()) {
      csv_.complain(row, "kind", {TextId::files_no_such_choice, {kind}},
                    Message{TextId::files_choices, {std::string(kKinds)}});
    }
    line_ = line;
  }
  Surroundings take() { return std::move(out_); }

 private:
  CsvReader& csv_;
  Surroundings out_;
  std::string line_;  // of the row before
};

}  // namespace

Surroundings read_surroundings(std::string_view text, const std::string& shown,
                               Complaints& complaints) {
  const Csv table = parse_csv(text, shown, complaints);
  CsvReader csv(table, complaints);
  if (!csv.has_columns(kColumns, {})) return {};
  SurroundingsReader reader(csv);
  for (std::size_t row = 0; row < table.rows.size() && !csv.is_hopeless(); ++row) reader.read(row);
  return reader.take();
}

Surroundings surroundings_of(const World& world) {
  const std::filesystem::path file = world.folder / (world.name + "_surroundings.csv");
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return {};
  Complaints complaints;
  Surroundings out;
  try {
    const std::string text = read_file(file, limit(LimitId::world_kib) << 10);
    out = read_surroundings(text, file.string(), complaints);
  } catch (const FileError& error) {
    complaints.add({error.path(), 0, 0, "", error.message(), std::nullopt});
  }
  if (!complaints.empty()) throw ScenarioError(complaints.all());
  return out;
}

}  // namespace palabre
