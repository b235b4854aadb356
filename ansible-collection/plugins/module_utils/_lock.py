# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads the lock that Stave writes beside a stack: which image was released under which tag and digest."""

import difflib
import json

FORMS = ("pinned", "tag", "digest", "repository", "version", "dict")


class LockError(Exception):
    """The lock cannot answer; the message says why and what to do."""


class AmbiguousError(LockError):
    """A short name that more than one image has."""


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


def lock_of(images):
    """What a task returned as its images, in the shape of a lock."""
    known = {}
    for image in images:
        line = dict(repository=image["repository"], registry=image["registry"])
        if image.get("tag") and image.get("digest"):
            line.update(tag=image["tag"], digest=image["digest"])
        known[image["identity"]] = line
    return dict(lock=1, images=known)


def find_image(lock, name):
    """The identity that NAME means: the full `section/name`, or a short name that only one image has."""
    images = lock.get("images", {})
    if name in images:
        return name
    candidates = sorted(identity for identity in images if identity.rsplit("/", 1)[-1] == name)
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        raise AmbiguousError("image '%s' is ambiguous: %s" % (name, ", ".join(candidates)))
    near = difflib.get_close_matches(name, list(images), n=1)
    raise LockError("the lock has no image '%s'%s" % (name, ", did you mean '%s'?" % near[0] if near else ""))


def reference(lock, name, form="pinned", registry=None):
    """The image's reference, such as `registry.lan:5000/web/nginx:1.27.3@sha256:…`, with another registry if asked."""
    if form not in FORMS:
        raise LockError("form '%s' is none of %s" % (form, ", ".join(FORMS)))
    identity = find_image(lock, name)
    line = lock["images"][identity]
    if "tag" not in line or "digest" not in line:
        raise LockError("image '%s' was built but not released yet; run: stave apply" % identity)
    place = registry or line.get("registry") or lock["registry"]
    repository = "%s%s%s" % (place, ":" if place.startswith("oci:") else "/", line["repository"])
    parts = dict(
        identity=identity,
        registry=place,
        repository=repository,
        tag=line["tag"],
        version=line.get("base", line["tag"]),
        digest=line["digest"],
        reference="%s:%s" % (repository, line["tag"]),
        pinned="%s:%s@%s" % (repository, line["tag"], line["digest"]),
    )
    if form == "dict":
        return parts
    if form == "tag":
        return parts["reference"]
    if form == "digest":
        return "%s@%s" % (repository, line["digest"])
    return parts[form]
