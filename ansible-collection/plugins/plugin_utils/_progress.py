# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Words for what happens while the engine works."""

import json

UNITS = ("B", "KiB", "MiB", "GiB", "TiB")


class Progress(object):
    """Turns lines of an events file into lines for people; a line that is not whole yet is kept for later."""

    def __init__(self, phases=False):
        self.phases = phases
        self.ended = False
        self._rest = b""
        self._count = 0
        self._done = 0
        self._bytes = {}

    def feed(self, data):
        """Lines for what DATA tells."""
        lines = (self._rest + data).split(b"\n")
        self._rest = lines.pop()
        told = [self._line(line) for line in lines]
        return [line for line in told if line]

    def _line(self, line):
        try:
            event = json.loads(line.decode("utf-8"))
            told = getattr(self, "_" + event["event"], lambda event: None)(event)
            return told and "%s %s" % (event["at"][11:19], told)
        except (ValueError, KeyError, TypeError):
            return None

    def _runStarted(self, event):  # pylint: disable=invalid-name
        self._count = len(event["images"])
        return "%s: %s" % (event["stack"], _images(self._count)) if self._count else None

    def _imageStarted(self, event):  # pylint: disable=invalid-name
        return "%s: %s" % (event["image"], event["action"])

    def _phaseStarted(self, event):  # pylint: disable=invalid-name
        return "%s: %s" % (event["image"], event["phase"]) if self.phases else None

    def _transferred(self, event):
        self._bytes[event["image"]] = self._bytes.get(event["image"], 0) + event["bytes"]

    def _warned(self, event):
        return "%s: warning: %s" % (event.get("image") or "stack", event["message"])

    def _imageEnded(self, event):  # pylint: disable=invalid-name
        self._done += 1
        moved = self._bytes.pop(event["image"], 0)
        words = [event["outcome"]]
        if moved:
            words.append("%s moved" % amount(moved))
        if event.get("message"):
            words.append(event["message"].splitlines()[0])
        return "[%d/%d] %s: %s" % (self._done, self._count, event["image"], ", ".join(words))

    def _runEnded(self, event):  # pylint: disable=invalid-name
        self.ended = True


def _images(count):
    return "1 image has something to do" if count == 1 else "%d images have something to do" % count


def amount(size):
    """Bytes as people read them."""
    for unit in UNITS:
        if size < 1024 or unit == UNITS[-1]:
            return "%d %s" % (size, unit) if unit == "B" else "%.1f %s" % (size, unit)
        size = size / 1024.0
