# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
from ansible.errors import AnsibleFilterError

from ansible_collections.stave.images.plugins.plugin_utils._pins import PinError, Pins, pinned


def pin_images(value, images, missing="error"):
    """The value with its image fields pinned."""
    if missing not in ("error", "ours", "keep"):
        raise AnsibleFilterError("pin_images: missing is error, ours or keep, not '%s'" % missing)
    try:
        pins = Pins(images, missing)
    except (AttributeError, KeyError, TypeError) as error:
        raise AnsibleFilterError("pin_images: these are not the images of a result of stave.images") from error
    if not isinstance(value, (dict, list, str)):
        value = list(value)  # from_yaml_all gives a generator
    try:
        return pinned(value, pins)
    except PinError as error:
        raise AnsibleFilterError("pin_images: %s" % error) from error


class FilterModule(object):
    """Pins images."""

    def filters(self):
        """The filters of this file, by name."""
        return {"pin_images": pin_images}
