// All points of a sweep as a SQLite database.

#if __has_include(<sqlite3.h>)
#include <sqlite3.h>
#define PALABRE_SQLITE 1
#endif

#include <memory>

#include "sim/cli/journal.hpp"
#include "sim/cli/sweep_record.hpp"
#include "sim/tables/text.hpp"

namespace palabre {

#ifndef PALABRE_SQLITE
// In browsers, say.
void write_sqlite(const std::filesystem::path&, const std::filesystem::path& path) {
  throw FileError(path.string(),
                  {TextId::cli_cannot_write, {"SQLite was not there when palabre was built"}});
}
#else
namespace {

constexpr const char* kTables =
    "PRAGMA journal_mode = OFF;"  // a file that is not whole is thrown away
    "PRAGMA synchronous = OFF;"
    "CREATE TABLE points (point INTEGER PRIMARY KEY, sweep TEXT NOT NULL);"
    "CREATE TABLE cells (point INTEGER NOT NULL REFERENCES points, kind TEXT NOT NULL,"
    " id TEXT NOT NULL, value REAL, low REAL, high REAL, basis TEXT, unit TEXT, text TEXT,"
    " PRIMARY KEY (point, kind, id)) WITHOUT ROWID;"
    "CREATE TABLE about (json TEXT NOT NULL);"
    "BEGIN;";

/// A database while it is written; what goes wrong is told with the path.
class Database {
 public:
  explicit Database(std::filesystem::path path) : path_(std::move(path)) {
    sqlite3* open = nullptr;
    const int result = sqlite3_open(path_.string().c_str(), &open);
    db_.reset(open);
    require(result == SQLITE_OK);
  }
  void run(const char* sql) {
    require(sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr) == 0);
  }

  /// A statement that is run again and again with other values, from the first parameter on.
  class Insert {
   public:
    Insert(Database& database, const char* sql) : database_(database) {
      sqlite3_stmt* made = nullptr;
      database.require(sqlite3_prepare_v2(database.db_.get(), sql, -1, &made, nullptr) == 0);
      statement_.reset(made);
    }
    template <class... Values>
    void operator()(const Values&... values) {
      int at = 0;
      (bind(++at, values), ...);
      database_.require(sqlite3_step(statement_.get()) == SQLITE_DONE);
      sqlite3_reset(statement_.get());
    }

   private:
    void bind(int at, std::int64_t x) { sqlite3_bind_int64(statement_.get(), at, x); }
    void bind(int at, const std::optional<double>& x) {
      if (x)
        sqlite3_bind_double(statement_.get(), at, *x);
      else
        sqlite3_bind_null(statement_.get(), at);
    }
    /// Empty: NULL.
    void bind(int at, std::string_view x) {
      if (x.empty())
        sqlite3_bind_null(statement_.get(), at);
      else
        sqlite3_bind_text(statement_.get(), at, x.data(), int(x.size()), SQLITE_TRANSIENT);
    }
    struct Finalize {
      void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    Database& database_;
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  };

 private:
  void require(bool done) const {
    if (!done)
      throw FileError(path_.string(), {TextId::cli_cannot_write, {sqlite3_errmsg(db_.get())}});
  }
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close(db); }
  };
  std::filesystem::path path_;
  std::unique_ptr<sqlite3, Close> db_;
};

void fill(Database& database, const std::filesystem::path& journal) {
  database.run(kTables);
  Database::Insert about(database, "INSERT INTO about VALUES (?)");
  Database::Insert points(database, "INSERT INTO points VALUES (?, ?)");
  Database::Insert cells(database, "INSERT INTO cells VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  JournalReader reader(journal);
  std::string line;
  if (reader.next(line)) about(std::string_view(line));
  while (reader.next(line)) {
    try {
      const OrderedJson record = OrderedJson::parse(line);
      const auto point = record.at("point").get<std::int64_t>();
      points(point, std::string_view(record.at("sweep").get_ref<const std::string&>()));
      for (const SweepCell& cell : cells_of(record))
        cells(point, cell.kind, std::string_view(cell.id), cell.value, cell.low, cell.high,
              std::string_view(cell.basis), std::string_view(cell.unit),
              std::string_view(cell.text));
    } catch (const OrderedJson::exception&) {
      reader.fail(reader.line());
    }
  }
  database.run("COMMIT;");
}

}  // namespace

void write_sqlite(const std::filesystem::path& journal, const std::filesystem::path& path) {
  WholeFile file(path);
  {
    Database database(file.beside());
    fill(database, journal);
  }
  file.commit();
}
#endif

}  // namespace palabre
