# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
DOCUMENTATION = r"""
name: image_ref
short_description: The pinned reference of an image that Stave released
version_added: 0.1.0
author: The Stave authors (@stave-images)
description:
  - Reads the lock beside a stack on the controller, or what a task of this collection returned, and gives the reference
    of each named image.
  - No registry is asked and no Java is started.
options:
  _terms:
    description: Images, as C(section/name), or by a short name that only one image has.
    required: true
    type: list
    elements: str
  lock:
    description: Path of the lock, such as C(stack.groovy.lock.json).
    type: path
    env:
      - name: STAVE_IMAGE_LOCK
    vars:
      - name: image_lock_file
  images:
    description: What a task returned as C(images); the lock is not read then.
    type: list
    elements: dict
  form:
    description:
      - V(pinned) gives C(HOST/REPOSITORY:TAG@DIGEST), V(tag) leaves the digest out, V(digest) the tag, V(repository) both.
      - V(version) gives the tag of the software's version without a revision, V(dict) everything.
    default: pinned
    type: str
    choices: [pinned, tag, digest, repository, version, dict]
  registry:
    description: Another registry to name, as for a pull-through cache.
    type: str
  on_missing:
    description: What happens where no such image was released. Ambiguous names are always an error.
    default: error
    type: str
    choices: [error, warn, skip]
"""

EXAMPLES = r"""
- name: Show what would be deployed
  ansible.builtin.debug:
    msg: "{{ lookup('stave.images.image_ref', 'web/nginx', lock='stack.groovy.lock.json') }}"

- name: Show what a task released
  ansible.builtin.debug:
    msg: "{{ lookup('stave.images.image_ref', 'nginx', images=stack.images) }}"
"""

RETURN = r"""
_raw:
  description: One reference for each image, in the order asked.
  type: list
  elements: raw
"""

import os

from ansible.errors import AnsibleError
from ansible.module_utils.common.text.converters import to_text
from ansible.plugins.lookup import LookupBase
from ansible.utils.display import Display

from ansible_collections.stave.images.plugins.module_utils._lock import (
    AmbiguousError,
    LockError,
    lock_of,
    read_lock,
    reference,
)

display = Display()
_read = {}


def cached_lock(path):
    """The parsed lock; read again where it is another file than before."""
    stat = os.stat(path)
    stamp = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    if path not in _read or _read[path][0] != stamp:
        with open(path, "rb") as stream:
            _read[path] = (stamp, read_lock(to_text(stream.read()), path))
    return _read[path][1]


class LookupModule(LookupBase):
    """Answers from the lock alone."""

    def run(self, terms, variables=None, **kwargs):
        self.set_options(var_options=variables, direct=kwargs)
        try:
            lock = self._lock(variables)
            references = [self._reference(lock, term) for term in terms]
        except LockError as error:
            raise AnsibleError(to_text(error)) from error
        return [each for each in references if each is not None]

    def _lock(self, variables):
        images = self.get_option("images")
        if images is not None:
            return lock_of(images)
        path = self.get_option("lock")
        if not path:
            raise LockError("say which lock to read: lock=PATH, the variable image_lock_file, or images=RESULT.images")
        found = self.find_file_in_search_path(variables, "files", path, ignore_missing=True) or path
        try:
            return cached_lock(found)
        except OSError as error:
            raise LockError("the lock %s cannot be read: %s" % (path, error.strerror)) from error

    def _reference(self, lock, term):
        missing = self.get_option("on_missing")
        try:
            return reference(lock, term, self.get_option("form"), self.get_option("registry"))
        except AmbiguousError:
            raise
        except LockError as error:
            if missing == "error":
                raise
            if missing == "warn":
                display.warning(to_text(error))
            return None
