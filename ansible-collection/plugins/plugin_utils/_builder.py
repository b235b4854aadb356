# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Inventories of the role gentoo-image-builder: its completed list of images, and the stack that they are."""

import re
import shlex

BUILT = "gentoo-image-builder"
SCRATCH = "scratch"
ENGINES = ("podman", "docker", "buildah")
CHANGED = "changed-ebuilds"
PACKAGE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9+_.-]*/[A-Za-z0-9_][A-Za-z0-9+_-]*$")


class InventoryError(ValueError):
    """The inventory cannot be read; the message says where and why."""


def completed(images, software=None, builder=None, default_section=""):
    """The list as the role completes it: scratch first, then each image with name, tag, requires and section."""
    builder = builder or {}
    scratch = dict(
        name=SCRATCH,
        section=builder.get("build_dir"),
        tag=builder.get("portage"),
        build=dict(configure_builder=builder.get("configure_builder")),
        type=BUILT,
    )
    return [scratch] + [
        _completed(image, software or {}, builder, default_section)
        for image in images
        if image.get("name") != SCRATCH
    ]


def _completed(image, software, builder, default_section):
    name = image.get("name") or str(image.get("source") or "").rsplit("/", 1)[-1]
    known = software.get(image.get("name")) or {}
    return dict(
        image,
        name=name,
        tag=image.get("tag", known.get("version", builder.get("portage"))),
        requires=image.get("requires", [SCRATCH]),
        section=image.get("section", default_section or ""),
    )


def identity(image):
    """Section and name, as Stave calls the image."""
    return "%s/%s" % (image["section"], image["name"]) if image["section"] else image["name"]


def numbered(images):
    """The images whose tags are numbers: YAML may have changed what was written."""
    return [image["name"] for image in images if not isinstance(image.get("tag"), (str, type(None)))]


def stack(images, builder=None, registry=None, **more):
    """The stack of a completed list, in Stave's YAML form; MORE is default_platform, scan, hosts, overlay and overlays."""
    builder = builder or {}
    wanted = [image for image in images if image["name"] != SCRATCH]
    found = dict(stack="image-builder", images={})
    if registry:
        found["registry"] = registry
    if builder.get("portage"):
        found["release"] = str(builder["portage"])
    if more.get("default_platform"):
        found["platforms"] = [platform(more["default_platform"])]
    for key in ("scan", "hosts"):
        if more.get(key):
            found[key] = more[key]
    names = {}
    for image in wanted:
        names.setdefault(image["name"], identity(image))
    if any(image.get("type") == BUILT for image in wanted):
        found["builders"] = {builder_name(builder): _builder(builder, more)}
    kinds = dict([(BUILT, _built), ("fetch", _fetched), ("script", _scripted)])
    for image in wanted:
        kind = kinds.get(image.get("type"))
        if not kind:
            raise InventoryError(
                "image '%s': its type is %r, which is none of %s" % (image["name"], image.get("type"), ", ".join(kinds))
            )
        found["images"][identity(image)] = kind(image, names, builder)
    return found


def scripts(images):
    """The files that script images run, by their path beside the lock."""
    return {_script_path(image): _script(image["command"]) for image in images if image.get("type") == "script"}


def merged(images, results):
    """The completed list with what was really written: tag, reference, digest and pinned of each image."""
    released = {each["identity"]: each for each in results}
    return [_merged(image, released.get(identity(image))) for image in images]


def _merged(image, released):
    if not released or image["name"] == SCRATCH:
        return image
    known = {key: released[key] for key in ("tag", "reference", "digest", "pinned") if released.get(key)}
    return dict(image, **known)


def platform(text):
    """`arm64` as `linux/arm64`."""
    name = dict(x86="386", riscv="riscv64").get(text, text)
    return name if "/" in name else "linux/" + name


def builder_name(builder):
    """The builder's name in the stack."""
    return builder.get("default_builder") or "builder"


def _builder(builder, more):
    arch = (more.get("default_platform") or "").rsplit("/", 1)[-1]
    flavour = str(builder.get("stage3_base") or "")
    stage3 = dict(flavour=flavour[7:] if flavour.startswith("stage3-") else flavour, date=builder.get("stage3_date"))
    stage3["arch"] = arch
    found = dict(
        stage3={key: str(value) for key, value in stage3.items() if value},
        portage=dict(snapshot=str(builder.get("portage"))),
        dialect=BUILT,
    )
    variables, commands = _environment(str(builder.get("env") or ""))
    commands.append(changed_ebuilds(more.get("overlays")))
    commands.append(builder.get("configure_builder") or "")
    hooks = dict(configureBuilder=_lines(commands), finishRootfs=builder.get("finish_build"), chost=builder.get("chost"))
    found.update({key: value for key, value in hooks.items() if value})
    if variables:
        found["env"] = variables
    if more.get("overlay") and builder.get("local_overlay_name"):
        found["overlays"] = {builder["local_overlay_name"]: dict(path=more["overlay"])}
    return found


