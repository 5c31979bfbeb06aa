"""Why something that was found is no document: constant words, so that books can count them.

Invariant: every refusal bears one of these; a run's books list those that occurred.
"""

from __future__ import annotations

EMPTY = "empty"
NOT_ARABIC = "not Arabic"
NO_ARTICLE = "no article text"
NO_TEXT_LAYER = "no text layer"
NO_COLUMN = "no text column"
TOO_LARGE = "too large"
EXPANDS = "expands too far"
TOO_DEEP = "boxes within boxes"
DAMAGED = "damaged"
LOCKED = "needs a password"
UNKNOWN = "no known format"
BINARY = "binary"
LETTERS = "unknown encoding"
OUTSIDE = "name leads outside its archive"
FORBIDDEN = "address not allowed"
ROBOTS = "forbidden by robots.txt"
GONE = "not served"
SLOW = "too slow"
UNREACHABLE = "host not reached"
UNTRUSTED = "certificate not trusted"
REDIRECTS = "redirected too often"
LATER = "host asks to wait"
MISSING_LIBRARY = "needs an extra"
UNOPENED = "cannot be opened"
CLASHES = "name taken"
LINK_ONLY = "a link only"
HELD = "held already"
OTHER_MEDIA = "no article's media type"

QUIET = frozenset({NOT_ARABIC, NO_ARTICLE})
"""What is no fault where many lie in one container: counted, and held against nobody."""

PASSED = frozenset({UNKNOWN, NO_COLUMN, MISSING_LIBRARY})
"""What is passed over in a folder where nobody named it."""
