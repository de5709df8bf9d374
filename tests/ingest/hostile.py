"""What no service should send."""

from __future__ import annotations

BOMB = (
    '<!DOCTYPE x [<!ENTITY z "lol">'
    + "".join(
        f'<!ENTITY {name} "{10 * f"&{of};"}">'
        for of, name in zip("zyxwvutsrqponmlkjihgfedcb", "yxwvutsrqponmlkjihgfedcba", strict=True)
    )
    + "]>"
)
"""A billion laughs, and some more: ``&a;`` is ten to the 25 of them."""

OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
"""``&a;`` is a file of this machine."""

HTML = b"<!DOCTYPE html>\n<html>\n<head><title>arXiv.org</title><meta charset=utf-8>\n</head>\n<body>\n<p>Sorry<br>\n"
"""A page for people."""
