# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
from ansible.errors import AnsibleFilterError

from ansible_collections.stave.images.plugins.plugin_utils._builder import completed, merged


def builder_images(images, software=None, builder=None, default_section="", results=None):
    """The completed list of images."""
    try:
        found = completed(images, software, builder, default_section)
        return merged(found, results) if results is not None else found
    except (AttributeError, KeyError, TypeError) as error:
        raise AnsibleFilterError("builder_images: this is no list of images: %s" % error) from error


class FilterModule(object):
    """Completes inventories of gentoo-image-builder."""

    def filters(self):
        """The filters of this file, by name."""
        return {"builder_images": builder_images}
