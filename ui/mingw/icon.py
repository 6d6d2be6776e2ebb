"""Draws .ci/package/palabre.svg, as far as it goes, into an icon of Windows.

    icon.py FILE.ico
"""

import struct
import sys
import zlib

SIZES = (16, 32, 48, 256)
FINE = 4  # samples along each side of a pixel
GROUND, BLUE, YELLOW = (0x14, 0x17, 0x1C), (0x6C, 0xB0, 0xF0), (0xE8, 0xB0, 0x4A)


def in_box(x, y, left, top, right, bottom, radius):
    """Within a rectangle with round corners."""
    if not (left <= x <= right and top <= y <= bottom):
        return False
    dx = max(left + radius - x, x - (right - radius), 0)
    dy = max(top + radius - y, y - (bottom - radius), 0)
    return dx * dx + dy * dy <= radius * radius


def colour_at(x, y):
    """In the drawing of 64 by 64; nothing outside it."""
    if in_box(x, y, 10, 10, 46, 34, 8) or (17 <= x <= 26 and 34 <= y <= 42 and y - 34 <= 26 - x - 0.1):
        return BLUE
    if in_box(x, y, 28, 29, 54, 51, 7) or (46 <= x <= 54 and 51 <= y <= 58 and y - 51 <= x - 46):
        return YELLOW
    return GROUND if in_box(x, y, 0, 0, 64, 64, 12) else None


def png(size):
    rows = bytearray()
    for row in range(size):
        rows.append(0)
        for column in range(size):
            hits = []
            for j in range(FINE):
                for i in range(FINE):
                    place = ((column + (i + 0.5) / FINE) * 64 / size, (row + (j + 0.5) / FINE) * 64 / size)
                    colour = colour_at(*place)
                    if colour:
                        hits.append(colour)
            mean = [sum(c[k] for c in hits) // max(len(hits), 1) for k in range(3)]
            rows += bytes((*mean, 255 * len(hits) // (FINE * FINE)))

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(rows), 9)) + chunk(b"IEND", b"")


pictures = [png(size) for size in SIZES]
at = 6 + 16 * len(SIZES)
directory = struct.pack("<HHH", 0, 1, len(SIZES))
for size, picture in zip(SIZES, pictures):
    directory += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), at)
    at += len(picture)
with open(sys.argv[1], "wb") as out:
    out.write(directory + b"".join(pictures))
