#include "sim/report/machine_words.hpp"

#include "sim/model/kernel.hpp"
#include "sim/run/explain/number_text.hpp"
#include "sim/tables/text.hpp"

namespace palabre {

std::string unknown_kernel_in_words(Lang lang) {
  const char* wanted = unknown_kernel();
  if (wanted == nullptr) return {};
  std::string known;
  for (const Kernel& kernel : kernels())
    known += (known.empty() ? "" : ", ") + std::string(kernel.name);
  return say(TextId::cli_bad_choice, lang, "PALABRE_ISA", wanted, known);
}

}  // namespace palabre
