# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later

class ModuleDocFragment(object):
    """Options about the engine on the managed host, and where it finds what it needs."""

    DOCUMENTATION = r"""
options:
  executable:
    description:
      - The C(stave) program on the managed host.
      - Otherwise the environment variable E(STAVE_EXECUTABLE) names it, and then it is looked for in E(PATH), in
        C(/usr/local/bin) and in C(/opt/stave/bin).
    type: path
  java_home:
    description: The JDK or JRE to run it with. Otherwise it finds one by itself.
    type: path
  home:
    description: Where Stave keeps its store, records and logs, as E(STAVE_HOME) says otherwise.
    type: path
  cache:
    description: Where Stave keeps what may be lost, as E(STAVE_CACHE) says otherwise.
    type: path
  trivy:
    description: The scanner, as E(STAVE_TRIVY) says otherwise; by default C(trivy) in E(PATH).
    type: path
  container_engine:
    description: What Dockerfiles, tests and builds run in.
    type: str
    choices: [auto, docker, podman, buildah]
    default: auto
  auth_file:
    description:
      - A file with logins of registries on the managed host, as C(docker login) and C(podman login) write it.
      - Without it the usual files and credential helpers of Docker and Podman are asked.
    type: path
    aliases: [authfile]
  registries:
    description:
      - Logins of registries, for playbooks that keep them in a vault. They reach the engine by a file that only its
        user may read, never on a command line.
      - Prefer O(auth_file) or a credential helper. Ansible blanks a password wherever it occurs in what a task
        returns; a password that occurs in a reference is refused.
    type: list
    elements: dict
    suboptions:
      host:
        description: The registry, with its port where it has one.
        type: str
        required: true
      username:
        description: The user.
        type: str
        required: true
      password:
        description: The password or token.
        type: str
        required: true
  secrets:
    description: Values of the secrets that the stack names, by name.
    type: dict
"""

    ACTION_GROUP = r"""
options: {}
attributes:
  action_group:
    description: Use C(group/stave.images.engine) in C(module_defaults) to set these options once.
    support: full
    membership: [stave.images.engine]
"""
