# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
from ansible_collections.stave.images.plugins.plugin_utils._stack_action import StackAction


class ActionModule(StackAction):
    """The controller's part of image_scan."""
