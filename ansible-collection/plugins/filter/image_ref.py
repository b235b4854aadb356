# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
from ansible.errors import AnsibleFilterError

from ansible_collections.stave.images.plugins.module_utils._lock import LockError, lock_of, reference


def image_ref(images, name, form="pinned"):
    """The reference of an image of a result."""
    try:
        return reference(lock_of(images), name, form)
    except LockError as error:
        raise AnsibleFilterError("image_ref: %s" % error) from error
    except (KeyError, TypeError) as error:
        raise AnsibleFilterError("image_ref: the input is not the images of a result of stave.images") from error


class FilterModule(object):
    """Finds images in results."""

    def filters(self):
        """The filters of this file, by name."""
        return {"image_ref": image_ref}
