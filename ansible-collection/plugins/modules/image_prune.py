#!/usr/bin/python
# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
DOCUMENTATION = r"""
---
module: image_prune
version_added: 0.1.0
short_description: Remove from the local store what nothing needs
author: The Stave authors (@stave-images)
description:
  - Removes from the store of the managed host what no released image and no lock needs, and what killed runs left.
  - What is removed is fetched or made again when it is needed.
requirements:
  - Stave on the managed host, with Java 17 or newer
options:
  forget:
    description: Locks that are gone for good; what only they needed may go too.
    type: list
    elements: path
    default: []
extends_documentation_fragment:
  - stave.images._engine
  - stave.images._engine.action_group
  - stave.images._attributes
attributes:
  diff_mode:
    support: none
"""

EXAMPLES = r"""
- name: The build host keeps what is needed, and nothing else
  stave.images.image_prune:
"""

RETURN = r"""
bytes_freed:
  description: Bytes that were, or would be, freed.
  returned: success
  type: int
  sample: 1048576
result:
  description: The engine's own result, as C(stave clean --json) prints it.
  returned: success
  type: dict
engine:
  description: Version and protocol of the engine.
  returned: success
  type: dict
  sample: {version: 0.1.0, protocol: 1}
"""

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.stave.images.plugins.module_utils._engine import Engine
from ansible_collections.stave.images.plugins.module_utils._options import ENGINE


def main():
    """Cleans the store."""
    module = AnsibleModule(
        argument_spec=dict(ENGINE, forget=dict(type="list", elements="path", default=[])),
        supports_check_mode=True,
    )
    engine = Engine(module)
    answer = engine.ask("clean", dict(forget=module.params["forget"]))
    if answer["failed"]:
        module.fail_json(msg=answer["msg"])
    for warning in answer["warnings"]:
        module.warn(warning)
    module.exit_json(
        changed=answer["changed"],
        bytes_freed=answer["result"]["freedBytes"],
        result=answer["result"],
        engine=dict(version=answer["engine"], protocol=answer["protocol"]),
    )


if __name__ == "__main__":
    main()
