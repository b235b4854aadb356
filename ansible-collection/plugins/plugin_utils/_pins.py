# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Finds image fields in Kubernetes manifests, compose files and Helm values, and pins them."""

from ansible_collections.stave.images.plugins.module_utils._reference import ReferenceError, parse


class PinError(ValueError):
    """An image field cannot be pinned; the message says which, and why."""


class Pins(object):
    """Pinned references by what people write instead of them."""

    def __init__(self, images, missing="error"):
        self.missing = missing
        self.known = {}
        self.short = {}
        for image in images:
            reference, pinned = image.get("reference"), image.get("pinned")
            if not pinned:
                continue
            untagged = reference.rsplit(":", 1)[0]
            self._add(self.known, reference, pinned)
            self._add(self.known, untagged, pinned)
            self._add(self.known, image["identity"], pinned)
            self._add(self.short, image["identity"].rsplit("/", 1)[-1], pinned)

    @staticmethod
    def _add(table, key, pinned):
        table.setdefault(key, [])
        if pinned not in table[key]:
            table[key].append(pinned)

    def pin(self, text, where):
        """The pinned form of what TEXT names; TEXT itself where it is pinned already or not ours."""
        try:
            parts = parse(text)
        except ReferenceError as error:
            raise PinError("%s: %s" % (where, error)) from error
        if parts["pinned"]:
            return text
        found = self.known.get(text) or self._by_name(parts)
        if not found:
            if self.missing == "keep" or (self.missing == "ours" and parts["registry"]):
                return text
            raise PinError("%s: no released image is '%s'; its stack has: %s" % (where, text, self._names()))
        if len(found) > 1:
            raise PinError("%s: '%s' is ambiguous: %s" % (where, text, ", ".join(found)))
        pinned = parse(found[0])
        if parts["tag"] and parts["tag"] != pinned["tag"]:
            raise PinError("%s: '%s' asks for another tag than the released %s" % (where, text, found[0]))
        return found[0]

    def _by_name(self, parts):
        host = parts["registry"] + "/" if parts["registry"] else ""
        found = self.known.get(host + parts["repository"])
        if found or host:
            return found
        return self.short.get(parts["repository"]) if "/" not in parts["repository"] else None

    def _names(self):
        return ", ".join(sorted(key for key in self.known if ":" not in key)) or "none"


def pinned(value, pins, where=""):
    """VALUE with its image fields pinned; what is no image field stays as it is."""
    if isinstance(value, list):
        return [pinned(each, pins, "%s[%d]" % (where, index)) for index, each in enumerate(value)]
    if not isinstance(value, dict):
        return value
    changed = {}
    for key, each in value.items():
        path = "%s.%s" % (where, key) if where else str(key)
        if key == "image" and isinstance(each, str):
            changed[key] = pins.pin(each, path)
        elif key == "image" and isinstance(each, dict) and isinstance(each.get("repository"), str):
            changed[key] = _helm(each, pins, path)
        else:
            changed[key] = pinned(each, pins, path)
    return changed


def _helm(image, pins, where):
    """Helm values: registry, repository, tag, and digest where the chart knows it."""
    host = image.get("registry")
    tag = image.get("tag")
    text = "%s%s%s" % (host + "/" if host else "", image["repository"], ":%s" % tag if tag else "")
    parts = parse(pins.pin(text, where))
    if not parts["pinned"]:
        return image
    known = dict(image)
    known["repository"] = parts["repository"] if "registry" in image else _whole(parts)
    if "registry" in image:
        known["registry"] = parts["registry"]
    if "digest" in image:
        known.update(tag=parts["tag"], digest=parts["digest"])
    else:
        known["tag"] = "%s@%s" % (parts["tag"], parts["digest"])
    return known


def _whole(parts):
    return "%s/%s" % (parts["registry"], parts["repository"]) if parts["registry"] else parts["repository"]
