#include <algorithm>
#include <ostream>

#include "sim/cli/batch.hpp"
#include "sim/cli/merge_journals.hpp"
#include "sim/cli/merge_sums.hpp"
#include "sim/cli/usage.hpp"
#include "sim/report/layout.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

/// Runs one of the two; parts that do not fit together are a difference.
template <class Merge>
ExitStatus told(const OutputOptions& output_options, std::ostream& err, const Merge& merge) {
  try {
    return merge();
  } catch (const Unmergeable& error) {
    err << error.in(output_options.lang) << '\n';
    return ExitStatus::difference;
  }
}

ExitStatus of_journals(const MergeArgs& args, std::ostream& out, std::ostream& err) {
  const Lang lang = args.output_options.lang;
  std::vector<std::string> wrong;
  const std::pair<bool, const char*> kOfSums[] = {
      {args.json, "--json"}, {args.csv, "--csv"}, {!args.sums.empty(), "--sums"}};
  for (const auto& [is_there, flag] : kOfSums)
    if (is_there) wrong.push_back(say(TextId::batch_of_sums, lang, flag));
  if (args.output == "-") wrong.push_back(say(TextId::sweep_no_output, lang));
  if (!wrong.empty()) return ExitStatus(usage_error(wrong, "merge", lang, err));
  return guarded(args.output_options, err, [&] {
    return told(args.output_options, err, [&] { return merge_journals(args, out, err); });
  });
}

}  // namespace

int merge_command(const MergeArgs& args, std::ostream& out, std::ostream& err) {
  const OutputOptions& output_options = args.output_options;
  const auto is_folder = [](const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::is_directory(path, ignored);
  };
  const auto folder = std::find_if(args.files.begin(), args.files.end(), is_folder);
  const auto sums = std::find_if_not(args.files.begin(), args.files.end(), is_folder);
  if (folder == args.files.end())
    return ended(printed_to(args.output, args.files, output_options, out, err,
                            [&](std::ostream& to) {
                              return told(output_options, err,
                                          [&] { return merge_sums(args, to, err); });
                            }),
                 output_options, err);
  if (sums != args.files.end())
    return usage_error(
        {say(TextId::batch_mixed, output_options.lang, folder->string(), sums->string())}, "merge",
        output_options.lang, err);
  return code(of_journals(args, out, err));
}

}  // namespace palabre
