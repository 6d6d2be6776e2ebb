// Runs settings once, and judges rows on them.

#include <fmt/core.h>

#include <atomic>
#include <cassert>
#include <cmath>
#include <random>
#include <sstream>
#include <thread>

#include "tests/pattern/pattern.hpp"
#include "tests/support/cases.hpp"

namespace palabre::pattern {
namespace {

constexpr std::uint64_t kSeed = 12345;
constexpr int kThreads = 2;
/// Start of June and of October 2022 and 2023, and two years, in weeks after 14 February 2022.
constexpr std::array kSummerWeeks{15, 33, 67, 85, 104};

std::vector<std::string> words(const std::string& text) {
  std::istringstream in(text);
  return {std::istream_iterator<std::string>(in), {}};
}

/// Per block: how many of `count` lanes; the kernel always computes all eight.
template <class Visit>
void each_block(int from, int to, Visit visit) {
  std::atomic<int> next = from;
  const auto work = [&] {
    for (int first = next.fetch_add(kBlockLanes); first < to; first = next.fetch_add(kBlockLanes))
      visit(first);
  };
  std::vector<std::jthread> helpers;
  for (int k = 1; k < kThreads; ++k) helpers.emplace_back(work);
  work();
}

void keep_means(const std::vector<double>& rows, int weeks, int lane, Replicate& r) {
  const auto at = [&](int week, std::size_t row) {
    return rows[(std::size_t(week) * kWeekRows + row) * kBlockLanes + std::size_t(lane)];
  };
  for (int week = 0; week < weeks; ++week)
    for (std::size_t s = 0; s < kSeriesCount; ++s) r.mean[s] += at(week, s) / weeks;
  for (std::size_t row = 0; row < kWeekRows; ++row) r.record.last_week[row] = at(weeks - 1, row);
  const int card = int(r.record[TallyId::card_week]);
  if (card < 0) return;
  for (int week = card + 1; week < weeks && week <= card + 26; ++week)
    r.support_after_card += at(week, std::size_t(SeriesId::support)) / 26;
}

/// Area-weighted jihadist shares in the first and last week, summed over the lanes of a block.
void keep_zones(const Model& m, const std::vector<std::int64_t>& maps, Replicate& r) {
  std::array<double, 4> area{};
  const double unit = double(std::int64_t{1} << 40);
  const std::size_t cercles = std::size_t(m.cercle_count), weeks = std::size_t(m.weeks);
  const std::int64_t* start = &maps[std::size_t(CercleFieldId::jihadist_share) * weeks * cercles];
  const std::int64_t* end = start + (weeks - 1) * cercles;
  for (std::size_t i = 0; i < cercles; ++i) {
    const CercleConstants& place = m.places[i];
    const auto add = [&](std::size_t zone) {
      area[zone] += place.area;
      r.end_by_zone[zone] += place.area * double(end[i]) / unit;
      r.gain_by_zone[zone] += place.area * double(end[i] - start[i]) / unit;
    };
    add(std::size_t(place.zone));
    if (place.niger_hub > 0) add(3);
  }
  for (std::size_t zone = 0; zone < area.size(); ++zone) {
    r.end_by_zone[zone] /= area[zone];
    r.gain_by_zone[zone] /= area[zone];
  }
  r.block = kBlockLanes;
}

/// What a run of eight leaves, in plain arrays.
struct Room {
  BlockOutput out;
  std::vector<double> rows;
  std::vector<std::int64_t> maps;
};
void run_eight(const Model& m, int first, Fault fault, bool with_maps, Room& room) {
  room.rows.resize(std::size_t(m.weeks) * kWeekRows * kBlockLanes);
  room.out.series = room.rows.data();
  if (with_maps) {
    room.maps.assign(kCercleFieldCount * std::size_t(m.weeks) * std::size_t(m.cercle_count), 0);
    room.out.maps = room.maps.data();
  }
  const BlockRequest request{&m, kSeed, std::uint32_t(first), kBlockLanes, 0};
  (fault == Fault::none ? chosen_kernel().run_block : faulty::run_block)(request, room.out);
  for (const LaneFailure& failure : room.out.failure) assert(failure.week < 0);
}

}  // namespace

Bench Bench::random_world(int number) {
  Bench bench;
  std::mt19937_64 bits(std::uint64_t(77000 + number));
  for (const ParamSpec& spec : param_specs()) {
    const double u = double(bits() >> 11) * 0x1p-53 * 2.0 - 1.0;
    const double reach = u > 0 ? spec.max - spec.initial : spec.initial - spec.min;
    bench.world_[std::string(spec.key)] = spec.initial + 0.5 * u * reach;
  }
  return bench;
}

Model Bench::compiled(const std::string& settings, int weeks) const {
  test::Sets sets;
  for (const std::string& word : words(settings)) {
    if (word.starts_with("weeks="))
      weeks = std::min(weeks, std::stoi(word.substr(6)));
    else
      sets.push_back(word);
  }
  Scenario s = test::baseline().scenario;
  s.weeks = weeks;
  for (const ParamSpec& spec : param_specs())
    if (const auto drawn = world_.find(std::string(spec.key)); drawn != world_.end())
      s.params.*spec.field = drawn->second;
  apply_overrides(s, sets);
  return compile(s, *test::baseline().world);
}

void Bench::run(Setting& setting, const std::string& settings, Needs needs, int replicates) {
  const int from = int(setting.replicates.size());
  setting.replicates.resize(std::size_t(replicates));
  run_ += std::size_t(replicates - from);
  faulty::active_fault = fault_;
  const Model& m = setting.model;
  each_block(from, replicates, [&](int first) {
    thread_local Room room;
    run_eight(m, first, fault_, needs == Needs::maps, room);
    for (int lane = 0; lane < kBlockLanes; ++lane) {
      Replicate& r = setting.replicates[std::size_t(first + lane)];
      for (std::size_t t = 0; t < kTallyCount; ++t)
        r.record.tally[t] = room.out.tally[t][std::size_t(lane)];
      for (std::size_t k = 0; k < kRegionMax; ++k)
        r.record.deaths_by_region[k] = room.out.deaths_by_region[k][std::size_t(lane)];
      keep_means(room.rows, m.weeks, lane, r);
    }
    if (needs == Needs::maps) keep_zones(m, room.maps, setting.replicates[std::size_t(first)]);
    room.out.maps = nullptr;
  });
  if (needs != Needs::summers) return;
  // A run does not depend on its horizon, so shorter ones say what had happened by then.
  for (const int week : kSummerWeeks) {
    const Model shorter = compiled(settings, week);
    each_block(from, replicates, [&](int first) {
      thread_local Room room;
      run_eight(shorter, first, fault_, false, room);
      for (int lane = 0; lane < kBlockLanes; ++lane) {
        Replicate& r = setting.replicates[std::size_t(first + lane)];
        const double breaks = room.out.tally[std::size_t(TallyId::pact_breaks)][std::size_t(lane)];
        if (week == 104)
          r.breaks_two_years = breaks;
        else
          r.breaks_two_summers += week == 33 || week == 85 ? breaks : -breaks;
      }
    });
  }
}

const Bench::Setting& Bench::at(const std::string& settings, Needs needs, int replicates) {
  auto found = settings_.find({settings, needs});
  if (found == settings_.end())
    found =
        settings_.emplace(std::pair{settings, needs}, Setting{compiled(settings, 260), {}}).first;
  if (int(found->second.replicates.size()) < replicates)
    run(found->second, settings, needs, replicates);
  return found->second;
}

namespace {

std::string joined(std::initializer_list<const char*> parts) {
  std::string out;
  for (const char* part : parts)
    for (const std::string& word : words(part)) out += (out.empty() ? "" : " ") + word;
  return out;
}

struct Arm {
  std::string settings;
  double times;
};
std::vector<Arm> arms(const Row& row) {
  const std::string from = joined({row.where, row.from}), to = joined({row.where, row.to});
  if (row.kind == Kind::interaction)
    return {{joined({row.where, row.low, row.from}), 1.0},
            {joined({row.where, row.low, row.to}), -1.0},
            {joined({row.where, row.high, row.from}), -1.0},
            {joined({row.where, row.high, row.to}), 1.0}};
  if (row.want.sense == Sense::zero || row.want.sense == Sense::between) return {{to, 1.0}};
  return {{from, row.want.sense == Sense::keeps ? -row.want.size : -1.0}, {to, 1.0}};
}

bool holds(const Want& want, double change, double error, bool any) {
  switch (want.sense) {
    case Sense::up:
      return change > std::max(want.size, 2 * error);
    case Sense::down:
      return -change > std::max(want.size, 2 * error);
    case Sense::same:
      return std::abs(change) < want.size + 2 * error && std::abs(change) < 2 * want.size;
    case Sense::keeps:
      return change > 2 * error;
    case Sense::zero:
      return !any;
    case Sense::between:
      return change >= want.size && change <= want.high;
  }
  return false;
}

std::string line(const Row& row, const Verdict& v, int replicates) {
  std::string values;
  for (const double value : v.values)
    values += fmt::format("{}{:.4g}", values.empty() ? "" : " -> ", value);
  const Want& want = row.want;
  const std::string asked = want.sense == Sense::between
                                ? fmt::format("asked {:g} to {:g}", want.size, want.high)
                                : fmt::format("noise size {:g}", want.size);
  return fmt::format("{:5} {} {}: {}; change {:+.4g} (se {:.2g}, {}), {} replicates [{}]", row.id,
                     v.holds ? "holds" : "FAILS", row.says, values, v.change, v.error, asked,
                     replicates, row.claims);
}

}  // namespace

Number Bench::number(const Measure& measure, const Setting& setting, const Setting& last, int n) {
  std::vector<Contribution> parts(static_cast<std::size_t>(n));
  double value = 0.0, weight = 0.0;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    parts[k] = measure.looks_at(last.replicates[k])
                   ? measure.of(setting.replicates[k], setting.model)
                   : Contribution{0.0, 0.0};
    value += parts[k].value;
    weight += parts[k].weight;
  }
  Number out;
  out.pulls.resize(parts.size(), 0.0);
  out.is_zero = value == 0.0;
  if (!(weight > 0)) return out;
  out.value = value / weight;
  for (std::size_t k = 0; k < parts.size(); ++k)
    out.pulls[k] = (parts[k].value - out.value * parts[k].weight) / (weight / n);
  if (!measure.relative_to) return out;
  const Number other = number(*measure.relative_to, setting, last, n);
  assert(other.value > 0);
  out.value /= other.value;
  for (std::size_t k = 0; k < parts.size(); ++k)
    out.pulls[k] = (out.pulls[k] - out.value * other.pulls[k]) / other.value;
  return out;
}

Verdict Bench::judge(const Row& row, int replicates) {
  const int n = replicates > 0 ? replicates : row.replicates;
  assert(n % kBlockLanes == 0);
  const std::vector<Arm> all = arms(row);
  const Setting& last = at(all.back().settings, row.measure.needs(), n);
  std::vector<double> together(std::size_t(n), 0.0);
  Verdict v;
  bool any = false;
  for (const Arm& arm : all) {
    const Setting& setting = at(arm.settings, row.measure.needs(), n);
    const Number value = number(row.measure, setting, last, n);
    any = any || !value.is_zero;
    v.values.push_back(value.value);
    v.change += arm.times * value.value;
    for (std::size_t k = 0; k < together.size(); ++k) together[k] += arm.times * value.pulls[k];
  }
  double squares = 0.0;
  for (const double x : together) squares += x * x;
  v.error = std::sqrt(squares / n / (n - 1));
  v.right_sign = row.want.sense == Sense::down ? v.change < 0 : v.change > 0;
  v.holds = holds(row.want, v.change, v.error, any);
  v.text = line(row, v, n);
  return v;
}

}  // namespace palabre::pattern
