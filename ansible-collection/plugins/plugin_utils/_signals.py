# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Time to tidy up when a playbook is stopped: Ansible's own handlers end the process on the spot."""

import os
import signal


class Interruption(BaseException):
    """A signal came."""


class Signals(object):
    """Raises the first signal that ends a playbook as an exception, and ignores more of them until it is done."""

    def __init__(self):
        self._got = None
        self._before = {}
        for number in (signal.SIGINT, signal.SIGTERM):
            self._before[number] = signal.signal(number, self._raise)

    def _raise(self, number, frame):
        for each in self._before:
            signal.signal(each, signal.SIG_IGN)
        self._got = number
        raise Interruption()

    def done(self):
        """Puts the former handlers back, and gives them the signal that came."""
        for number, handler in self._before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
        if self._got is not None:
            os.kill(os.getpid(), self._got)
