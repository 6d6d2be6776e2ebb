"""Writes a PNG of the dashboard anew with at most 128 colours, the most frequent ones.

    few_colours.py FILE.png
"""

import collections
import struct
import sys
import zlib

MOST = 128


def pixels_of(data):
    """Rows of (r, g, b); takes what palabre-ui writes: 8 bits, each pixel as the difference to its left."""
    at, packed = 8, b""
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + size]
        if kind == b"IHDR":
            width, height, depth, form = struct.unpack(">IIBB", body[:10])
        if kind == b"IDAT":
            packed += body
        at += size + 12
    if (depth, form) != (8, 2):
        raise SystemExit(f"{sys.argv[1]}: no RGB of 8 bits")
    raw, stride, rows = zlib.decompress(packed), width * 3, []
    for y in range(height):
        start = y * (stride + 1)
        way, line = raw[start], bytearray(raw[start + 1 : start + 1 + stride])
        if way != 1:
            raise SystemExit(f"{sys.argv[1]}: not written by palabre-ui")
        for i in range(3, stride):
            line[i] = (line[i] + line[i - 3]) & 255
        rows.append([tuple(line[i : i + 3]) for i in range(0, stride, 3)])
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
