// What the program says of texts that are no TOML, by the whole sentence; limits of what a text may
// hold. The last test finds messages that nothing expects.

#include <gtest/gtest.h>

#include <set>

#include "sim/scenario/slips.hpp"
#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"
#include "tests/unit/scenario_support.hpp"

namespace palabre {
namespace slips_test {

using test::TempFolder;

std::set<TextId> seen;

std::string told(const TempFolder& folder, const std::string& text, Lang lang = Lang::en) {
  try {
    parse_scenario(text, folder.path() / "a.toml");
  } catch (const ScenarioError& error) {
    for (const Diagnostic& d : error.diagnostics()) {
      seen.insert(d.what.id);
      if (d.hint) seen.insert(d.hint->id);
    }
    return folder.plain(error.in(lang));
  }
  return "";
}

struct Case {
  std::string text, expected;
};

TEST(Slips, SayWhatStandsThereAndWhatToWrite) {
  const TempFolder folder;
  const std::vector<Case> cases = {
      {"mediator = dicko", "1:12: mediator: dicko is no value of TOML (write \"dicko\")"},
      {"a = dicko # whom", "1:5: a: dicko is no value of TOML (write \"dicko\")"},
      {"a = [1, two]", "1:9: a: two is no value of TOML (write \"two\")"},
      {"a = { b = never }", "1:11: a: never is no value of TOML (write \"never\")"},
      {"a = True", "1:5: a: True is no value of TOML (write true)"},
      {"a = oui", "1:5: a: oui is no value of TOML (write true)"},
      {"a = no", "1:5: a: no is no value of TOML (write false)"},
      {"a = “dicko”", "1:5: a: “ is no quotation mark of TOML (write \"dicko\")"},
      {"a = « bons offices »", "1:5: a: « is no quotation mark of TOML (write \"bons offices\")"},
      {"a = ‘dicko’", "1:5: a: ‘ is no quotation mark of TOML (write \"dicko\")"},
      {"a = „dicko“", "1:5: a: „ is no quotation mark of TOML (write \"dicko\")"},
      {"a = `dicko`", "1:5: a: ` is no quotation mark of TOML (write \"dicko\")"},
      {"a = [“x”, “y”]", "1:6: a: “ is no quotation mark of TOML (write \"x\")"},
      {"a = \"dicko”", "1:5: a: this \" is never closed (write \"dicko\")"},
      {"a = \"dicko", "1:5: a: this \" is never closed (write \"dicko\")"},
      {"a = 'dicko\nb = 1", "1:5: a: this ' is never closed (write \"dicko\")"},
      {"a = \"\"\"dicko\nb = 1\n", "1:5: this \" is never closed"},
      {"a = [1,\n2\n", "1:5: this [ is never closed"},
      {"a = 14/03/2022", "1:5: a: 14/03/2022 is no date of TOML (write 2022-03-14)"},
      {"a = 14.3.2022", "1:5: a: 14.3.2022 is no date of TOML (write 2022-03-14)"},
      {"a = 2022/03/14", "1:5: a: 2022/03/14 is no date of TOML (write 2022-03-14)"},
      {"a = 2022–03–14", "1:5: a: 2022–03–14 is no date of TOML (write 2022-03-14)"},
      {"a = 14 mars 2022", "1:5: a: 14 mars 2022 is no date of TOML (write 2022-03-14)"},
      {"a = 1er août 2022", "1:5: a: 1er août 2022 is no date of TOML (write 2022-08-01)"},
      {"a = 2022-02-30", "1:5: a: 2022-02-30 is no day of the calendar"},
      {"a = 0,8", "1:5: a: 0,8 is not a number (write 0.8)"},
      {"a = .5", "1:5: a: .5 is not a number (write 0.5)"},
      {"a = 5.", "1:5: a: 5. is not a number (write 5.0)"},
      {"a = 007", "1:5: a: 007 is not a number (write 7)"},
      {"a = 80%", "1:5: a: 80% is not a number (write 0.8)"},
      {"a = 80 %", "1:5: a: 80 % is not a number (write 0.8)"},
      {"a = 1 000", "1:5: a: 1 000 is not a number (write 1000)"},
      {"a = 1\u202F000", "1:5: a: 1\u202F000 is not a number (write 1000)"},
      {"a = −0.5", "1:5: a: −0.5 is not a number (write -0.5)"},
      {"[levers", "1:1: [levers names no table (write [levers])"},
      {"[[pact]", "1:1: [[pact] names no table (write [[pact]])"},
      {"[levers]]", "1:1: [levers]] names no table (write [levers])"},
      {"[levers] x", "1:1: [levers] x names no table (write [levers])"},
      {"mediator: \"dicko\"",
       "1:1: an = is missing between a key and its value (write mediator = \"dicko\")"},
      {"mediator dicko",
       "1:1: an = is missing between a key and its value (write mediator = \"dicko\")"},
      {"weeks 52", "1:1: an = is missing between a key and its value (write weeks = 52)"},
      {"weeks", "1:1: an = is missing between a key and its value (write weeks = ...)"},
      {"= 3", "1:1: a value without a key"},
      {"a =", "1:4: a: has no value"},
      {"médiateur = 1", "1:1: médiateur is no key (letters a to z, digits, _ and - only)"},
      {"the mediator = 1", "1:1: the mediator is no key (letters a to z, digits, _ and - only)"},
      {"// a remark", "1:1: // begins no comment in TOML (write # before a comment)"},
      {"; a remark", "1:1: ; begins no comment in TOML (write # before a comment)"},
      {"a = 52 // weeks", "1:8: a: // weeks stands after the value (write # before a comment)"},
      {"a = 52;", "1:7: a: ; stands after the value (write 52)"},
      {"a = \"x\";", "1:8: a: ; stands after the value (write \"x\")"},
      {"a = 1 b = 2", "1:7: a: b = 2 stands after the value (one key a line)"},
      {"a = 'l'accord'", "1:8: a: accord' stands after the value (write \"l'accord\")"},
      {"a = \"the \"red\" line\"",
       "1:11: a: red\" line\" stands after the value (write \\\" for a quotation mark within a "
       "text)"},
      {"a = \"C:\\data\"",
       "1:8: a: \\d means nothing in double quotes (write \\\\, or the text in single quotes)"},
      {"a = { b = 1,\nc = 2 }", "1:5: a: a table in braces must end on its line"},
      {"a = [1 2]", "1:8: a: a comma is missing (write 1, 2)"},
      {"\u00A0[levers]", "1:1: a no-break space stands here (write an ordinary space)"},
      {"a = \"x\" ]", "1:9: a: not TOML: ] is not expected here"},
      {"a.b. = 1", "1:6: a.b.: not TOML: = is not expected here"},
      {"\"a", "1:1: this \" is never closed"},
      {"x = 1\n[[\"p\"]\nb = 1\n", "2:7: not TOML: something is missing at the end of the line"},
  };
  for (const Case& c : cases) EXPECT_EQ(told(folder, c.text), "a.toml:" + c.expected) << c.text;
}

TEST(Slips, AreToldInFrenchToo) {
  const TempFolder folder;
  EXPECT_EQ(told(folder, "mediator = dicko", Lang::fr),
            "a.toml:1:12: mediator: dicko n'est pas une valeur en TOML (écrire \"dicko\")");
  EXPECT_EQ(told(folder, "a = 14/03/2022", Lang::fr),
            "a.toml:1:5: a: 14/03/2022 n'est pas une date en TOML (écrire 2022-03-14)");
}

TEST(Slips, ADateWrittenAsPeopleDoIsNotedAlsoInQuotes) {
  const TempFolder folder;
  EXPECT_EQ(told(folder, "format = 1\n[levers]\nelection = \"14/03/2023\"\n"),
            "a.toml:3:12: levers.election: needs a date or \"never\" (write 2023-03-14 without "
            "quotes)");
  EXPECT_EQ(told(folder, "format = 1\nstart = \"14 février 2022\"\n"),
            "a.toml:2:9: start: needs a date (write 2022-02-14 without quotes)");
  for (const char* words : {"", "soon", "14/03", "1/2/3", "30/02/2022", "99/99/2022", "2022-03-14",
                            "14 mercredi 2022", "1 000", "........", "mai 2022 3"})
    EXPECT_FALSE(date_of_people(words)) << words;
  EXPECT_EQ(to_string(*date_of_people("March 14, 2022")), "2022-03-14");
  EXPECT_EQ(to_string(*date_of_people("2 Feb. 2022")), "2022-02-02");
}

// A key of 20,000 parts once ended in a segmentation fault.
TEST(Limits, DepthIsRefusedAtItsPlaceBeforeAnyParserSeesIt) {
  const TempFolder folder;
  std::string parts = "a", brackets;
  for (int i = 0; i < 20'000; ++i) parts += ".a";
  brackets.assign(50'000, '[');
  EXPECT_EQ(told(folder, "format = 1\n" + parts + " = 1\n"),
            "a.toml:2:32: a key has more than 16 parts");
  EXPECT_EQ(told(folder, "format = 1\n[" + parts + "]\n"),
            "a.toml:2:33: a key has more than 16 parts");
  EXPECT_EQ(told(folder, "format = 1\na = { " + parts + " = 1 }\n"),
            "a.toml:2:38: a key has more than 16 parts");
  EXPECT_EQ(told(folder, "format = 1\nx = " + brackets + "\n"),
            "a.toml:2:37: brackets stand more than 32 deep");
  std::string ones;
  for (int k = 0; k < 150'000; ++k) ones += "1,";
  EXPECT_EQ(told(folder, "format = 1\nx = [" + ones + "]\n"),
            "a.toml:2:300001: holds more than 150000 keys, values and tables");
  // What only looks deep is none of it.
  EXPECT_EQ(
      told(folder, "format = 1\ntitle = \"" + brackets.substr(0, 100) + parts.substr(0, 99) +
                       "\" # " + brackets + "\nsummary = '''\n" + brackets.substr(0, 99) + "'''\n"),
      "");
}

TEST(Limits, CountsAndLengthsAreRefused) {
  const TempFolder folder;
  const auto many = [](const char* block, int count) {
    std::string out = "format = 1\n";
    for (int i = 0; i < count; ++i) out += block;
    return out;
  };
  EXPECT_EQ(told(folder, many("[[pact]]\n", 501)), "a.toml:2:1: pact: 501 are more than 500");
  EXPECT_EQ(told(folder, many("[[expect]]\n", 1001)),
            "a.toml:2:1: expect: 1001 are more than 1000");
  EXPECT_EQ(told(folder, many("[[sweep]]\n", 101)), "a.toml:2:1: sweep: 101 are more than 100");
  EXPECT_EQ(told(folder, "format = 1\ntitle = \"" + std::string(10'001, 'x') + "\"\n"),
            "a.toml:2:9: title: is longer than 10000 bytes");
  std::string list = "format = 1\nnot_modelled = [";
  for (int i = 0; i < 101; ++i) list += "\"x\",";
  EXPECT_EQ(told(folder, list + "]\n"), "a.toml:2:16: not_modelled: 101 are more than 100");
}

TEST(Limits, AHundredMistakesAreToldAndTheOthersCounted) {
  const TempFolder folder;
  const auto mistakes = [&](int count) {
    std::string text = "format = 1\n";
    for (int i = 0; i < count; ++i) text += "zzzzzzzz" + std::to_string(i) + " = 1\n";
    return told(folder, text);
  };
  const std::string few = mistakes(100), some = mistakes(130), lots = mistakes(100'000 / 8);
  EXPECT_EQ(std::count(few.begin(), few.end(), '\n'), 99);
  EXPECT_TRUE(few.ends_with("zzzzzzzz99: no such key")) << few;
  EXPECT_TRUE(some.ends_with("zzzzzzzz99: no such key\na.toml: ... and 30 more")) << some;
  EXPECT_TRUE(lots.ends_with("a.toml: ... and at least 200 more")) << lots;
}

// A text that begins with the mark of our own arguments once was taken for a row of a table.
TEST(Messages, NoTextOfAStrangerIsTakenForARowOfATable) {
  const Message message{TextId::files_no_such_claim, {std::string("\x1FT64999")}};
  EXPECT_EQ(visible(message.in(Lang::en)), "\\u001FT64999: no such claim");
}

TEST(Visible, SpellsOutWhatSteersAndWhatIsNoCharacter) {
  EXPECT_EQ(visible("plain, déjà vu\n\tline"), "plain, déjà vu\n\tline");
  EXPECT_EQ(visible_line("a\nb\tc"), "a b c");
  EXPECT_EQ(visible(std::string_view("\0\x1b[31m\x7f", 7)), "\\u0000\\u001B[31m\\u007F");
  EXPECT_EQ(visible("\u0085\u009b31m"), "\\u0085\\u009B31m");
  EXPECT_EQ(visible("\u202Eevil\u2066\u200F\uFEFF\u2028"),
            "\\u202Eevil\\u2066\\u200F\\uFEFF\\u2028");
  EXPECT_EQ(visible("\uFFFE\uFDD0\U0001FFFF\U000E0041"),
            "\\uFFFE\\uFDD0\\uD83F\\uDFFF\\uDB40\\uDC41");
  EXPECT_EQ(visible("\xC3(\xFF\xED\xA0\x80"), "\\xC3(\\xFF\\xED\\xA0\\x80");
  EXPECT_EQ(visible("\u200Dمالي 🕊"), "\u200Dمالي 🕊");
}

// Runs last: the tests above have noted what they were told.
TEST(SlipMessages, AreAllExpectedSomewhereAbove) {
  constexpr std::pair<TextId, const char*> kAll[] = {
#define TEXT(id, ...) {TextId::id, #id},
#include "sim/tables/text/files.def"
#undef TEXT
  };
  for (const auto& [id, name] : kAll)
    EXPECT_TRUE(seen.count(id) || !test::is_about_slips(id)) << name << " is never said";
}

}  // namespace slips_test
}  // namespace palabre