def changed_ebuilds(overlays):
    """Commands that copy packages of the tree into an overlay inside the builder, and change their ebuilds with sed."""
    if not overlays:
        return ""
    lines = [
        "repos=/var/db/repos",
        "overlay=$repos/" + CHANGED,
        'mkdir -p "$overlay/metadata" "$overlay/profiles" /etc/portage/repos.conf',
        'echo %s >"$overlay/profiles/repo_name"' % CHANGED,
        'printf "masters = gentoo\\nthin-manifests = true\\n" >"$overlay/metadata/layout.conf"',
        'printf "[%s]\\nlocation = %%s\\nauto-sync = no\\npriority = 40\\n" "$overlay" >/etc/portage/repos.conf/%s.conf'
        % (CHANGED, CHANGED),
    ]
    for index, each in enumerate(overlays):
        package, sed = each.get("package"), each.get("ebuild_sed")
        if not package or not sed:
            raise InventoryError("overlays[%d] needs package, such as app-misc/jq, and ebuild_sed" % index)
        if not PACKAGE.match(str(package)):
            raise InventoryError("overlays[%d].package is '%s', and must be written as app-misc/jq" % (index, package))
        lines += [
            'test -d "$repos/gentoo/%s" || die "overlays: the tree has no package %s"' % (package, package),
            'mkdir -p "$overlay/%s" && cp -R "$repos/gentoo/%s/." "$overlay/%s"' % (package, package, package),
            'for ebuild in "$overlay/%s"/*.ebuild; do' % package,
            '    sed -i -e %s "$ebuild" && ebuild "$ebuild" manifest || die "overlays: $ebuild cannot be changed"'
            % shlex.quote(str(sed)),
            "done",
        ]
    return "\n".join(lines)


def _environment(text):
    """What a piece of a Dockerfile sets and runs."""
    variables, commands = {}, []
    for line in text.replace("\\\n", " ").splitlines():
        word, dummy, rest = line.strip().partition(" ")
        if word.upper() == "ENV":
            pairs = shlex.split(rest)
            if pairs and "=" not in pairs[0]:
                pairs = ["%s=%s" % (pairs[0], " ".join(pairs[1:]))]
            variables.update(pair.split("=", 1) for pair in pairs)
        elif word.upper() == "RUN":
            commands.append(rest.strip())
        elif word and not word.startswith("#"):
            raise InventoryError("builder.env: only ENV and RUN are known, not '%s'" % line.strip())
    return variables, commands


def _lines(texts):
    return "\n".join(text.rstrip("\n") for text in texts if text)


def _needs(image, names):
    return [names.get(name, name) for name in image["requires"] if name != SCRATCH]


def _built(image, names, builder):
    build = image.get("build") or {}
    rootfs = dict(dialect=BUILT)
    needs = _needs(image, names)
    found = dict(rootfs=rootfs, version=dict(value=str(image["tag"]), unchecked=True))
    if needs:
        found["from"] = needs[0]
    else:
        rootfs["builder"] = builder_name(builder)
    if needs[1:]:
        found["requires"] = needs[1:]
    if build.get("packages"):
        rootfs["packages"] = shlex.split(str(build["packages"]))
    fetched = []
    for each in build.get("add") or []:
        address, dummy, reference = str(each["git"]).partition("#")
        words = (address, reference or "HEAD", str(each["dest"]))
        fetched.append("fetch_git %s %s %s" % tuple(shlex.quote(word) for word in words))
    hooks = dict(
        configureBuilder=_lines(fetched + [build.get("configure_builder") or ""]),
        configureRootfs=build.get("configure_rootfs_build"),
        finishRootfs=build.get("finish_rootfs_build"),
    )
    rootfs.update({key: value for key, value in hooks.items() if value})
    for key in ("entrypoint", "user"):
        if build.get(key):
            found[key] = build[key]
    return _common(image, found)


def _fetched(image, names, builder):
    source = image.get("source")
    if not source:
        raise InventoryError("image '%s' of the type fetch has no source" % image["name"])
    host = source.split("/")[0]
    if "/" not in source or not ("." in host or ":" in host or host == "localhost"):
        source = "docker.io/%s%s" % ("" if "/" in source else "library/", source)
    found = dict(mirror="%s:%s" % (source, image["tag"]), version=str(image["tag"]))
    if image.get("platform"):
        found["platforms"] = [platform(image["platform"])]
    needs = _needs(image, names)
    if needs:
        found["requires"] = needs
    if image.get("test"):
        found["test"] = [_test(image["test"])]
    return found


def _scripted(image, names, builder):
    if not image.get("command"):
        raise InventoryError("image '%s' of the type script has no command" % image["name"])
    found = dict(script=dict(file=_script_path(image)), version=str(image["tag"]))
    needs = _needs(image, names)
    if needs:
        found["requires"] = needs
    return _common(image, found)


def _common(image, found):
    if image.get("env"):
        found["env"] = {key: str(value) for key, value in image["env"].items()}
    if image.get("workdir"):
        found["workdir"] = image["workdir"]
    if image.get("test"):
        found["test"] = [_test(image["test"])]
    return found


def _test(test):
    """Given to the entrypoint, as the role does."""
    return dict(command=shlex.split(test) if isinstance(test, str) else list(test), entrypoint=True)


def _script_path(image):
    return "scripts/%s/build.sh" % identity(image)


def _script(command):
    """The command with $image as the name that the image is left under; what it pushes is pushed once it passed."""
    lines = ["#!/bin/sh", "set -xe", 'image="$STAVE_IMAGE"']
    for engine in ENGINES:
        lines.append(
            "%s() { case \"$1 $2\" in push\\ * | 'image push') return 0 ;; esac; command %s \"$@\"; }" % (engine, engine)
        )
    return "\n".join(lines + [command.rstrip("\n"), ""])
