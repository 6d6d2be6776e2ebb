// Two types of one name in one namespace are ill-formed, and no compiler need say so.

#include <gtest/gtest.h>

#include <map>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include "tests/tidy/sources.hpp"

namespace {

using namespace tidy;

/// The text with comments and strings as blanks, so that its braces and words are those of code.
std::string code_of(const std::string& text) {
  static const std::regex kNoCode(R"x(//[^\n]*|/\*[^]*?\*/|R"\w*\([^]*?\)\w*")x"
                                  R"x(|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)'|#[^\n]*)x");
  return std::regex_replace(text, kNoCode, " ");
}

/// Calls back with (namespace, name) for each type that is defined or given a name at the top level
/// of a named namespace.
template <class Visit>
void each_type(const std::string& code, Visit visit) {
  static const std::regex kToken(
      R"(\bnamespace\b\s*([\w:]*)\s*\{)"
      R"(|\b(?:struct|class|union|enum\s+class|enum)\s+(\w+)\s*(?:final\b)?\s*(?::(?!:)[^;{(]*)?\{)"
      R"(|\busing\s+(\w+)\s*=|[{}])");
  std::vector<std::string> open;  // names of namespaces; "{" for any other brace; "" for unnamed
  const auto scope = [&]() -> std::optional<std::string> {
    std::string out;
    for (const std::string& name : open) {
      if (name.empty() || name == "{") return std::nullopt;
      out += name + "::";
    }
    return out.empty() ? std::nullopt : std::optional(out);
  };
  for (auto at = std::sregex_iterator(code.begin(), code.end(), kToken);
       at != std::sregex_iterator(); ++at) {
    const std::smatch& token = *at;
    const std::string name = token[2].matched ? token[2].str() : token[3].str();
    if (!name.empty())
      if (const auto in = scope()) visit(*in, name);
    if (token[3].matched) continue;
    if (token.str() == "}") {
      if (!open.empty()) open.pop_back();
    } else {
      open.push_back(token.str().starts_with("namespace") ? token[1].str() : "{");
    }
  }
}

TEST(Names, OfTypesAreGivenOnceInANamespace) {
  std::map<std::string, std::set<std::string>> files;  // by full name
  for (const Source& source : sources())
    if (is_cpp(source) && starts_with_any(source.path, {"sim/", "ui/"}))
      each_type(code_of(source.text), [&](const std::string& in, const std::string& name) {
        files[in + name].insert(source.path);
      });
  std::string wrong;
  for (const auto& [name, where] : files) {
    if (where.size() < 2) continue;
    wrong += name + ":";
    for (const std::string& file : where) wrong += " " + file;
    wrong += "\n";
  }
  EXPECT_TRUE(wrong.empty()) << wrong;
  EXPECT_TRUE(files.contains("palabre::Model")) << "the rule looks at nothing";
  EXPECT_TRUE(files.contains("palabre::ui::App"));
  EXPECT_GT(files.size(), 300u);
}

TEST(Names, TheRuleSeesDefinitionsAndAliasesAndNothingInside) {
  std::set<std::string> seen;
  each_type(
      code_of("namespace a { struct B { struct C {}; }; enum class D : int { e };\n"
              "// struct F {\n"
              "using G = int; struct H; void f() { struct I {}; } namespace { struct J {}; }\n"
              "class K final : public B { int x = 0; }; namespace b { struct L {}; } }"),
      [&](const std::string& in, const std::string& name) { seen.insert(in + name); });
  EXPECT_EQ(seen, (std::set<std::string>{"a::B", "a::D", "a::G", "a::K", "a::b::L"}));
}

}  // namespace
