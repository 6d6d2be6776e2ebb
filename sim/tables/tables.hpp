// What can be said: every parameter, lever, issue, switch, output, claim, unit and text of the
// program, one row each in a .def file. This header turns the rows into types; tables.cpp turns
// them into tables and checks them at compile time. Includes nothing of ours.

#pragma once

#include <array>
#include <chrono>
#include <climits>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace palabre {

enum class Lang { en, fr };

/// The same words in both languages. Never empty in a table.
struct Words {
  std::string_view en;
  std::string_view fr;
  constexpr std::string_view in(Lang lang) const { return lang == Lang::fr ? fr : en; }
};

// --- units, claims, text -----------------------------------------------------------------------

enum class Unit {
#define UNIT(id, ...) id,
#include <rows/units.def>
#undef UNIT
};
/// The unit as printed beside a value: "share of territory", "1/week".
std::string_view label(Unit unit, Lang lang = Lang::en);

enum class ClaimKind { Article, Measured, Literature, Judgement, Assumption };
enum class Priority { A, B, C };

enum class ClaimId : std::uint8_t {
#define CLAIM(id, ...) id,
#include <rows/claims.def>
#undef CLAIM
};

/// One piece of evidence.
struct ClaimSpec {
  ClaimId id;
  std::string_view name;  // "C14"
  ClaimKind kind;
  Priority priority;
  std::string_view source;
  std::string_view locator;
  Words says;
};
std::span<const ClaimSpec> claim_specs();
const ClaimSpec& claim(ClaimId id);
const ClaimSpec* find_claim(std::string_view name);
/// "article", "measured", ... in the language asked for.
std::string_view label(ClaimKind kind, Lang lang = Lang::en);

/// The claims a row rests on, most important first. At most eight.
struct Claims {
  std::array<ClaimId, 8> ids{};
  std::uint8_t count = 0;
  constexpr std::span<const ClaimId> list() const { return {ids.data(), count}; }
};

/// A string a person reads, by name: text.hpp holds the names.
enum class TextId : std::uint16_t;
/// Some hold fmt placeholders: see text.def.
std::string_view text(TextId id, Lang lang);

// --- parameters --------------------------------------------------------------------------------

enum class Scale { Linear, Log };
enum class Tier { Key, All, Advanced };

/// The assumptions of a scenario: one double per row of params.def, named group_name.
struct Params {
#define PARAM(group, name, symbol, tier, initial, ...) double group##_##name = initial;
#include <rows/params.def>
#undef PARAM
  friend bool operator==(const Params&, const Params&) = default;
};

struct ParamSpec {
  std::string_view key;  // "talks.mediator", as in files and after --set
  std::string_view group;
  std::string_view name;
  double Params::*field;
  std::string_view symbol;
  Tier tier;
  double initial;
  double low, high;  // plausible: analysis draws from here
  double min, max;   // allowed: files, --set and sliders stop here
  Scale scale;
  Unit unit;
  Claims claims;
  Words label;
  Words meaning;
};
std::span<const ParamSpec> param_specs();
const ParamSpec* find_param(std::string_view key);
/// Group names in table order: "territory", "war", ...
std::span<const std::string_view> param_groups();
/// Title of a group for people: "Territory", "National talks".
std::string_view group_title(std::string_view group, Lang lang);

// --- levers ------------------------------------------------------------------------------------

/// A day, or never. Days count from 1970-01-01.
struct Date {
  static constexpr int kNever = INT_MAX;
  int day = kNever;

  bool is_never() const { return day == kNever; }
  static Date never() { return {}; }
  static Date from(std::chrono::sys_days d) { return {int(d.time_since_epoch().count())}; }
  std::chrono::sys_days days() const { return std::chrono::sys_days{std::chrono::days{day}}; }
  friend bool operator==(const Date&, const Date&) = default;
};
/// "2022-02-14" or "never".
std::string to_string(Date date);
/// Reads "YYYY-MM-DD" or "never"; nothing when it is neither or no such day exists.
std::optional<Date> parse_date(std::string_view text);

enum class LeverKind { Date, Number, Flag, Choice };

