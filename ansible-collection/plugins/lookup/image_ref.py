# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt)

DOCUMENTATION = r"""
name: image_ref
short_description: The pinned reference of an image that Stave released
version_added: 0.1.0
author: The Stave authors (@stave-images)
description:
  - Reads the lock beside a stack on the controller and returns the reference of each named image.
  - No registry is asked and no Java is started.
options:
  _terms:
    description: Images, as C(section/name), or by a short name that only one image has.
    required: true
    type: list
    elements: str
  lock:
    description: Path of the lock, such as C(stack.groovy.lock.json).
    required: true
    type: path
  form:
    description:
      - C(pinned) gives C(HOST/REPOSITORY:TAG@DIGEST), C(tag) leaves the digest out, C(digest) the tag.
    default: pinned
    type: str
    choices: [pinned, tag, digest]
"""

EXAMPLES = r"""
- name: Show what would be deployed
  ansible.builtin.debug:
    msg: "{{ lookup('stave.images.image_ref', 'web/nginx', lock='stack.groovy.lock.json') }}"
"""

RETURN = r"""
_raw:
  description: One reference for each image, in the order asked.
  type: list
  elements: str
"""

from ansible.errors import AnsibleError
from ansible.module_utils.common.text.converters import to_text
from ansible.plugins.lookup import LookupBase

from ansible_collections.stave.images.plugins.module_utils._lock import LockError, read_lock, reference


class LookupModule(LookupBase):
    """Answers from the lock alone."""

    def run(self, terms, variables=None, **kwargs):
        self.set_options(var_options=variables, direct=kwargs)
        path = self.get_option("lock")
        found = self.find_file_in_search_path(variables, "files", path, ignore_missing=True)
        try:
            with open(found or path, "rb") as stream:
                lock = read_lock(to_text(stream.read()), path)
            return [reference(lock, term, self.get_option("form")) for term in terms]
        except OSError as error:
            raise AnsibleError("the lock %s cannot be read: %s" % (path, error.strerror)) from error
        except LockError as error:
            raise AnsibleError(to_text(error)) from error
