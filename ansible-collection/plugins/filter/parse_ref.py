# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
from ansible.errors import AnsibleFilterError

from ansible_collections.stave.images.plugins.module_utils._reference import ReferenceError, parse


def parse_ref(text):
    """The parts of a reference."""
    try:
        return parse(str(text) if isinstance(text, str) else text)
    except ReferenceError as error:
        raise AnsibleFilterError("parse_ref: %s" % error) from error


class FilterModule(object):
    """Takes references apart."""

    def filters(self):
        """The filters of this file, by name."""
        return {"parse_ref": parse_ref}
