#!/usr/bin/python
# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
DOCUMENTATION = r"""
---
module: image_stack
version_added: 0.1.0
short_description: Bring the images of a stack into their registry
author: The Stave authors (@stave-images)
description:
  - Builds, copies, tests, scans, tags and pushes what a stack declares and what changed since, in one run, many images at once.
  - What is up to date costs one request each and is not touched.
  - Applying a stack runs what it declares, with the rights of the user that the task runs as.
requirements:
  - Stave on the managed host, with Java 17 or newer
options:
  state:
    description:
      - With V(present) the images are in the registry under their tags.
      - With V(built) they are in the local store, tested and scanned, and no registry is written to.
      - With V(absent) the tags that the lock says Stave wrote are deleted, and their lines.
    type: str
    choices: [present, built, absent]
    default: present
  push:
    description: V(false) is the same as O(state=built).
    type: bool
    default: true
extends_documentation_fragment:
  - stave.images._engine
  - stave.images._engine.action_group
  - stave.images._stack
  - stave.images._stack.name
  - stave.images._stack.run
  - stave.images._attributes
attributes:
  action:
    description: Runs partly on the controller, to send the stack and to show progress.
    support: partial
    details: With O(remote_src=true) or O(definition), and without O(progress), all is done by the module.
seealso:
  - module: stave.images.image_stack_info
  - module: stave.images.image_build
  - module: stave.images.image_mirror
"""

EXAMPLES = r"""
- name: What the deployment needs is in the registry
  stave.images.image_stack:
    src: stacks/shop/stack.groovy
  delegate_to: builder1
  run_once: true
  register: stack

- name: What would be done, and why
  stave.images.image_stack:
    src: stacks/shop/stack.groovy
    name: [web/, "@leaves"]
  check_mode: true
  diff: true

- name: A stack that stands in the playbook
  stave.images.image_stack:
    lock_file: /srv/images/cache.lock.json
    definition:
      stack: cache
      registry: registry.lan:5000
      images:
        web/redis: {mirror: "docker.io/library/redis:7.4.1"}

- name: An image that nobody needs any more
  stave.images.image_stack:
    src: stacks/shop/stack.groovy
    name: [web/old]
    state: absent
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
from ansible_collections.stave.images.plugins.module_utils._options import ENGINE, NAME, RUN, STACK, STACK_RULES


def main():
    """Converges a stack."""
    module = AnsibleModule(
        argument_spec=dict(
            ENGINE,
            **STACK,
            **NAME,
            **RUN,
            state=dict(type="str", default="present", choices=["present", "built", "absent"]),
            push=dict(type="bool", default=True),
        ),
        supports_check_mode=True,
        **STACK_RULES
    )
    state = module.params["state"]
    if state == "absent" and not module.params["push"]:
        module.fail_json(msg="state: absent deletes from the registry, and push: false forbids that; leave push out")
    if state == "absent":
        names = module.params["name"]
        Engine(module).converge("remove", all=not names, rebuild=None, withRequires=False)
    Engine(module).converge("apply" if state == "present" and module.params["push"] else "build")


if __name__ == "__main__":
    main()
