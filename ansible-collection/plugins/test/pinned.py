# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
from ansible_collections.stave.images.plugins.module_utils._reference import is_pinned


class TestModule(object):
    """Tests of references."""

    def tests(self):
        """The tests of this file, by name."""
        return {"pinned": is_pinned}
