# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
from ansible.errors import AnsibleFilterError

from ansible_collections.stave.images.plugins.plugin_utils._builder import (
    InventoryError,
    numbered,
    scripts,
    stack,
)


def builder_stack(images, builder=None, registry=None, **more):
    """The stack of a completed list."""
    try:
        return dict(
            definition=stack(images, builder, registry, **more),
            scripts=scripts(images),
            numbered=numbered(images),
        )
    except InventoryError as error:
        raise AnsibleFilterError("builder_stack: %s" % error) from error
    except (AttributeError, KeyError, TypeError) as error:
        raise AnsibleFilterError("builder_stack: this is no completed list: %s" % error) from error


class FilterModule(object):
    """Writes inventories of gentoo-image-builder as stacks."""

    def filters(self):
        """The filters of this file, by name."""
        return {"builder_stack": builder_stack}
