#include "sim/answer/changes.hpp"

#include <algorithm>
#include <cassert>
#include <set>

#include "sim/answer/grammar.hpp"
#include "sim/answer/input_text.hpp"
#include "sim/scenario/differences.hpp"
#include "sim/scenario/plausible_worlds.hpp"
#include "sim/scenario/values.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

/// The assumption of a key of which plausible worlds have values of their own; null for any other.
const ParamSpec* drawn_param(std::string_view key) {
  const ParamSpec* spec = find_param(key);
  return spec != nullptr && is_drawn(*spec) ? spec : nullptr;
}

LocalText both(std::string (*say_in)(const InputDifference&, Lang), const InputDifference& row) {
  return {say_in(row, Lang::en), say_in(row, Lang::fr)};
}

/// A date that is the default of its own start on both sides: the start moved it.
bool follows_the_start(const InputDifference& row, const Scenario& a, const Scenario& b) {
  if (a.start == b.start || !row.key.starts_with("levers.")) return false;
  const LeverSpec* spec = find_lever(std::string_view(row.key).substr(7));
  if (spec == nullptr || spec->kind != LeverKind::Date) return false;
  const auto field = std::get<Date Levers::*>(spec->field);
  return a.levers.*field == default_levers(a.start).*field &&
         b.levers.*field == default_levers(b.start).*field;
}

void copy_value(Scenario& to, const Scenario& from, std::string_view key) {
  if (const ParamSpec* spec = find_param(key)) {
    to.params.*(spec->field) = from.params.*(spec->field);
    return;
  }
  const std::string_view name = key.substr(key.find('.') + 1);
  if (key.starts_with("levers."))
    return std::visit([&](auto field) { to.levers.*field = from.levers.*field; },
                      find_lever(name)->field);
  if (key.starts_with("switches."))
    return std::visit([&](auto field) { to.switches.*field = from.switches.*field; },
                      find_switch(name)->field);
  const std::size_t point = name.find('.');
  for (std::size_t k = 0; k < issue_specs().size(); ++k)
    for (const IssueFieldSpec& field : issue_field_specs())
      if (issue_specs()[k].name == name.substr(0, point) && field.name == name.substr(point + 1))
        to.issues[k].*(field.field) = from.issues[k].*(field.field);
}

/// Finds what differs, and takes from it what belongs together.
class Finder {
 public:
  Finder(const Scenario& from, const Scenario& to) : from_(from), to_(to) {
    for (InputDifference& row : differences(from, to)) {
      static const std::set<std::string> kNoChange{"weeks", "seed", "replicates", "world"};
      if (row.key == "pact")
        pacts_differ_ = true;
      else if (row.key == "start" || (row.key == "displaced" && !start_))
        start_ = row;  // one change: the count belongs to the day
      else if (row.key == "displaced")
        continue;
      else if (!kNoChange.contains(row.key) && !follows_the_start(row, from, to))
        rows_.push_back(std::move(row));
    }
  }

  std::vector<Change> found() {
    std::vector<Change> out;
    if (const InputDifference* row = find("levers.mediator")) out.push_back(mediator(*row));
    if (find("levers.prisoner_release") && find("levers.prisoners_released") &&
        !to_.levers.prisoner_release.is_never())
      out.push_back(release());
    for (const bool levers : {true, false})
      for (const InputDifference& row : rows_)
        if (row.key.starts_with("levers.") == levers && !taken_.contains(row.key))
          out.push_back(single(row));
    if (pacts_differ_) out.push_back(pacts());
    if (start_) {
      Change change = single(*start_);
      change.kind = Change::Kind::start;
      for (const LeverSpec& spec : lever_specs())
        if (spec.kind == LeverKind::Date &&
            follows_the_start({"levers." + std::string(spec.name), {}, {}, {}, {}}, from_, to_))
          change.keys.push_back("levers." + std::string(spec.name));
      out.push_back(std::move(change));
    }
    return out;
  }

