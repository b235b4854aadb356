# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later

class ModuleDocFragment(object):
    """How modules behave."""

    DOCUMENTATION = r"""
options: {}
attributes:
  check_mode:
    description: The plan, worked out as a run would do it; digests are known where they can be.
    support: full
  diff_mode:
    description: Reference and digest of each image, before and after.
    support: full
  async:
    description: Supports being used with the C(async) keyword.
    support: full
  idempotent:
    description: Run twice with the same inputs, the second run changes nothing.
    support: full
"""

    INFO = r"""
options: {}
attributes:
  check_mode:
    description: Changes nothing.
    support: full
  diff_mode:
    description: There is nothing to show.
    support: N/A
  async:
    description: Supports being used with the C(async) keyword.
    support: full
  idempotent:
    description: Changes nothing.
    support: full
"""
