# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What modules return, derived from the result of the engine."""

IDLE = ("keep", "refuse")
DONE = ("released", "removed", "built", "locked")
FAILED = ("held", "refused", "failed", "wrong", "blocked", "interrupted", "bug")


def images_of(result):
    """One dictionary for each image of a plan or a run, in the engine's order."""
    if not result:
        return []
    destination = result.get("destination", "")
    logs = result.get("run", {}).get("images", {})
    images = [_planned(step, destination) for step in result.get("steps", [])]
    for name, told in result.get("images", {}).items():
        images.append(_ended(name, told, destination, logs.get(name, {}).get("log")))
    return images


def _named(name, told, destination):
    section, dummy, short = name.rpartition("/")
    image = dict(
        name=short,
        section=section,
        identity=name,
        registry=destination,
        repository=name,
        action=told.get("action"),
        tag=told.get("tag"),
        digest=told.get("digest"),
        reference=told.get("reference"),
        reasons=told.get("reasons", []),
    )
    pinned = image["reference"] and image["digest"] and "%s@%s" % (image["reference"], image["digest"])
    image["pinned"] = told.get("pinned") or pinned or None
    for key in ("message", "hint"):
        if told.get(key):
            image[key] = told[key]
    return image


def _planned(step, destination):
    image = _named(step["image"], step, destination)
    image["status"] = "may rebuild" if step.get("certainty") == "ifChanged" else "planned"
    if step["action"] in IDLE:
        image["status"] = "unchanged" if step["action"] == "keep" else "refused"
    image["changed"] = step["action"] not in IDLE
    return image


def _ended(name, told, destination, log):
    image = _named(name, told, destination)
    image.update(status=told["outcome"], changed=told["outcome"] in DONE, version=told.get("version"))
    image["verdict"] = told.get("verdict")
    if "findings" in told:
        image["findings"] = told["findings"]
    if log:
        image["log_file"] = log
    return image


def actions_of(images):
    """One line for each image that something was, or would be, done to."""
    lines = []
    for image in images:
        if not image["changed"]:
            continue
        what = image["reference"] or image["identity"]
        reasons = "; ".join(image["reasons"])
        lines.append("%s %s%s" % (image["action"], what, " (%s)" % reasons if reasons else ""))
    return lines


def failed_of(images):
    """Those that failed, were refused, or wait for one that did."""
    return [image for image in images if image["status"] in FAILED]


def last_lines(path, count=40):
    """The end of a log; nothing where it cannot be read."""
    try:
        with open(path, "rb") as stream:
            stream.seek(0, 2)
            stream.seek(max(0, stream.tell() - 65536))
            text = stream.read().decode("utf-8", "replace")
    except (OSError, TypeError):
        return []
    return text.splitlines()[-count:]