 private:
  const InputDifference* find(std::string_view key) const {
    const auto at = std::find_if(rows_.begin(), rows_.end(),
                                 [&](const InputDifference& row) { return row.key == key; });
    return at == rows_.end() ? nullptr : &*at;
  }

  Change single(const InputDifference& row) const {
    Change out;
    out.keys = {row.key};
    out.phrase = both(input_phrase, row);
    out.brief = both(input_brief, row);
    const WorldsSide side = side_of_worlds(row);
    if (side == WorldsSide::none) return out;
    out.phrase = both(side == WorldsSide::before ? input_set_in_worlds : input_left_to_worlds, row);
    note_worlds(out, row, side);
    return out;
  }

  /// On which side of a row each plausible world has a value of its own: where the case has the
  /// model's default.
  enum class WorldsSide { none, before, now };
  WorldsSide side_of_worlds(const InputDifference& row) const {
    const ParamSpec* spec = drawn_param(row.key);
    if (spec == nullptr || !is_over_worlds(from_.switches) || !is_over_worlds(to_.switches))
      return WorldsSide::none;
    if (from_.params.*(spec->field) == spec->initial) return WorldsSide::before;
    return to_.params.*(spec->field) == spec->initial ? WorldsSide::now : WorldsSide::none;
  }
  static void note_worlds(Change& change, const InputDifference& row, WorldsSide side) {
    if (side == WorldsSide::none) return;
    const ParamSpec& spec = *find_param(row.key);
    (side == WorldsSide::before ? change.worlds_before : change.worlds_now)
        .push_back({input_range(row, spec.low, spec.high, Lang::en),
                    input_range(row, spec.low, spec.high, Lang::fr)});
  }

  Change mediator(const InputDifference& row) {
    Change out = single(row);
    std::vector<std::string> en, fr;
    for (const auto& [key, counted] : preset_values(to_.levers.mediator)) {
      const InputDifference* moved = find(key);
      if (moved == nullptr) continue;
      // His standing is his, also where a file puts another value than the preset's.
      const bool is_standing = key == "talks.mediator";
      if (!is_standing && std::get<double>(*moved->b) != counted) continue;
      out.keys.emplace_back(key);
      const WorldsSide side = side_of_worlds(*moved);
      note_worlds(out, *moved, side);
      const LocalText words = both(side == WorldsSide::before ? input_move_in_worlds
                                   : side == WorldsSide::now  ? input_left_to_worlds
                                                              : input_move,
                                   *moved);
      en.push_back(words.en);
      fr.push_back(words.fr);
    }
    if (!en.empty()) out.moves = {listed(en, Lang::en), listed(fr, Lang::fr)};
    taken_.insert(out.keys.begin(), out.keys.end());
    return out;
  }

  Change release() {
    Change out = single(*find("levers.prisoner_release"));
    const auto phrase = [&](Lang lang) {
      const std::string count = plain_in(to_.levers.prisoners_released, lang);
      return agreed(
          say(TextId::ans_release, lang, count, day_in(to_.levers.prisoner_release, lang)),
          is_one(count, to_.levers.prisoners_released, lang));
    };
    out.phrase = {phrase(Lang::en), phrase(Lang::fr)};
    out.keys.emplace_back("levers.prisoners_released");
    taken_.insert(out.keys.begin(), out.keys.end());
    return out;
  }

  Change pacts() const {
    return {Change::Kind::pacts,
            {"pact"},
            {pacts_phrase(from_.pacts, to_.pacts, Lang::en),
             pacts_phrase(from_.pacts, to_.pacts, Lang::fr)},
            {say(TextId::ans_pact_brief, Lang::en), say(TextId::ans_pact_brief, Lang::fr)},
            {}};
  }

