// Tables of all points of a sweep, worked out from its journal line by line.

#include <array>
#include <utility>

#include "sim/cli/journal.hpp"
#include "sim/cli/sweep_record.hpp"
#include "sim/report/layout.hpp"
#include "sim/scenario/temporary.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 1u << 16;  // bytes written at a time

struct Column {
  std::string_view name, type, meaning;
};
constexpr auto kSweepColumns = std::to_array<Column>(
    {{"point", "integer", "number of the point, from 0 on"},
     {"sweep", "string", "name of its [[sweep]] block"},
     {"kind", "string", "input, outcome, statistic, count, digest or refused"},
     {"id", "string", "key of the input, or id of the outcome or statistic"},
     {"value", "number", "empty where an input is no number"},
     {"low", "number", "lower end of the 95% interval; empty where there is none"},
     {"high", "number", "upper end of the 95% interval; empty where there is none"},
     {"basis", "string", "what the interval rests on, when that is not the spread over runs"},
     {"unit", "string", "unit of value, low and high"},
     {"text", "string", "an input that is no number, a digest, or why the point was refused"}});

std::string number_cell(const std::optional<double>& x) { return x ? number_text(*x) : ""; }

std::string csv_rows(const OrderedJson& record) {
  const std::string head = std::to_string(record.at("point").get<std::int64_t>()) + "," +
                           csv_words(record.at("sweep").get<std::string>()) + ",";
  std::string out;
  for (const SweepCell& cell : cells_of(record)) {
    out += head;
    out.append(cell.kind).append(",").append(csv_words(cell.id));
    for (const auto& number : {cell.value, cell.low, cell.high}) out += "," + number_cell(number);
    for (const std::string* words : {&cell.basis, &cell.unit, &cell.text})
      out += "," + csv_words(*words);
    out += "\n";
  }
  return out;
}

/// What the columns of points.csv are, as the W3C's "CSV on the Web" has it: a file of this name
/// beside the table.
std::string csv_types() {
  OrderedJson columns = OrderedJson::array();
  for (const Column& column : kSweepColumns)
    columns.push_back({{"name", column.name},
                       {"titles", column.name},
                       {"datatype", column.type},
                       {"dc:description", column.meaning}});
  return OrderedJson{{"@context", "http://www.w3.org/ns/csvw"},
                     {"url", "points.csv"},
                     {"tableSchema", {{"columns", std::move(columns)}}}}
             .dump(2) +
         "\n";
}

std::string unit_of(std::string_view kind, const std::string& id) {
  if (kind == "outcome") return std::string(label(Unit::ShareOfReplicates, Lang::en));
  if (kind == "statistic") {
    const StatisticSpec* spec = find_statistic(id);
    return spec != nullptr ? std::string(label(spec->unit, Lang::en)) : "";
  }
  const auto input = InputRef::find(id);
  return input ? std::string(label(input->unit(), Lang::en)) : "";
}

void add_input(const std::string& key, const OrderedJson& value, std::vector<SweepCell>& out) {
  SweepCell cell{"input", key, {}, {}, {}, {}, {}, {}};
  if (value.is_number()) {
    cell.value = value.get<double>();
    cell.unit = unit_of("input", key);
  } else {
    cell.text = value.is_string() ? value.get<std::string>() : value.dump();
  }
  out.push_back(std::move(cell));
}

void add_figures(const OrderedJson& record, const char* name, std::string_view kind,
                 std::vector<SweepCell>& out) {
  const auto figures = record.find(name);
  if (figures == record.end()) return;
  for (const auto& item : figures->items()) {
    const OrderedJson& figure = item.value();
    SweepCell cell{kind, item.key(), {}, {}, {}, {}, {}, unit_of(kind, item.key())};
    const auto number = [&](std::size_t k) -> std::optional<double> {
      if (figure.at(k).is_null()) return {};
      return figure.at(k).get<double>();
    };
    cell.value = number(0);
    cell.low = number(1);
    cell.high = number(2);
    if (figure.size() > 3) cell.basis = figure.at(3).get<std::string>();
    out.push_back(std::move(cell));
  }
}

}  // namespace

std::vector<SweepCell> cells_of(const OrderedJson& record) {
  std::vector<SweepCell> out;
  for (const auto& [key, value] : record.at("values").items()) add_input(key, value, out);
  const auto add_count = [&](const char* id) {
    if (const auto at = record.find(id); at != record.end())
      out.push_back({"count", id, at->get<double>(), {}, {}, {}, {}, {}});
  };
  const auto add_words = [&](std::string_view kind, const char* id) {
    if (const auto at = record.find(id); at != record.end())
      out.push_back({kind, id, {}, {}, {}, at->get<std::string>(), {}, {}});
  };
  add_count("replicates");
  add_count("failed");
  add_words("digest", "inputs");
  add_words("digest", "digest");
  add_words("refused", "refused");
  add_figures(record, "outcomes", "outcome", out);
  add_figures(record, "statistics", "statistic", out);
  return out;
}

void write_tables(const fs::path& folder, bool sqlite) {
  const fs::path journal = folder / journal_name({});
  JournalReader reader(journal);
  WholeFile table(folder / "points.csv");
  for (const Column& column : kSweepColumns)
    table.write(std::string(column.name) + (&column == &kSweepColumns.back() ? "\n" : ","));
  std::string line;
  reader.next(line);  // the head
  while (reader.next(line)) {
    try {
      table.write(csv_rows(OrderedJson::parse(line)));
    } catch (const OrderedJson::exception&) {
      reader.fail(reader.line());
    }
  }
  table.commit();
  write_file(folder / "points.csv-metadata.json", csv_types(), false);
  if (sqlite) write_sqlite(journal, folder / "points.sqlite");
}

// --- files ---------------------------------------------------------------------------------------

WholeFile::WholeFile(fs::path path) : path_(std::move(path)), beside_(temporary_beside(path_)) {
  try {
    file_.emplace(platform::OpenFile::made(beside_, platform::OpenFile::kUsualMode));
  } catch (const platform::FileFault& fault) {
    fail(fault);
  }
}

WholeFile::~WholeFile() {
  if (file_) platform::remove_file(beside_);
}

void WholeFile::fail(const platform::FileFault& fault) const {
  throw FileError(path_.string(), {TextId::cli_cannot_write, {error_arg(fault.code, fault.words)}});
}

void WholeFile::write(std::string_view bytes) {
  pending_ += bytes;
  if (pending_.size() < kPiece && !bytes.empty()) return;
  try {
    file_->write(pending_);
  } catch (const platform::FileFault& fault) {
    fail(fault);
  }
  pending_.clear();
}

void WholeFile::commit() {
  write({});
  try {
    file_->keep_bytes();
    file_->close();
    platform::take_place(beside_, path_);
  } catch (const platform::FileFault& fault) {
    fail(fault);
  }
  file_.reset();
}

}  // namespace palabre
