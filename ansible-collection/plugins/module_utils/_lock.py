# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt)
"""Reads the lock that Stave writes beside a stack: which image was released under which tag and digest."""

import difflib
import json

FORMS = ("pinned", "tag", "digest")


class LockError(Exception):
    """The lock cannot answer; the message says why and what to do."""


def read_lock(text, path):
    """The parsed lock. A lock that holds conflict markers, or is of a version not known here, is refused."""
    if any(line.startswith(("<<<<<<<", ">>>>>>>")) for line in text.splitlines()):
        raise LockError("%s holds conflict markers; run: stave lock --merge" % path)
    try:
        lock = json.loads(text)
    except ValueError as error:
        raise LockError("%s is no lock of Stave: %s" % (path, error)) from error
    if not isinstance(lock, dict) or lock.get("lock") != 1:
        raise LockError("%s is not a lock that this collection knows; upgrade stave.images" % path)
    return lock


def find_image(lock, name):
    """The identity that NAME means: the full `section/name`, or a short name that only one image has."""
    images = lock.get("images", {})
    if name in images:
        return name
    candidates = sorted(identity for identity in images if identity.rsplit("/", 1)[-1] == name)
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        raise LockError("image '%s' is ambiguous: %s" % (name, ", ".join(candidates)))
    near = difflib.get_close_matches(name, list(images), n=1)
    raise LockError("the lock has no image '%s'%s" % (name, ", did you mean '%s'?" % near[0] if near else ""))


def reference(lock, name, form="pinned"):
    """The image's reference, such as `registry.lan:5000/web/nginx:1.27.3@sha256:…`."""
    if form not in FORMS:
        raise LockError("form '%s' is none of %s" % (form, ", ".join(FORMS)))
    identity = find_image(lock, name)
    line = lock["images"][identity]
    if "tag" not in line or "digest" not in line:
        raise LockError("image '%s' was built but not released yet; run: stave apply" % identity)
    repository = "%s/%s" % (lock["registry"], line["repository"])
    if form == "tag":
        return "%s:%s" % (repository, line["tag"])
    if form == "digest":
        return "%s@%s" % (repository, line["digest"])
    return "%s:%s@%s" % (repository, line["tag"], line["digest"])
