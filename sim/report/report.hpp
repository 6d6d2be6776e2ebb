// A report: what a command or the window says of a case, as one value. Sentences, tables and
// numbers with unit and interval, beside the data that programs read; drawn as text, JSON, CSV and
// HTML by draw.hpp.

#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/report/number_words.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/tables/text.hpp"

namespace palabre {

using Json = nlohmann::ordered_json;

/// A number, the interval around it and its unit.
struct Number {
  Estimate estimate;
  Unit unit{};
};

/// A cell of a table: words, and the number that they say.
struct TableCell {
  std::string words;
  std::optional<Number> number = {};

  TableCell(std::string said) : words(std::move(said)) {}
  TableCell(std::string_view said) : words(said) {}
  TableCell(const char* said) : words(said) {}
  TableCell(std::string said, const Estimate& estimate, Unit unit)
      : words(std::move(said)), number(Number{estimate, unit}) {}
};
/// A level in its unit: "26%".
TableCell level(const Estimate& e, Unit unit, Lang lang);
/// A difference with its sign: "+5.2".
TableCell change(const Estimate& e, Unit unit, Lang lang);

struct TableRow {
  std::vector<TableCell> cells;  // none: for programs only
  Json data = {};                // none: for people only
  std::string id = {};           // of the row, in data
};

struct Table {
  std::string name = {};  // of its rows in the data; empty: for people only
  std::vector<std::string> heads = {};
  /// Columns flush left. None: the first, which is broken so that all fit 80 columns.
  std::vector<bool> left = {};
  std::vector<TableRow> rows = {};
  bool by_id = false;    // the data are an object by id, not a list
  bool is_data = false;  // for programs only, whatever its cells say
  /// Where it is wider than a terminal, each row is told cell by cell.
  bool has_sentences = false;
  std::string csv = {};  // what a row is called in CSV; empty: no CSV of it

  void add(std::vector<TableCell> cells, Json data = {}, std::string id = {}) {
    rows.push_back({std::move(cells), std::move(data), std::move(id)});
  }
  bool has_words() const;
};

/// One part of a report as people read it, in order.
struct ReportBlock {
  enum class Kind {
    title,    // of the case
    heading,  // of a section
    subheading,
    paragraph,  // a sentence or more
    notice,     // one not to be overlooked
    note,       // a sentence about the report itself
    blank,      // between parts of a text
    table,
    event,    // `words` at a date, `lead`, with details, one a line, in `more`
    item,     // `words` and what hangs on them, in `more`
    pre,      // lines as they are
    picture,  // SVG
  };
  Kind kind = Kind::paragraph;
  std::string words = {};
  std::string lead = {};
  std::vector<std::string> more = {};
  Table table = {};
};

/// A week by week series, its columns by name: "mean", "q05", ...
struct WeeklySeries {
  std::string id;
  Unit unit{};
  std::vector<std::pair<std::string, std::vector<double>>> columns;
};

/// Built in one language; data are always English and with a point.
struct Report {
  Lang lang = Lang::en;
  Json data = {};  // everything but the sentences that each export ends with
  std::vector<ReportBlock> blocks = {};
  std::vector<WeeklySeries> series = {};
  std::vector<LocalText> not_modelled = {};  // of the case

  explicit Report(Lang in) : lang(in) {}
  Report(Lang in, std::string_view schema) : lang(in) { data["schema"] = schema; }

  void title(std::string words) { add(ReportBlock::Kind::title, std::move(words)); }
  void heading(std::string words) { add(ReportBlock::Kind::heading, std::move(words)); }
  void subheading(std::string words) { add(ReportBlock::Kind::subheading, std::move(words)); }
  void paragraph(std::string words) { add(ReportBlock::Kind::paragraph, std::move(words)); }
  void note(std::string words) { add(ReportBlock::Kind::note, std::move(words)); }
  void pre(std::string words) { add(ReportBlock::Kind::pre, std::move(words)); }
  void blank() { add(ReportBlock::Kind::blank, ""); }
  void picture(std::string svg) { add(ReportBlock::Kind::picture, std::move(svg)); }
  void item(std::string words, std::vector<std::string> more = {}) {
    add(ReportBlock{ReportBlock::Kind::item, std::move(words), {}, std::move(more), {}});
  }
  /// A sentence of the text table.
  template <class... Args>
  void say(TextId id, const Args&... args) {
    paragraph(palabre::say(id, lang, args...));
  }
  /// Title and the two sentences; in the data, which case it is of and what made it.
  void head(const std::string& file, const Scenario& s, const std::string& digest,
            std::optional<std::int64_t> replicates = {});
  /// Also puts its rows into the data, under its name.
  void add(Table table);
  void add(ReportBlock block) { blocks.push_back(std::move(block)); }
  /// The two sentences of every view and export.
  void caveats(const std::vector<LocalText>& missing);

 private:
  void add(ReportBlock::Kind kind, std::string words) {
    add(ReportBlock{kind, std::move(words), {}, {}, {}});
  }
};

/// "Not modelled: gold; villages." Empty when nothing is said to be missing.
std::string not_modelled_in_words(const std::vector<LocalText>& missing, Lang lang);

/// {"value": , "low": , "high": }, or null.
Json estimate_json(const std::optional<Estimate>& e);
Json value_json(const std::optional<Value>& value);
/// A scenario and where it came from, as every JSON names them.
Json scenario_json(const std::string& file, const std::string& title, const std::string& digest);
Json program_json();
/// True for "palabre.sweep/2" where "palabre.sweep/1" is known: a newer Palabre wrote it.
bool is_newer_schema(std::string_view given, std::string_view known);

}  // namespace palabre
