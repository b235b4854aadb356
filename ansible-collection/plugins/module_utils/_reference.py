# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Image references, as Docker, Podman and Kubernetes read them."""

import re

_NAME = r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*"
_PATH = re.compile("%s(?:/%s)*$" % (_NAME, _NAME))
_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:]+\])(?::[0-9]+)?$")
_TAG = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}$|sha512:[0-9a-f]{128}$")


class ReferenceError(ValueError):
    """The text is no reference; the message says which part is wrong."""


def parse(text):
    """The parts of a reference; what it does not say is None."""
    if not isinstance(text, str) or not text:
        raise ReferenceError("%r is no image reference" % (text,))
    rest, at, digest = text.partition("@")
    if at and not _DIGEST.match(digest):
        raise ReferenceError("'%s': '%s' is no digest" % (text, digest))
    host, slash, path = rest.partition("/")
    if not slash or not ("." in host or ":" in host or host == "localhost"):
        host, path = None, rest
    elif not _HOST.match(host):
        raise ReferenceError("'%s': '%s' is no host" % (text, host))
    repository, colon, tag = path.partition(":")
    if colon and not _TAG.match(tag):
        raise ReferenceError("'%s': '%s' is no tag" % (text, tag))
    if not _PATH.match(repository):
        raise ReferenceError("'%s': '%s' is no repository" % (text, repository))
    return dict(
        registry=host,
        repository=repository,
        name=repository.rsplit("/", 1)[-1],
        tag=tag or None,
        digest=digest or None,
        pinned=bool(digest),
    )


def is_pinned(text):
    """Whether the text is a reference that names its image by digest."""
    try:
        return parse(text)["pinned"]
    except ReferenceError:
        return False
