#!/usr/bin/python
# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
DOCUMENTATION = r"""
---
module: image_stack_info
version_added: 0.1.0
short_description: What a stack would need, and what it released
author: The Stave authors (@stave-images)
description:
  - Says for each image of a stack what it is released as, and what an apply would do to it.
  - Never changes anything.
requirements:
  - Stave on the managed host, with Java 17 or newer
options:
  offline:
    description: Whether no registry is asked; what is assumed instead is in the plan.
    type: bool
    default: false
extends_documentation_fragment:
  - stave.images._engine
  - stave.images._engine.action_group
  - stave.images._stack
  - stave.images._stack.name
  - stave.images._attributes.info
attributes:
  action:
    description: Runs partly on the controller, to send the stack and to show progress.
    support: partial
    details: With O(remote_src=true) or O(definition) all is done by the module.
seealso:
  - module: stave.images.image_stack
"""

EXAMPLES = r"""
- name: The references of what is released
  stave.images.image_stack_info:
    src: stacks/shop/stack.groovy
  register: shop

- name: Those that would change
  ansible.builtin.debug:
    msg: "{{ shop.actions }}"
"""

RETURN = r"""
images:
  description: One entry for each image of the plan or the run.
  returned: when the engine came to a plan or a result
  type: list
  elements: dict
  contains:
    name:
      description: The image's short name.
      type: str
    section:
      description: Its section; empty where it has none.
      type: str
    identity:
      description: Section and name.
      type: str
    action:
      description: What is done, one of keep, regate, restore, adopt, build, copy, publish, await, remove, scan, refuse.
      type: str
    status:
      description:
        - After a run unchanged, released, locked, built, removed, scanned, held, refused, failed, wrong or blocked.
        - In check mode planned, may rebuild, unchanged or refused.
      type: str
    changed:
      description: Whether something was, or would be, done.
      type: bool
    tag:
      description: The tag, once it is known.
      type: str
    version:
      description: The version of the software.
      type: str
    digest:
      description: Digest of the manifest or index.
      type: str
    reference:
      description: Registry, repository and tag.
      type: str
    pinned:
      description: The reference with its digest, as deployments want it.
      type: str
    registry:
      description: The destination of the stack.
      type: str
    repository:
      description: The path below the registry.
      type: str
    verdict:
      description: What the scan said.
      type: str
    reasons:
      description: Why something is done.
      type: list
      elements: str
    message:
      description: What went wrong.
      type: str
    hint:
      description: What to do about it.
      type: str
    log_file:
      description: The log of what was done, on the managed host.
      type: str
  sample:
    - {name: redis, section: web, identity: web/redis, action: copy, status: released, changed: true, tag: 7.4.1}
actions:
  description: One line for each image that something was, or would be, done to.
  returned: when the engine came to a plan or a result
  type: list
  elements: str
  sample: ["copy registry.lan:5000/web/redis:7.4.1 (never copied)"]
summary:
  description: How many images there are of each status.
  returned: when the engine came to a plan or a result
  type: dict
  sample: {released: 2, unchanged: 3}
result:
  description: The engine's own result, as C(stave --json) prints it; in check mode that of C(stave plan --json).
  returned: when the engine came to a plan or a result
  type: dict
engine:
  description: Version and protocol of the engine.
  returned: when the engine answered
  type: dict
  sample: {version: 0.1.0, protocol: 1}
lock:
  description: The text of the lock after the task.
  returned: when there is one
  type: str
lock_file:
  description: Where the lock is.
  returned: when the engine answered
  type: str
"""

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.stave.images.plugins.module_utils._engine import Engine
from ansible_collections.stave.images.plugins.module_utils._options import ENGINE, NAME, STACK, STACK_RULES


def main():
    """Reads a stack."""
    module = AnsibleModule(
        argument_spec=dict(ENGINE, **STACK, **NAME, offline=dict(type="bool", default=False)),
        supports_check_mode=True,
        **STACK_RULES
    )
    Engine(module).converge("plan", offline=module.params["offline"])


if __name__ == "__main__":
    main()
