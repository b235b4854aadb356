# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A signal is an exception while somebody has to tidy up, and then what it was before."""

import os
import signal

import pytest

from ansible_collections.stave.images.plugins.plugin_utils._signals import Interruption, Signals


@pytest.fixture(name="got")
def fixture_got():
    got = []
    before = {number: signal.signal(number, lambda n, f: got.append(n)) for number in (signal.SIGINT, signal.SIGTERM)}
    yield got
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_is_raised_once_and_handed_on(number, got):
    signals = Signals()
    with pytest.raises(Interruption):
        os.kill(os.getpid(), number)
    os.kill(os.getpid(), signal.SIGTERM)
    os.kill(os.getpid(), signal.SIGINT)
    assert not got
    signals.done()
    assert got == [number]


def test_without_a_signal_all_is_as_before(got):
    Signals().done()
    assert not got
    os.kill(os.getpid(), signal.SIGTERM)
    assert got == [signal.SIGTERM]
