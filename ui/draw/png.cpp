#include "ui/draw/png.hpp"

#include <zlib.h>

namespace palabre::ui {
namespace {

std::string four_bytes(std::uint32_t value) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += char(value >> shift & 255u);
  return out;
}

std::string chunk(std::string_view kind, const std::string& bytes) {
  const std::string inside = std::string(kind) + bytes;
  const uLong check =
      ::crc32(0, reinterpret_cast<const Bytef*>(inside.data()), uInt(inside.size()));
  return four_bytes(std::uint32_t(bytes.size())) + inside + four_bytes(std::uint32_t(check));
}

// Each row as differences to the pixel at its left: flat colours pack well.
std::string rows_of(const Pixels& pixels) {
  std::string out;
  out.reserve(std::size_t(pixels.height) * (std::size_t(pixels.width) * 3 + 1));
  for (int y = 0; y < pixels.height; ++y) {
    out += '\1';
    std::uint32_t before = 0;
    for (int x = 0; x < pixels.width; ++x) {
      const std::uint32_t now = pixels.at(x, y);
      for (const int shift : {0, 8, 16}) out += char((now >> shift) - (before >> shift));
      before = now;
    }
  }
  return out;
}

std::string packed(const std::string& bytes) {
  uLongf size = ::compressBound(uLong(bytes.size()));
  std::string out(size, '\0');
  ::compress2(reinterpret_cast<Bytef*>(out.data()), &size,
              reinterpret_cast<const Bytef*>(bytes.data()), uLong(bytes.size()), 6);
  out.resize(size);
  return out;
}

}  // namespace

std::string png_of(const Pixels& pixels, std::string_view words) {
  using std::string_literals::operator""s;
  std::string out = "\x89PNG\r\n\x1A\n"s;
  const std::string form = "\x08\x02\0\0\0"s;  // 8 bits, red green blue
  out += chunk("IHDR", four_bytes(std::uint32_t(pixels.width)) +
                           four_bytes(std::uint32_t(pixels.height)) + form);
  if (!words.empty()) out += chunk("tEXt", "palabre\0"s + std::string(words));
  out += chunk("IDAT", packed(rows_of(pixels)));
  return out + chunk("IEND", "");
}

std::string png_with(std::string png, std::string_view name, std::string_view words) {
  const std::size_t end = chunk("IEND", "").size();
  png.insert(png.size() - end, chunk("tEXt", std::string(name) + '\0' + std::string(words)));
  return png;
}

}  // namespace palabre::ui