/// The policy of a scenario: one field per row of levers.def. A choice is its index.
struct Levers {
#define LEVER_DATE(name, symbol, initial, ...) Date name;
#define LEVER_NUMBER(name, symbol, initial, ...) double name = initial;
#define LEVER_FLAG(name, symbol, initial, ...) bool name = initial;
#define LEVER_CHOICE(name, symbol, initial, ...) int name = initial;
#include <rows/levers.def>
#undef LEVER_DATE
#undef LEVER_NUMBER
#undef LEVER_FLAG
#undef LEVER_CHOICE
  friend bool operator==(const Levers&, const Levers&) = default;
};

struct LeverSpec {
  std::string_view name;  // key in the file: levers.NAME
  std::string_view symbol;
  LeverKind kind;
  std::variant<Date Levers::*, double Levers::*, bool Levers::*, int Levers::*> field;
  int initial_week;  // Date: weeks after the start, -1 never
  double initial;    // Number; Flag 0 or 1; Choice index
  double min, max;   // Number
  Unit unit;
  std::span<const std::string_view> choices;  // Choice
  Claims claims;
  Words label;
  Words meaning;
};
std::span<const LeverSpec> lever_specs();
const LeverSpec* find_lever(std::string_view name);
/// Default levers of a scenario that begins on `start`.
Levers default_levers(std::chrono::sys_days start);

enum class TalksChannel { by_chance, secret, public_ };
enum class Mediator { high_islamic_council, dicko, foreign_state, none };
/// What a mediator preset sets, unless the file says otherwise.
struct MediatorPreset {
  double mediator, deniability, guarantee, pact_approval;
};
MediatorPreset mediator_preset(int mediator);

// --- issues and switches -----------------------------------------------------------------------

/// One issue at the table: ideal points and weights of the sides, each 0..1. NaN = given by a
/// parameter (see issues.def). claim: A_issue_matrix
struct Issue {
  double junta, ag_ghaly, koufa, aqim;
  double weight_junta, weight_ag_ghaly, weight_koufa, weight_aqim, weight_jnim;
};
struct IssueFieldSpec {
  std::string_view name;  // "weight_koufa"
  double Issue::*field;
  Words label;
};
struct IssueSpec {
  std::string_view name;
  Issue initial;
  Claims claims;
  Words label;
  Words meaning;
};
inline constexpr int kIssueCount = 6;
std::span<const IssueSpec> issue_specs();
std::span<const IssueFieldSpec> issue_field_specs();
using Issues = std::array<Issue, kIssueCount>;
Issues default_issues();
/// The parameter that gives this entry of the matrix, or null when the matrix itself does.
const ParamSpec* issue_param(int issue, const IssueFieldSpec& field);

enum class BargainingSolution { nash, kalai_smorodinsky, utilitarian, power_weighted };
enum class ViolenceCurve { parity, hegemony };
enum class CalibrationChoice { february_2022, reference };
enum class AssumptionsChoice { set, plausible, plausible_before_2018 };
enum class MechanismOff {
  nothing,
  luck,
  jihadist_advance,
  state_hold,
  retaking,
  siege_erosion,
  cells,
  redeployment,
  vacuum,
  massacres,
  blockades,
  exchanges,
  army_size,
  army_posts,
  flight,
};

struct Switches {
#define SWITCH_CHOICE(name, initial, ...) int name = initial;
#define SWITCH_NUMBER(name, initial, ...) double name = initial;
#include <rows/switches.def>
#undef SWITCH_CHOICE
#undef SWITCH_NUMBER
  friend bool operator==(const Switches&, const Switches&) = default;
};
/// Do blocks of replicates stand in different plausible worlds?
inline bool is_over_worlds(const Switches& switches) {
  return AssumptionsChoice(switches.assumptions) != AssumptionsChoice::set;
}
struct SwitchSpec {
  std::string_view name;
  std::variant<int Switches::*, double Switches::*> field;
  double initial;
  double min, max;
  bool whole;
  Unit unit;
  std::span<const std::string_view> choices;  // empty for a number
  Claims claims;
  Words label;
  Words meaning;
};
std::span<const SwitchSpec> switch_specs();
const SwitchSpec* find_switch(std::string_view name);

// --- constants of the equations ----------------------------------------------------------------

/// Fixed numbers of the equations, kName. Not sliders; listed with unit and claim.
namespace constants {
#define CONSTANT(name, value, ...) inline constexpr double name = value;
#include <rows/constants.def>
#undef CONSTANT
}  // namespace constants

struct ConstantSpec {
  std::string_view name;
  double value;
  Unit unit;
  Claims claims;
  Words meaning;
};
std::span<const ConstantSpec> constant_specs();

