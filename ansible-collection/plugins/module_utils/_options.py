# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Options that the modules share, and what is wrong with a definition that YAML has spoiled."""

ENGINE = dict(
    executable=dict(type="path"),
    java_home=dict(type="path"),
    home=dict(type="path"),
    cache=dict(type="path"),
    trivy=dict(type="path"),
    container_engine=dict(type="str", default="auto", choices=["auto", "docker", "podman", "buildah"]),
    auth_file=dict(type="path", aliases=["authfile"]),
    registries=dict(
        type="list",
        elements="dict",
        options=dict(
            host=dict(type="str", required=True),
            username=dict(type="str", required=True),
            password=dict(type="str", required=True, no_log=True),
        ),
    ),
    secrets=dict(type="dict", no_log=True),
)

STACK = dict(
    src=dict(type="path"),
    remote_src=dict(type="bool", default=False),
    definition=dict(type="dict"),
    lock_file=dict(type="path"),
    vars=dict(type="dict"),
    restricted=dict(type="path"),
    exclude=dict(type="list", elements="str", default=[]),
    with_requires=dict(type="bool", default=False),
)

NAME = dict(name=dict(type="list", elements="str", default=[], aliases=["limit_images"]))

RUN = dict(
    jobs=dict(type="int"),
    keep_going=dict(type="bool", default=True),
    lock=dict(type="str", default="update", choices=["update", "locked"]),
    rebuild=dict(type="str", default="none", choices=["none", "images", "parents", "builders"]),
    scan=dict(type="str", default="policy", choices=["policy", "off"]),
    progress=dict(type="bool", default=True),
    events=dict(type="path"),
)

STACK_RULES = dict(
    mutually_exclusive=[("src", "definition")],
    required_one_of=[("src", "definition")],
    required_by=dict(definition=("lock_file",)),
)


def spoiled(value, path):
    """One sentence for each number below VALUE that YAML may have changed before anybody could see it."""
    if isinstance(value, dict):
        return [sentence for key, each in value.items() for sentence in spoiled(each, "%s.%s" % (path, key))]
    if isinstance(value, (list, tuple)):
        return [sentence for index, each in enumerate(value) for sentence in spoiled(each, "%s[%d]" % (path, index))]
    last = path.rsplit(".", 1)[-1]
    if isinstance(value, float):
        return ["%s is the number %s, and 17.10 in YAML becomes 17.1: quote it" % (path, value)]
    if isinstance(value, bool) and last in ("version", "tag", "release"):
        return ["%s is %s, which YAML made of an unquoted word: quote it" % (path, str(value).lower())]
    if isinstance(value, int) and not isinstance(value, bool) and last == "mode":
        return ["%s is the number %d, which YAML made of octal digits: quote it" % (path, value)]
    return []


def texts(values):
    """A dictionary whose values are texts, as variables of a stack are; None stays None."""
    if values is None:
        return None
    return {str(key): value if isinstance(value, str) else str(value) for key, value in values.items()}
