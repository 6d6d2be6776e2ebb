"""The characters that a font for the browser needs: Latin, and whatever other sign stands in these folders.

    signs.py FOLDER...    prints them as fontTools.subset takes them: 0020-017F,2013,...
"""

import pathlib
import re
import sys

signs = set(range(0x20, 0x180)) | {0xFFFD, 0x2026}
for folder in sys.argv[1:]:
    for path in pathlib.Path(folder).rglob("*"):
        if path.suffix not in {".def", ".toml", ".csv", ".json", ".cpp", ".hpp"}:
            continue
        text = path.read_text(encoding="utf-8")
        signs.update(ord(c) for c in text if ord(c) >= 0x180)
        signs.update(int(code, 16) for code in re.findall(r"\\u([0-9a-fA-F]{4})", text))
print(",".join(f"{code:04X}" for code in sorted(signs)))
