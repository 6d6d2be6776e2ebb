// Saving: the author's bytes, with what differs replaced or added.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/scenario/edit.hpp"
#include "sim/scenario/reader.hpp"
#include "sim/scenario/values.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLineMax = 100;  // a longer list is broken into lines

Path path_of(const std::string& key) {
  Path path;
  if (find_param(key)) path.emplace_back("parameters");
  for (std::size_t from = 0; from <= key.size();) {
    const std::size_t point = std::min(key.find('.', from), key.size());
    path.emplace_back(key.substr(from, point - from));
    from = point + 1;
  }
  return path;
}

std::string value_text(const Value& value) {
  if (const double* number = std::get_if<double>(&value)) return number_text(*number, true);
  if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const Date* date = std::get_if<Date>(&value))
    return date->is_never() ? quoted_text("never") : to_string(*date);
  return quoted_text(std::get<std::string>(value));
}

using Entries = std::vector<std::pair<std::string, std::string>>;

std::string braces_text(const Entries& entries) {
  std::string out;
  for (const auto& [key, value] : entries)
    out += fmt::format("{} {} = {}", out.empty() ? "" : ",", key_text(key), value);
  return out.empty() ? "{}" : "{" + out + " }";
}

std::string list_text(const std::vector<std::string>& items, const std::string& eol) {
  std::string line = fmt::format("[{}]", fmt::join(items, ", "));
  if (line.size() <= kLineMax) return line;
  return fmt::format("[{}  {},{}]", eol, fmt::join(items, "," + eol + "  "), eol);
}

Entries entries_of(const Source& source) {
  Entries out{{"claim", quoted_text(source.claim)}};
  if (!source.says.empty()) out.emplace_back("says", quoted_text(source.says));
  if (!source.confidence.empty()) out.emplace_back("confidence", quoted_text(source.confidence));
  return out;
}

Entries entries_of(const PlacedPact& pact) {
  Entries out{{"cercle", quoted_text(pact.cercle)}, {"date", value_text(pact.date)}};
  const auto flag = [&](const char* key, const std::optional<bool>& value) {
    if (value) out.emplace_back(key, value_text(*value));
  };
  flag("approved", pact.approved);
  if (pact.social_rules) out.emplace_back("social_rules", value_text(*pact.social_rules));
  flag("prisoners_released", pact.prisoners_released);
  flag("hunters_armed", pact.hunters_armed);
  flag("army_post_leaves", pact.army_post_leaves);
  return out;
}

Entries entries_of(const Expectation& expectation) {
  Entries out{{"statistic", quoted_text(expectation.statistic)}};
  const auto number = [&](const char* key, const std::optional<double>& value) {
    if (value) out.emplace_back(key, value_text(*value));
  };
  const auto words = [&](const char* key, const std::string& value) {
    if (!value.empty()) out.emplace_back(key, quoted_text(value));
  };
  number("at_least", expectation.at_least);
  number("at_most", expectation.at_most);
  words("compared_to", expectation.compared_to);
  number("higher_by", expectation.higher_by);
  number("lower_by", expectation.lower_by);
  number("same_within", expectation.same_within);
  words("claim", expectation.claim);
  words("why", expectation.why);
  return out;
}

Entries entries_of(const Sweep& sweep) {
  constexpr const char* kMethods[] = {"grid", "list", "latin_hypercube", "sobol", "morris"};
  Entries vary;
  for (const SweepVariable& variable : sweep.vary) {
    const LeverSpec* lever = lever_of(variable.key);
    const bool dates = lever && lever->kind == LeverKind::Date;
    std::vector<std::string> items;
    for (const auto& value : variable.values)
      items.push_back(std::visit(
          [&](const auto& v) {
            if constexpr (std::is_same_v<std::decay_t<decltype(v)>, std::string>)
              if (const auto date = dates ? parse_date(v) : std::nullopt) return value_text(*date);
            return value_text(Value(v));
          },
          value));
    vary.emplace_back(variable.key, fmt::format("[{}]", fmt::join(items, ", ")));
  }
  Entries out{{"name", quoted_text(sweep.name)},
              {"method", quoted_text(kMethods[std::size_t(sweep.method)])},
              {"vary", braces_text(vary)}};
  const auto count = [&](const char* key, const std::optional<int>& value) {
    if (value) out.emplace_back(key, std::to_string(*value));
  };
  count("points", sweep.points);
  count("trajectories", sweep.trajectories);
  count("levels", sweep.levels);
  count("replicates", sweep.replicates);
  return out;
}

