// The schema for editors against the files that come with the program: it must allow all of them,
// and no key that the program refuses.

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/cli/program.hpp"

namespace palabre_tests {
namespace schema_test {

using Json = nlohmann::json;
using palabre::Node;

/// Why a node does not fit, or nothing. Knows the words of JSON Schema that ours uses.
std::string misfit(const Json& schema, const Node& node, const std::string& where);

std::string table_misfit(const Json& schema, const Node& node, const std::string& where) {
  const Json properties = schema.value("properties", Json::object());
  for (const palabre::Entry& entry : node.entries) {
    const std::string at = where + "." + entry.key;
    const Json other = schema.value("additionalProperties", Json(true));
    std::string found;
    if (properties.contains(entry.key))
      found = misfit(properties[entry.key], entry.node, at);
    else if (other.is_object())
      found = misfit(other, entry.node, at);
    else if (other == false)
      found = at + " is not in the schema";
    if (!found.empty()) return found;
  }
  for (const Json& key : schema.value("required", Json::array()))
    if (!node.find(key.get<std::string>())) return where + " lacks " + key.get<std::string>();
  return "";
}

std::string misfit(const Json& schema, const Node& node, const std::string& where) {
  if (schema.contains("anyOf")) {
    for (const Json& one : schema["anyOf"])
      if (misfit(one, node, where).empty()) return "";
    return where + " fits no form";
  }
  const std::string type = schema.value("type", "");
  using Kind = Node::Kind;
  if (type == "object" && node.kind == Kind::table) return table_misfit(schema, node, where);
  if (type == "array" && node.kind == Kind::array) {
    for (const Node& item : node.items)
      if (std::string found = misfit(schema["items"], item, where + "[]"); !found.empty())
        return found;
    return "";
  }
  const bool is_number = node.kind == Kind::number || node.kind == Kind::integer;
  const bool is_text = node.kind == Kind::text || node.kind == Kind::date;
  if ((type == "number" && !is_number) || (type == "integer" && node.kind != Kind::integer) ||
      (type == "boolean" && node.kind != Kind::flag) || (type == "string" && !is_text) ||
      type == "object" || type == "array")
    return where + " is no " + type;
  if (is_number && (node.number < schema.value("minimum", -1e300) ||
                    node.number > schema.value("maximum", 1e300)))
    return where + " is out of range";
  if (schema.contains("enum")) {
    for (const Json& one : schema["enum"])
      if (one.is_string() ? one == node.text : one == node.number) return "";
    return where + " is none of the choices";
  }
  return "";
}

const Json& schema() {
  static const Json read = Json::parse(bytes_of(kRoot / "scenarios" / "scenario.schema.json"));
  return read;
}

std::string misfit_of(const std::string& text) {
  return misfit(schema(), palabre::parse_document(text).root, "file");
}

TEST(Schema, AllowsEveryShippedScenario) {
  int files = 0;
  for (const auto& entry : fs::directory_iterator(kRoot / "scenarios"))
    if (entry.path().extension() == ".toml") {
      ++files;
      EXPECT_EQ(misfit_of(bytes_of(entry.path())), "") << entry.path();
    }
  EXPECT_GE(files, 20);
}

TEST(Schema, KnowsEveryKeyOfAScenario) {
  for (const std::string& key : palabre::scenario_keys()) {
    Json at = schema()["properties"];
    std::string path = palabre::find_param(key) ? "parameters." + key : key;
    while (true) {
      const std::string step = path.substr(0, path.find('.'));
      ASSERT_TRUE(at.contains(step)) << key;
      if (path.find('.') == std::string::npos) break;
      at = at[step]["properties"];
      path = path.substr(path.find('.') + 1);
    }
  }
}

TEST(Schema, RefusesWhatTheProgramRefuses) {
  EXPECT_EQ(misfit_of("format = 1\n[parameters.talks]\nmediator = 0.8\n"), "");
  EXPECT_NE(misfit_of("format = 1\n[parameters.talks]\nmediatr = 0.8\n"), "");
  EXPECT_NE(misfit_of("format = 1\n[parameters.talks]\nmediator = 1.8\n"), "");
  EXPECT_NE(misfit_of("format = 1\n[levers]\nmediator = \"me\"\n"), "");
  EXPECT_NE(misfit_of("format = 1\nweeks = 0\n"), "");
  EXPECT_NE(misfit_of("format = 2\n"), "");
  EXPECT_NE(misfit_of("weeks = 5\n"), "");
}

}  // namespace schema_test
}  // namespace palabre_tests