// --- outputs -----------------------------------------------------------------------------------

enum class OutcomeId : std::uint8_t {
#define OUTCOME(id, ...) id,
#include <rows/outputs.def>
#undef OUTCOME
};
struct OutcomeSpec {
  std::string_view id;
  Claims claims;
  Words label;
  Words meaning;
};
std::span<const OutcomeSpec> outcome_specs();
const OutcomeSpec* find_outcome(std::string_view id);

enum class StatisticKind { Share, Mean, Ratio, Median };
enum class StatisticId : std::uint8_t {
#define STATISTIC(id, ...) id,
#include <rows/outputs.def>
#undef STATISTIC
};
struct StatisticSpec {
  std::string_view id;
  StatisticKind kind;
  Unit unit;
  int settled;  // weeks that a run must have for its value; 0: all of them
  Words label;
  Words meaning;
};
std::span<const StatisticSpec> statistic_specs();
const StatisticSpec* find_statistic(std::string_view id);

enum class SeriesId : std::uint8_t {
#define SERIES(id, ...) id,
#include <rows/outputs.def>
#undef SERIES
};
struct SeriesSpec {
  std::string_view id;
  Unit unit;
  int bins;
  double low, high;  // range of the histogram; half a bin is (high - low) / (2 bins)
  Words label;
  Words meaning;
};
std::span<const SeriesSpec> series_specs();
const SeriesSpec* find_series(std::string_view id);

enum class Stage : std::uint8_t {
#define STAGE_SERIES(id, ...) id,
#include <rows/outputs.def>
#undef STAGE_SERIES
};
struct StageSpec {
  std::string_view id;  // "secret_contact"; its series is "stage_share_secret_contact"
  Words label;
};
std::span<const StageSpec> stage_specs();

enum class CercleFieldId : std::uint8_t {
#define CERCLE_FIELD(id, ...) id,
#include <rows/outputs.def>
#undef CERCLE_FIELD
};
struct CercleFieldSpec {
  std::string_view id;
  Unit unit;
  int bits;  // summed as integers at a scale of 2^bits
  Words label;
};
std::span<const CercleFieldSpec> cercle_field_specs();
const CercleFieldSpec* find_cercle_field(std::string_view id);

/// What one replicate counts; the statistics are computed from these.
enum class TallyId : std::uint8_t {
#define TALLY(id) id,
#include <rows/outputs.def>
#undef TALLY
};

/// A variable of the state, named for messages about failed replicates and differing digests.
struct StateSpec {
  std::string_view name;
  Unit unit;
  double low, high;  // a replicate that leaves these bounds is stopped
  std::string_view meaning;
};
std::span<const StateSpec> state_cercle_specs();
std::span<const StateSpec> state_nation_specs();

inline constexpr int kOutcomeCount = 0
#define OUTCOME(...) +1
#include <rows/outputs.def>
#undef OUTCOME
    ;
inline constexpr int kSeriesCount = 0
#define SERIES(...) +1
#include <rows/outputs.def>
#undef SERIES
    ;
inline constexpr int kStageCount = 0
#define STAGE_SERIES(...) +1
#include <rows/outputs.def>
#undef STAGE_SERIES
    ;
inline constexpr int kCercleFieldCount = 0
#define CERCLE_FIELD(...) +1
#include <rows/outputs.def>
#undef CERCLE_FIELD
    ;
inline constexpr int kTallyCount = 0
#define TALLY(...) +1
#include <rows/outputs.def>
#undef TALLY
    ;

// --- helpers -----------------------------------------------------------------------------------

/// The candidate nearest to `word` by edit distance, or "" when none is near enough to be meant.
std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates);

/// Shortest decimal text that reads back as the same double; always with a point or an exponent
/// when `as_float` (so that TOML reads a float again).
std::string number_text(double value, bool as_float = false);
/// A cell of a CSV file: in quotes when it needs them.
std::string csv_words(std::string_view words);
/// A table with commas between its cells and decimal points, for the spreadsheets of a language:
/// in French semicolons and decimal commas. Comments (lines that begin with #) stay as they are.
std::string csv_in(std::string_view table, Lang style);
/// What a file of such a table begins with: without a byte order mark French spreadsheets take
/// UTF-8 for something else.
std::string_view csv_mark(Lang style);

}  // namespace palabre