/// Brings a text nearer to what is wanted, one round of edits at a time. A round may move other
/// values (a mediator sets its preset, a start moves default dates), which the next one mends.
class Patcher {
 public:
  Patcher(std::string text, const Scenario& wanted) : edit_(std::move(text)), wanted_(wanted) {
    const std::string& now = edit_.text();
    const std::size_t end = now.find('\n');
    if (end != now.npos && end > 0 && now[end - 1] == '\r') eol_ = "\r\n";
  }

  const std::string& text() const { return edit_.text(); }
  void drop_base() { edit_.comment_out({"base"}); }

  void round(const Scenario& current) {
    // First alone: its preset may be all that is wanted of four parameters.
    if (current.levers.mediator != wanted_.levers.mediator)
      return set_value_at("levers.mediator", *get_value(wanted_, "levers.mediator"));
    patch_words("title", current.title, wanted_.title);
    patch_words("summary", current.summary, wanted_.summary);
    patch_words("question", current.question, wanted_.question);
    patch_words("notes", current.notes, wanted_.notes);
    if (current.about != wanted_.about && wanted_.about.empty()) edit_.remove({"about"});
    if (current.about != wanted_.about && !wanted_.about.empty())
      edit_.set({"about"}, quoted_text(wanted_.about));
    patch_root(current);
    for (const std::string& key : scenario_keys())
      if (const Value now = *get_value(current, key), then = *get_value(wanted_, key); now != then)
        set_value_at(key, then);
    patch_sources(current);
    patch_pacts(current);
    patch_blocks("expect", current.expectations, wanted_.expectations);
    patch_blocks("sweep", current.sweeps, wanted_.sweeps);
  }

 private:
  // An author who wrote a whole number without a point gets one back.
  void set_value_at(const std::string& key, const Value& value) {
    const Path path = path_of(key);
    const Node* node = edit_.find(path);
    const double* number = std::get_if<double>(&value);
    if (node && number && node->kind == Node::Kind::integer && *number == std::floor(*number) &&
        std::abs(*number) < 1e15)
      return edit_.set(path, fmt::format("{}", std::int64_t(*number)));
    edit_.set(path, value_text(value));
  }

  void patch_words(const char* key, const LocalText& now, const LocalText& then) {
    if (now == then) return;
    const Node* node = edit_.find({key});
    if (node && node->is_table()) {
      if (now.en != then.en) edit_.set({key, "en"}, quoted_text(then.en));
      if (now.fr != then.fr) edit_.set({key, "fr"}, quoted_text(then.fr));
      return;
    }
    edit_.set({key}, words_text(then));
  }

  static std::string words_text(const LocalText& words) {
    if (words.fr.empty()) return quoted_text(words.en);
    Entries both{{"fr", quoted_text(words.fr)}};
    if (!words.en.empty()) both.insert(both.begin(), {"en", quoted_text(words.en)});
    return braces_text(both);
  }

