# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Events become lines for people."""

import pytest

from ansible_collections.stave.images.plugins.plugin_utils._progress import Progress, amount

AT = '{"at":"2026-11-21T13:00:09.456Z","event":'
EVENTS = [
    AT + '"runStarted","run":"1","stack":"shop","images":["web/a","web/b"]}',
    AT + '"imageStarted","image":"web/a","action":"build"}',
    AT + '"phaseStarted","image":"web/a","phase":"scan"}',
    AT + '"transferred","image":"web/a","direction":"push","bytes":1536}',
    AT + '"logLine","image":"web/a","line":"grüße"}',
    AT + '"warned","image":"web/a","message":"old"}',
    AT + '"imageEnded","image":"web/a","outcome":"released","message":""}',
    AT + '"imageEnded","image":"web/b","outcome":"failed","message":"it broke\\nbadly"}',
    AT + '"later","image":"web/a"}',
    "no json",
    AT + '"runEnded","exit":4}',
]
LINES = [
    "13:00:09 shop: 2 images have something to do",
    "13:00:09 web/a: build",
    "13:00:09 web/a: warning: old",
    "13:00:09 [1/2] web/a: released, 1.5 KiB moved",
    "13:00:09 [2/2] web/b: failed, it broke",
]


@pytest.mark.parametrize("size", [1, 7, 100000])
def test_lines_whatever_the_pieces(size):
    progress = Progress()
    data = ("\n".join(EVENTS) + "\n").encode("utf-8")
    lines = []
    for start in range(0, len(data), size):
        lines += progress.feed(data[start:start + size])
    assert lines == LINES
    assert progress.ended


def test_phases_if_asked():
    assert Progress(phases=True).feed((EVENTS[2] + "\n").encode()) == ["13:00:09 web/a: scan"]


@pytest.mark.parametrize("size, text", [(0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (5 * 1024**3, "5.0 GiB")])
def test_amounts(size, text):
    assert amount(size) == text