  const Scenario& from_;
  const Scenario& to_;
  std::vector<InputDifference> rows_;
  std::optional<InputDifference> start_;
  bool pacts_differ_ = false;
  std::set<std::string> taken_;
};

/// "Baseline" of "Baseline: Mali, February 2022".
std::string before_colon(const std::string& title) {
  std::string out = title.substr(0, title.find(':'));
  constexpr std::string_view kHardBlank = "\u00a0";
  while (true) {
    if (out.ends_with(' '))
      out.pop_back();
    else if (out.ends_with(kHardBlank))
      out.resize(out.size() - kHardBlank.size());
    else
      return out.empty() ? title : out;
  }
}

}  // namespace

std::vector<Change> changes_between(const Scenario& from, const Scenario& to) {
  return Finder(from, to).found();
}

Scenario with_changes(const Scenario& from, const Scenario& to, const std::vector<Change>& changes,
                      std::uint64_t chosen) {
  assert(changes.size() <= kChangesMax);
  Scenario out = from;
  for (std::size_t k = 0; k < changes.size(); ++k) {
    if ((chosen >> k & 1u) == 0) continue;
    const Change& change = changes[k];
    if (change.kind == Change::Kind::pacts) out.pacts = to.pacts;
    if (change.kind == Change::Kind::start) {
      out.start = to.start;
      out.displaced = to.displaced;
    }
    for (const std::string& key : change.keys)
      if (key != "pact" && key != "start" && key != "displaced") copy_value(out, to, key);
  }
  return out;
}

std::string changes_text(const std::vector<Change>& changes, Lang lang) {
  constexpr std::size_t kNamed = 4;
  std::vector<std::string> items;
  for (const Change& change : changes) items.push_back(change.phrase.in(lang));
  if (items.size() > kNamed) {
    const std::size_t others = items.size() - (kNamed - 1);
    items.resize(kNamed - 1);
    items.push_back(say(TextId::ans_more, lang, in_words(int(others), lang)));
  }
  return listed(items, lang);
}

std::vector<std::string> sentences_beside(const std::vector<Change>& changes, Lang lang) {
  std::vector<std::string> out, before, now;
  for (const Change& change : changes) {
    if (!change.moves.in(lang).empty())
      out.push_back(say(TextId::ans_preset, lang, change.brief.in(lang), change.moves.in(lang)));
    for (const LocalText& range : change.worlds_before) before.push_back(range.in(lang));
    for (const LocalText& range : change.worlds_now) now.push_back(range.in(lang));
  }
  if (!before.empty()) out.push_back(say(TextId::ans_worlds_before, lang, listed(before, lang)));
  if (!now.empty()) out.push_back(say(TextId::ans_worlds_now, lang, listed(now, lang)));
  return out;
}

LocalText suggested_title(const Scenario& from, const Scenario& to) {
  const auto changes = changes_between(from, to);
  if (changes.empty()) return to.title;
  return {capitalised(changes_text(changes, Lang::en)),
          capitalised(changes_text(changes, Lang::fr))};
}

LocalText changed_name(const Scenario& original, const Scenario& now) {
  const std::size_t count = changes_between(original, now).size();
  if (count == 0) return original.title;
  const auto name = [&](Lang lang) {
    const std::string title = before_colon(original.title.in(lang));
    return count == 1 ? say(TextId::ans_changed_case_one, lang, title)
                      : say(TextId::ans_changed_case, lang, title, count);
  };
  return {name(Lang::en), name(Lang::fr)};
}

LocalText changed_name_in_full(const Scenario& original, const Scenario& now) {
  const auto changes = changes_between(original, now);
  LocalText name = changed_name(original, now);
  if (changes.empty()) return name;
  return {
      say(TextId::ans_changed_named, Lang::en, name.in(Lang::en), changes_text(changes, Lang::en)),
      say(TextId::ans_changed_named, Lang::fr, name.in(Lang::fr), changes_text(changes, Lang::fr))};
}

}  // namespace palabre