  void patch_root(const Scenario& now) {
    if (now.world != wanted_.world) edit_.set({"world"}, quoted_text(wanted_.world));
    if (now.start != wanted_.start) edit_.set({"start"}, to_string(Date::from(wanted_.start)));
    if (now.displaced != wanted_.displaced)
      edit_.set({"displaced"}, number_text(wanted_.displaced));
    if (now.weeks != wanted_.weeks) edit_.set({"weeks"}, std::to_string(wanted_.weeks));
    if (now.replicates != wanted_.replicates)
      edit_.set({"replicates"}, std::to_string(wanted_.replicates));
    if (now.seed != wanted_.seed) edit_.set({"seed"}, std::to_string(wanted_.seed));
    if (now.not_modelled == wanted_.not_modelled) return;
    std::vector<std::string> items;
    for (const LocalText& item : wanted_.not_modelled) items.push_back(words_text(item));
    edit_.set({"not_modelled"}, list_text(items, eol_));
  }

  void patch_sources(const Scenario& now) {
    for (const auto& [key, source] : now.sources)
      if (!wanted_.sources.count(key)) edit_.remove({"sources", key});
    for (const auto& [key, source] : wanted_.sources) {
      const auto at = now.sources.find(key);
      if (at != now.sources.end() && at->second == source) continue;
      patch_entries({"sources", key}, entries_of(source), {"claim", "says", "confidence"});
    }
  }

  // Sets the entries of a table that differ, removes those of `known` that are not wanted.
  void patch_entries(const Path& path, const Entries& entries,
                     const std::vector<const char*>& known) {
    if (!edit_.find(path)) return edit_.set(path, braces_text(entries));
    const auto below = [&](const std::string& key) {
      Path out = path;
      out.emplace_back(key);
      return out;
    };
    for (const char* key : known)
      if (std::none_of(entries.begin(), entries.end(),
                       [&](const auto& e) { return e.first == key; }))
        edit_.remove(below(key));
    for (const auto& [key, value] : entries)
      if (!says(edit_.find(below(key)), value)) edit_.set(below(key), value);
  }

  static bool says(const Node* node, const std::string& value) {
    if (!node) return false;
    switch (node->kind) {
      case Node::Kind::text:
        return quoted_text(node->text) == value;
      case Node::Kind::integer:
      case Node::Kind::number:
        return number_text(node->number, true) == value;
      case Node::Kind::flag:
        return (node->flag ? "true" : "false") == value;
      case Node::Kind::date:
        return to_string(node->date) == value;
      default:
        return false;
    }
  }

  template <class Block>
  static std::string list_of(const std::vector<Block>& blocks, const std::string& eol) {
    std::vector<std::string> items;
    for (const Block& block : blocks) items.push_back(braces_text(entries_of(block)));
    return list_text(items, eol);
  }

  void patch_pacts(const Scenario& now) {
    if (now.pacts == wanted_.pacts) return;
    const Node* own = edit_.find({"pact"});
    if (own ? !own->is_blocks() : wanted_.pacts.empty())
      return edit_.set({"pact"}, list_of(wanted_.pacts, eol_));
    std::vector<PlacedPact> stand = own ? now.pacts : std::vector<PlacedPact>{};
    while (stand.size() > wanted_.pacts.size()) {  // what is gone: the first that differs
      std::size_t i = 0;
      while (i < wanted_.pacts.size() && stand[i] == wanted_.pacts[i]) ++i;
      edit_.remove({"pact", int(i)});
      stand.erase(stand.begin() + std::ptrdiff_t(i));
    }
    for (std::size_t i = 0; i < wanted_.pacts.size(); ++i) {
      const Entries entries = entries_of(wanted_.pacts[i]);
      if (i >= stand.size())
        edit_.append_block("pact", entries);
      else if (!(stand[i] == wanted_.pacts[i]))
        patch_entries({"pact", int(i)}, entries,
                      {"approved", "social_rules", "prisoners_released", "hunters_armed",
                       "army_post_leaves"});
    }
  }

