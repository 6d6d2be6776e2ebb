"""Writes a PNG of 8-bit RGBA anew with at most 128 colours, the most frequent ones.

    few_colours.py FILE.png
"""

import collections
import struct
import sys
import zlib

MOST = 128


def pixels_of(data):
    """Rows of (r, g, b); takes what stb_image_write writes."""
    at, packed = 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            width, height, depth, form = struct.unpack(">IIBB", body[:10])
        if kind == b"IDAT":
            packed += body
        at += size + 12
    if (depth, form) != (8, 6):
        raise SystemExit(f"{sys.argv[1]}: no RGBA of 8 bits")
    raw, stride, before, rows = zlib.decompress(packed), width * 4, bytearray(width * 4), []
    for y in range(height):
        start = y * (stride + 1)
        way, line = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        for i in range(stride if way else 0):
            left = line[i - 4] if i >= 4 else 0
            up, corner = before[i], before[i - 4] if i >= 4 else 0
            if way == 1:
                guess = left
            elif way == 2:
                guess = up
            elif way == 3:
                guess = (left + up) // 2
            else:
                p = left + up - corner
                guess = min((abs(p - left), 0, left), (abs(p - up), 1, up), (abs(p - corner), 2, corner))[2]
            line[i] = (line[i] + guess) & 255
        rows.append([tuple(line[i : i + 3]) for i in range(0, stride, 4)])
        before = line
    return rows


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


with open(sys.argv[1], "rb") as file:
    rows = pixels_of(file.read())
counts = collections.Counter(colour for row in rows for colour in row)
palette = [colour for colour, _ in counts.most_common(MOST)]
nearest = {}
for colour in counts:
    nearest[colour] = min(range(len(palette)), key=lambda k: sum((a - b) ** 2 for a, b in zip(palette[k], colour)))
packed = zlib.compress(b"".join(b"\0" + bytes(nearest[colour] for colour in row) for row in rows), 9)
head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 3, 0, 0, 0)
with open(sys.argv[1], "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"PLTE", bytes(v for c in palette for v in c)) +
               chunk(b"IDAT", packed) + chunk(b"IEND", b""))
