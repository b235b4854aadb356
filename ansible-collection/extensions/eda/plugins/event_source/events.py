# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
import asyncio
import json
import os

DOCUMENTATION = r"""
---
short_description: What happens to images, as events
description:
  - Follows the file that the option C(events) of a task, or C(--events) of the command line, names.
  - Each event has the key C(stave) with one line of that file. What is in the file already is passed over; each run begins
    the file anew.
options:
  path:
    description: The file.
    type: str
    required: true
  kinds:
    description: Which events are wanted.
    type: list
    elements: str
    default: [imageEnded, runEnded]
  pause:
    description: Seconds between two looks.
    type: float
    default: 1.0
"""

EXAMPLES = r"""
- name: Refused images
  hosts: localhost
  sources:
    - stave.images.events:
        path: /var/log/stave/events
  rules:
    - name: Tell people
      condition: event.stave.event == "imageEnded" and event.stave.outcome == "refused"
      action:
        run_playbook:
          name: tell.yml
"""

KINDS = ("imageEnded", "runEnded")
HEAD = 256


class EventsFile(object):
    """The whole lines that were added to a file since the last look."""

    def __init__(self, path):
        self.path = path
        self._head = b""
        self._seen = 0
        if os.path.exists(path):
            self.added()

    def added(self):
        """Events that are new; none while there is no file."""
        try:
            with open(self.path, "rb") as stream:
                head = stream.readline(HEAD)
                if head != self._head:
                    self._head, self._seen = head, 0
                stream.seek(self._seen)
                data = stream.read()
        except FileNotFoundError:
            return []
        whole = data[: data.rfind(b"\n") + 1]
        self._seen += len(whole)
        return [event for event in map(_event, whole.splitlines()) if event]


def _event(line):
    try:
        event = json.loads(line.decode("utf-8"))
    except ValueError:
        return None
    return event if isinstance(event, dict) and "event" in event else None


async def main(queue, args):
    """Puts events into the queue until it is cancelled."""
    file = EventsFile(args["path"])
    kinds = args.get("kinds", KINDS)
    while True:
        for event in file.added():
            if event["event"] in kinds:
                await queue.put(dict(stave=event))
        await asyncio.sleep(float(args.get("pause", 1.0)))
