// Words between this program, which speaks UTF-8, and Windows, which speaks UTF-16.

#pragma once

#include <string>
#include <string_view>

namespace palabre::platform {

std::wstring wide(std::string_view utf8);
std::string narrow(std::wstring_view utf16);
/// Windows' own words for one of its numbers of errors, without a full stop.
std::string words_of_error(unsigned long error);

}  // namespace palabre::platform
