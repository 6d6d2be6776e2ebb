// The three tables as values.

#include <cassert>

#include "tests/pattern/pattern.hpp"

namespace palabre::pattern {
namespace {

using enum StatisticId;
using enum Own;
using enum Kind;

#define PATTERN(id, kind, claims, n, where, from, to, measure, want, says) \
  {#id, kind, claims, n, where, from, to, "", "", measure, want, says, ""},
#define LEVEL(id, kind, claims, n, where, measure, want, says) \
  {#id, kind, claims, n, where, "", "", "", "", measure, want, says, ""},
#define INTERACTION(id, claims, n, where, from, to, low, high, measure, want, first, says) \
  {#id, interaction, claims, n, where, from, to, low, high, measure, want, says, first},

}  // namespace

const std::vector<Row>& articles() {
  static const std::vector<Row> rows{
#include "tests/pattern/articles.def"
  };
  return rows;
}

const std::vector<Row>& claims() {
  static const std::vector<Row> rows{
#include "tests/pattern/claims.def"
  };
  return rows;
}

const std::vector<Row>& interactions() {
  static const std::vector<Row> rows{
#include "tests/pattern/interactions.def"
  };
  return rows;
}

const Row& row(std::string_view id) {
  for (const auto* table : {&articles(), &claims(), &interactions()})
    for (const Row& candidate : *table)
      if (candidate.id == id) return candidate;
  assert(!"no pattern of this id");
  return articles().front();
}

void PrintTo(const Row& row, std::ostream* out) { *out << row.says; }

}  // namespace palabre::pattern
