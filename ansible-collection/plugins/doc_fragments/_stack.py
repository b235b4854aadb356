# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later

class ModuleDocFragment(object):
    """Options about the stack: where it is, and which of its images are meant."""

    DOCUMENTATION = r"""
options:
  src:
    description:
      - The stack file. Without O(remote_src) it is on the controller; the folder that it lies in is sent to a folder
        named by its content on the managed host, and the lock comes back beside it.
      - A C(.groovy) stack is a program with the rights of the user that the task runs as.
      - Mutually exclusive with O(definition).
    type: path
  remote_src:
    description: Whether O(src) is on the managed host, where its lock stays too.
    type: bool
    default: false
  definition:
    description:
      - The stack itself, in its YAML form.
      - Paths in it begin at the folder of O(lock_file).
      - Versions must be quoted where YAML would read a number.
    type: dict
  lock_file:
    description:
      - The lock on the managed host, where it is not O(src) with C(.lock.json) after it.
      - Required with O(definition).
    type: path
  vars:
    description: Variables that the stack reads as C(vars.NAME). Numbers with a point must be quoted.
    type: dict
  restricted:
    description: A policy file on the managed host; what it does not list is refused.
    type: path
  exclude:
    description: Images that are left out, in the forms of O(name).
    type: list
    elements: str
    default: []
  with_requires:
    description: Whether images that the selected ones are built on or require are selected too.
    type: bool
    default: false
"""

    NAME = r"""
options:
  name:
    description:
      - Which images, as C(name), C(section/name), C(section/), a glob, C(/regex/) or C(@leaves). By default all.
    type: list
    elements: str
    default: []
    aliases: [limit_images]
"""

    RUN = r"""
options:
  jobs:
    description: How many images are made at once. By default as many as there are cores.
    type: int
  keep_going:
    description: Whether a failed image blocks only those that need it. Otherwise nothing more is started.
    type: bool
    default: true
  lock:
    description: With V(locked) whatever would change the lock is refused.
    type: str
    choices: [update, locked]
    default: update
  rebuild:
    description:
      - What is made again though nothing changed. V(images) are the selected ones, V(parents) also what they are
        built on, V(builders) also the builders of all these.
    type: str
    choices: [none, images, parents, builders]
    default: none
  scan:
    description: V(off) insists that nothing is scanned; the stack has to say C(scan off) itself.
    type: str
    choices: [policy, 'off']
    default: policy
  progress:
    description:
      - Whether the task shows what is running, done or failed while it goes on.
      - Has no effect in check mode, and on tasks that are C(async) themselves.
    type: bool
    default: true
  events:
    description:
      - A file on the managed host that gets what happens, one JSON object a line, while it happens. Its name with
        C(.pid) after it gets the number of the engine's process.
    type: path
"""
