#include "ui/work/compare_sides.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/scenario/share_code.hpp"
#include "sim/tables/text.hpp"

namespace palabre::ui {
namespace {

LocalText both(const Message& message) { return {message.in(Lang::en), message.in(Lang::fr)}; }

/// Two sentences in each language.
LocalText advised(LocalText what, TextId then) {
  what.en += "\n" + std::string(text(then, Lang::en));
  what.fr += "\n" + std::string(text(then, Lang::fr));
  return what;
}

}  // namespace

CompareCase CompareSides::a() const {
  return {shown_.a->scenario, shown_.a->world, shown_.a->results, key_.digest()};
}

LocalText CompareSides::name_of_a() const {
  if (shown_.side == SideA::pinned) return both({TextId::ui_pinned_case, {}});
  const LocalText& title = shown_.a->scenario.title;
  const std::string file = shown_.path.filename().string();
  return title == LocalText{} ? LocalText{file, file} : title;
}

void CompareSides::pick(ComparePick pick) {
  shown_.pick = std::move(pick);
  a_signature_.clear();  // the same file again is read again
}

void CompareSides::pick_run(std::int64_t replicate) {
  shown_.replicate =
      std::clamp<std::int64_t>(replicate, 0, std::max<std::int64_t>(shown_.pairs - 1, 0));
}

// The shipped baseline is its own reference.
bool CompareSides::is_based_on_another(const CompareInput& input) {
  return input.reference && input.reference->text != input.file.text;
}

// Anything that would make another A.
std::string CompareSides::signature(const CompareInput& input) const {
  switch (shown_.side) {
    case SideA::pinned:
      return fmt::format("pinned {}", pins_);
    case SideA::saved:
      return "saved " + input.file.path.string() + "\n" + input.file.text;
    case SideA::file: {
      const FileStamp stamp = stamp_of(shown_.path);
      return fmt::format("file {}\n{} {} {}", shown_.path.string(), stamp.there, stamp.size,
                         stamp.time.time_since_epoch().count());
    }
    case SideA::automatic:
      break;
  }
  return "none";
}

void CompareSides::read_a(const CompareInput& input) {
  shown_.a.reset();
  shown_.problem.reset();
  if (shown_.side == SideA::pinned) {
    if (input.pinned)
      shown_.a = CaseA{input.pinned->scenario, input.pinned->world, input.pinned->results};
    else
      shown_.problem = both({TextId::cmp_no_pin, {}});
  } else if (shown_.side == SideA::saved) {
    shown_.a = CaseA{input.file.scenario, input.file.world, nullptr};
  } else if (shown_.side == SideA::file) {
    try {
      ScenarioFile file = load_any(shown_.path, input.load);
      shown_.a = CaseA{std::move(file.scenario), std::move(file.world), nullptr};
    } catch (const ScenarioError& error) {
      shown_.problem = advised({error.in(Lang::en), error.in(Lang::fr)}, TextId::cmp_mend_file);
    } catch (const FileError& error) {
      shown_.problem = advised({error.in(Lang::en), error.in(Lang::fr)}, TextId::cmp_mend_file);
    }
  }
}

void CompareSides::look(const CompareInput& input) {
  if (input.pinned != pinned_) {
    pinned_ = input.pinned;
    ++pins_;
  }
  SideA side = shown_.pick.side;
  if (side == SideA::automatic)
    side = input.pinned                    ? SideA::pinned
           : is_based_on_another(input)    ? SideA::file
           : input.dirty && !input.unnamed ? SideA::saved
                                           : SideA::automatic;
  shown_.path = shown_.pick.side == SideA::automatic && side == SideA::file ? input.reference->path
                                                                            : shown_.pick.path;
  shown_.side = side;
  shown_.can_swap = side == SideA::file ? !input.unnamed : shown_.a.has_value();
  bool changed = false;
  if (std::string now = signature(input); now != a_signature_) {
    a_signature_ = std::move(now);
    read_a(input);
    changed = true;
  }
  if (changed || !(b_ == input.draft) || world_b_ != input.file.world) {
    b_ = input.draft;
    world_b_ = input.file.world;
    pair_up(input);
  }
}

void CompareSides::pair_up(const CompareInput& input) {
  key_ = {};
  shown_.inputs.clear();
  if (shown_.a) {
    const std::string name_a = shown_.side == SideA::file    ? shown_.path.filename().string()
                               : shown_.side == SideA::saved ? input.file.path.filename().string()
                                                             : text_arg(TextId::cmp_pinned);
    const auto why = cannot_pair({name_a, shown_.a->scenario, *shown_.a->world},
                                 {text_arg(TextId::cmp_on_screen), b_, *world_b_});
    shown_.problem.reset();
    if (why)
      shown_.problem =
          advised(both(*why), why->id == TextId::compare_other_weeks ? TextId::cmp_give_weeks
                                                                     : TextId::cmp_give_world);
  }
  if (!shown_.a || shown_.problem) return;
  shown_.inputs = differences(shown_.a->scenario, b_);
  shown_.pairs = std::min(shown_.a->scenario.replicates, b_.replicates);
  pick_run(shown_.replicate);
  const CaseKey key_b = CaseKey::of_inputs(b_, *world_b_);
  digest_b_ = key_b.digest();
  key_ = CaseKey::of_pair(CaseKey::of_inputs(shown_.a->scenario, *shown_.a->world), key_b,
                          shown_.pairs);
}

}  // namespace palabre::ui
