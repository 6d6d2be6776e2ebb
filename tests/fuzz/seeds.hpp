// Where hostile input starts from: sound files of every kind, and what is spliced into them.

#pragma once

#include <string_view>

namespace palabre::fuzz {

inline constexpr std::string_view kScenarioSeeds[] = {
    "format = 1\n",
    "format = 1\ntitle = { en = \"a\", fr = \"b\" }\nweeks = 52\n[parameters.talks]\nmediator = "
    "0.8\n"
    "[levers]\nelection = 2024-01-01\ntalks_channel = \"public\"\n",
    "format = 1\n[[expect]]\nstatistic = \"coup\"\nat_most = 0.5\n[[sweep]]\nname = \"s\"\nmethod "
    "= "
    "\"grid\"\nvary = { \"talks.tempo\" = [1.0, 1.2] }\n[[pact]]\ncercle = \"Aa\"\ndate = "
    "2022-03-01\n",
    "format = 1\nbase = \"b.toml\"\nstart = 2022-02-14\n[sources]\n\"talks.mediator\" = { claim = "
    "\"C1\" }\n[issues.prisoners]\nkoufa = 0.5\n[switches]\nforce_exponent = 2\n",
};

inline constexpr std::string_view kTokens[] = {"“",
                                               "« x »",
                                               "‘",
                                               "14/03/2022",
                                               "14 mars 2022",
                                               "80 %",
                                               "1 000",
                                               " = dicko",
                                               "//",
                                               ": ",
                                               "\\q",
                                               "a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a",
                                               "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
                                               "\"\"\"",
                                               "\xE2\x80\xAE",
                                               "\xC2\xA0",
                                               "[",
                                               "]",
                                               "{",
                                               "}",
                                               "=",
                                               "\"",
                                               "'''",
                                               "\n",
                                               "#",
                                               ".",
                                               ",",
                                               "0,8",
                                               "nan",
                                               "inf",
                                               "-1",
                                               "1e999",
                                               "never",
                                               "[[pact]]",
                                               "[levers]",
                                               "format",
                                               "\xFF",
                                               "\xC3\xA9",
                                               "\r",
                                               "9999999999999999999",
                                               "2022-02-30",
                                               "true",
                                               "base = \"a.toml\"",
                                               "\\u0000",
                                               "\f",
                                               "0x",
                                               "[[[[[[[[",
                                               "vary"};

}  // namespace palabre::fuzz