  // Expectations and sweeps are written by hand; a program only ever brings a whole new list.
  template <class Block>
  void patch_blocks(const char* name, std::vector<Block> now, std::vector<Block> then) {
    for (Block& block : now) block.line = 0;
    for (Block& block : then) block.line = 0;
    if (now == then) return;
    const Node* own = edit_.find({name});
    if (own && !own->is_blocks()) return edit_.set({name}, list_of(then, eol_));
    for (std::size_t i = now.size(); i-- > 0;) edit_.remove({name, int(i)});
    for (const Block& block : then) edit_.append_block(name, entries_of(block));
  }

  Editor edit_;
  const Scenario& wanted_;
  std::string eol_ = "\n";
};

Reading read_text(const std::string& text, const fs::path& path, bool allow_outside) {
  Reading reading;
  reading.options.allow_outside = allow_outside;
  read_chain(reading, text, path);
  read_values(reading);
  return reading;
}

// A base that cannot be reached any more leaves its values to be written here.
bool lost_its_base(const Reading& reading) {
  const std::vector<Diagnostic> all = reading.complaints.all();
  return std::any_of(all.begin(), all.end(), [&](const Diagnostic& d) {
    return d.key == "base" && d.file == reading.layers.front().shown;
  });
}

std::string patch(const std::string& text, const fs::path& path, const Scenario& wanted,
                  bool allow_outside) {
  constexpr int kRoundsMax = 6;
  try {
    Patcher patcher(text.empty() ? fmt::format("format = {}\n", kFormat) : text, wanted);
    Reading reading = read_text(patcher.text(), path, allow_outside);
    if (lost_its_base(reading)) {
      patcher.drop_base();
      reading = read_text(patcher.text(), path, allow_outside);
    }
    for (int i = 0; i < kRoundsMax && !(reading.scenario == wanted); ++i) {
      patcher.round(reading.scenario);
      reading = read_text(patcher.text(), path, allow_outside);
    }
    if (reading.complaints.empty() && !(reading.scenario == wanted))
      reading.complain(0, {}, "", {TextId::files_cannot_say, {}},
                       Message{TextId::files_base_sources, {}});
    reading.finish();
    return patcher.text();
  } catch (const SyntaxFault& fault) {
    throw ScenarioError(
        {{path.string(), fault.place.line, fault.place.column, fault.key, fault.what, fault.hint}});
  }
}

}  // namespace

std::string patched_text(const ScenarioFile& file, const Scenario& wanted) {
  if (wanted == file.scenario && !file.text.empty()) return file.text;
  return patch(file.text, file.path, wanted, true);  // what could be loaded may be read again
}

ScenarioFile save_scenario(const ScenarioFile& file, const Scenario& wanted, const fs::path& target,
                           const LoadOptions& options) {
  const bool stays = target.parent_path() == file.path.parent_path() && !file.path.empty();
  std::error_code ignored;
  if (fs::is_directory(target, ignored))
    throw FileError(target.string(), {TextId::files_is_folder, {}});
  ScenarioFile saved;
  try {
    const std::string text = stays && wanted == file.scenario
                                 ? file.text
                                 : patch(file.text, target, wanted, options.allow_outside);
    saved = parse_scenario(text, target, options);
  } catch (const ScenarioError& error) {
    throw FileError(target.string(),
                    {TextId::files_not_saved, {error.diagnostics().front().to_string()}});
  }
  if (file.world && wanted.world == file.scenario.world && saved.world->bytes != file.world->bytes)
    throw FileError(target.string(), {TextId::files_other_world, {wanted.world}});

  const bool same_bytes = [&] {
    try {
      return read_file(target, kFileBytesMax) == saved.text;
    } catch (const FileError&) {
      return false;  // not there yet
    }
  }();
  if (same_bytes) return saved;
  write_file(target, saved.text, true);
  if (fs::is_regular_file(target, ignored) && read_file(target, kFileBytesMax) != saved.text)
    throw FileError(target.string(), {TextId::files_io, {"read back differs"}});
  return saved;
}

}  // namespace palabre
