# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The engine's events become events of rulebooks."""

import asyncio

from ansible_collections.stave.images.extensions.eda.plugins.event_source.events import EventsFile, main

ONE = '{"at":"2026-11-21T13:00:09Z","event":"runStarted","run":"1"}\n'
TWO = '{"at":"2026-11-21T13:00:10Z","event":"imageEnded","image":"web/a","outcome":"refused"}\n'
THREE = '{"at":"2026-11-21T13:00:11Z","event":"runEnded","exit":3}\n'
NEXT = '{"at":"2026-11-21T14:00:00Z","event":"runStarted","run":"2"}\n'


def write(path, text, how="a"):
    with open(path, how, encoding="utf-8") as stream:
        stream.write(text)


def kinds(events):
    return [event["event"] for event in events]


def test_what_is_added_comes_once_and_whole(tmp_path):
    path = tmp_path / "events"
    file = EventsFile(str(path))
    assert not file.added()
    write(path, ONE + TWO[:20])
    assert kinds(file.added()) == ["runStarted"]
    write(path, TWO[20:] + "no event\n")
    assert file.added() == [{"at": "2026-11-21T13:00:10Z", "event": "imageEnded", "image": "web/a", "outcome": "refused"}]
    assert not file.added()


def test_what_was_there_is_passed_over_and_the_next_run_is_not(tmp_path):
    path = tmp_path / "events"
    write(path, ONE + TWO)
    file = EventsFile(str(path))
    assert not file.added()
    write(path, NEXT + TWO + THREE, "w")
    assert kinds(file.added()) == ["runStarted", "imageEnded", "runEnded"]


def test_the_queue_gets_what_is_wanted(tmp_path):
    path = tmp_path / "events"

    async def follow(args):
        queue = asyncio.Queue()
        source = asyncio.create_task(main(queue, args))
        await asyncio.sleep(0)
        write(path, ONE + TWO + THREE)
        got = [await asyncio.wait_for(queue.get(), 10) for dummy in range(2)]
        source.cancel()
        return [event["stave"]["event"] for event in got] + [queue.empty()]

    args = dict(path=str(path), pause=0.01)
    assert asyncio.run(follow(args)) == ["imageEnded", "runEnded", True]
    path.unlink()
    assert asyncio.run(follow(dict(args, kinds=["runStarted", "runEnded"]))) == ["runStarted", "runEnded", True]
