// Names of before: old_names.def as a table.

#pragma once

#include <span>
#include <string_view>

namespace palabre {

enum class NameKind { group, key, command, flag };

struct OldName {
  NameKind kind;
  std::string_view before, now;
};
std::span<const OldName> old_names();

/// What a name of before is called now; empty when it is none.
std::string_view name_now(NameKind kind, std::string_view before);
/// What it was called at first: the same as now unless the table says otherwise. For digests, which
/// must not change with a name.
std::string_view first_name(NameKind kind, std::string_view now);

/// The figure that says now what an outcome of the model's first edition, "outcome.<id>", said;
/// empty when there was none of this name.
std::string_view figure_now(std::string_view before);

}  // namespace palabre
