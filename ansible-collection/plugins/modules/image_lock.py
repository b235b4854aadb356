#!/usr/bin/python
# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
DOCUMENTATION = r"""
---
module: image_lock
version_added: 0.1.0
short_description: Move the pins of a lock, or take over tags of other tools
author: The Stave authors (@stave-images)
description:
  - Asks anew what C(FROM) lines, mirrored references and other inputs from outside stand for, and pins that in the lock.
  - With O(adopt) it takes over a tag that another tool made instead.
  - Builds and pushes nothing.
requirements:
  - Stave on the managed host, with Java 17 or newer
options:
  adopt:
    description: Images whose tags are there and were not made by Stave. Their gates are run by the next apply.
    type: list
    elements: str
extends_documentation_fragment:
  - stave.images._engine
  - stave.images._engine.action_group
  - stave.images._stack
  - stave.images._stack.name
  - stave.images._attributes
attributes:
  action:
    description: Runs partly on the controller, to send the stack and to show progress.
    support: partial
    details: With O(remote_src=true) or O(definition) all is done by the module.
seealso:
  - module: stave.images.image_stack
"""

EXAMPLES = r"""
- name: What the mirrors stand for today
  stave.images.image_lock:
    src: stacks/shop/stack.groovy
    name: [web/redis]

- name: The tag that was pushed by hand is ours from now on
  stave.images.image_lock:
    src: stacks/shop/stack.groovy
    adopt: [web/api]
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
failed_images:
  description: The images that failed or were refused.
  returned: on failure
  type: list
  elements: str
log_tail:
  description: The last lines of the log of the first one.
  returned: on failure
  type: list
  elements: str
"""

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.stave.images.plugins.module_utils._engine import Engine
from ansible_collections.stave.images.plugins.module_utils._options import ENGINE, NAME, STACK, STACK_RULES


def main():
    """Changes pins of a lock."""
    module = AnsibleModule(
        argument_spec=dict(ENGINE, **STACK, **NAME, adopt=dict(type="list", elements="str")),
        supports_check_mode=True,
        **STACK_RULES
    )
    adopted = module.params["adopt"]
    if adopted:
        Engine(module).converge("adopt", images=adopted)
    Engine(module).converge("update")


if __name__ == "__main__":
    main()
