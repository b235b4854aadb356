# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Inventories of gentoo-image-builder, completed and written as stacks."""

import subprocess

import pytest

from ansible_collections.stave.images.plugins.plugin_utils._builder import (
    InventoryError,
    changed_ebuilds,
    completed,
    merged,
    numbered,
    scripts,
    stack,
)

BUILDER = {
    "base": "/b",
    "build_dir": "local",
    "default_builder": "musl",
    "stage3_base": "stage3-amd64-musl",
    "stage3_date": "20251101T000000Z",
    "portage": "20251115",
    "chost": "x86_64-gentoo-linux-musl",
    "env": 'ENV A="1 2" B=3\n# a remark\nRUN emerge-webrsync',
    "configure_builder": "emerge dev-vcs/git\n",
}
IMAGES = [
    {"name": "base", "section": "local", "type": "gentoo-image-builder", "tag": 17.5, "build": {"packages": "busybox"}},
    {
        "name": "hydra",
        "type": "gentoo-image-builder",
        "requires": ["base", "tools"],
        "test": "hydra version",
        "env": {"PORT": 80},
        "build": {
            "packages": '="dev-db/postgresql"-"17.5" app-misc/jq',
            "configure_rootfs_build": "make",
            "entrypoint": ["/bin/hydra"],
            "add": [{"git": "https://git.lan/x.git#v1", "dest": "/x"}],
        },
    },
    {"name": "tools", "type": "script", "tag": "1.0", "command": "make image && podman push $image"},
    {"type": "fetch", "source": "redis", "tag": "7.4", "section": "db"},
    {"type": "fetch", "source": "quay.io/a/proxy", "platform": "arm64"},
]
SOFTWARE = {"hydra": {"version": "v2.3"}}


def completed_list():
    return completed(IMAGES, SOFTWARE, BUILDER, "apps")


def test_the_completed_list():
    images = completed_list()
    assert images[0] == {
        "name": "scratch",
        "section": "local",
        "tag": "20251115",
        "build": {"configure_builder": "emerge dev-vcs/git\n"},
        "type": "gentoo-image-builder",
    }
    assert [(i["name"], i["section"], i["tag"], i["requires"]) for i in images[1:]] == [
        ("base", "local", 17.5, ["scratch"]),
        ("hydra", "apps", "v2.3", ["base", "tools"]),
        ("tools", "apps", "1.0", ["scratch"]),
        ("redis", "db", "7.4", ["scratch"]),
        ("proxy", "apps", "20251115", ["scratch"]),
    ]


def test_completing_twice_is_completing_once():
    images = completed_list()
    assert completed(images, SOFTWARE, BUILDER, "apps") == images


def test_the_stack():
    found = stack(completed_list(), BUILDER, "registry.lan:5000", default_platform="amd64", scan="off")
    assert found["registry"] == "registry.lan:5000"
    assert found["release"] == "20251115"
    assert found["platforms"] == ["linux/amd64"]
    assert found["scan"] == "off"
    assert found["builders"] == {
        "musl": {
            "stage3": {"flavour": "amd64-musl", "date": "20251101T000000Z", "arch": "amd64"},
            "portage": {"snapshot": "20251115"},
            "dialect": "gentoo-image-builder",
            "env": {"A": "1 2", "B": "3"},
            "configureBuilder": "emerge-webrsync\nemerge dev-vcs/git",
            "chost": "x86_64-gentoo-linux-musl",
        }
    }
    images = found["images"]
    assert list(images) == ["local/base", "apps/hydra", "apps/tools", "db/redis", "apps/proxy"]
    assert images["local/base"] == {
        "rootfs": {"dialect": "gentoo-image-builder", "builder": "musl", "packages": ["busybox"]},
        "version": {"value": "17.5", "unchecked": True},
    }
    assert images["apps/hydra"] == {
        "from": "local/base",
        "requires": ["apps/tools"],
        "rootfs": {
            "dialect": "gentoo-image-builder",
            "packages": ["=dev-db/postgresql-17.5", "app-misc/jq"],
            "configureBuilder": "fetch_git https://git.lan/x.git v1 /x",
            "configureRootfs": "make",
        },
        "version": {"value": "v2.3", "unchecked": True},
        "entrypoint": ["/bin/hydra"],
        "env": {"PORT": "80"},
        "test": [{"command": ["hydra", "version"], "entrypoint": True}],
    }
    assert images["apps/tools"] == {"script": {"file": "scripts/apps/tools/build.sh"}, "version": "1.0"}
    assert images["db/redis"] == {"mirror": "docker.io/library/redis:7.4", "version": "7.4"}
    assert images["apps/proxy"] == {
        "mirror": "quay.io/a/proxy:20251115", "version": "20251115", "platforms": ["linux/arm64"],
    }


def test_scripts_and_numbers():
    found = scripts(completed_list())
    assert list(found) == ["scripts/apps/tools/build.sh"]
    assert found["scripts/apps/tools/build.sh"].startswith('#!/bin/sh\nset -xe\nimage="$STAVE_IMAGE"\n')
    assert found["scripts/apps/tools/build.sh"].endswith("\nmake image && podman push $image\n")
    assert numbered(completed_list()) == ["base"]


def test_what_was_written_comes_back():
    results = [{"identity": "local/base", "tag": "17.5-s1", "reference": "r/local/base:17.5-s1", "digest": "sha256:1",
                "pinned": "r/local/base:17.5-s1@sha256:1"}]
    images = merged(completed_list(), results)
    assert images[1]["tag"] == "17.5-s1"
    assert images[1]["pinned"] == "r/local/base:17.5-s1@sha256:1"
    assert images[2] == completed_list()[2]


@pytest.mark.parametrize(
    "image, message",
    [
        ({"name": "x", "type": "buildah"}, "image 'x': its type is 'buildah', which is none of gentoo-image-builder, fetch, script"),
        ({"name": "x", "type": "fetch", "tag": "1"}, "image 'x' of the type fetch has no source"),
        ({"name": "x", "type": "script", "tag": "1"}, "image 'x' of the type script has no command"),
    ],
)
def test_refusals(image, message):
    with pytest.raises(InventoryError) as caught:
        stack(completed([image], {}, BUILDER), BUILDER)
    assert str(caught.value) == message


def test_changed_ebuilds_are_an_overlay(tmp_path):
    """The commands run here, with the folders below another root, and a program that says what it was asked."""
    package = tmp_path / "repos/gentoo/app-misc/jq"
    (package / "files").mkdir(parents=True)
    (package / "files/a.patch").write_text("patch\n")
    (package / "jq-1.7.ebuild").write_text('KEYWORDS="~arm64"\n')
    (package / "Manifest").write_text("DIST jq.tar.gz 1 SHA512 a\n")
    commands = changed_ebuilds([{"package": "app-misc/jq", "ebuild_sed": 's/"~arm64"/"arm64"/'}])
    text = commands.replace("/var/db/repos", "%s/repos" % tmp_path).replace("/etc/", "%s/etc/" % tmp_path)
    words = 'die() { echo "$@" >&2; exit 7; }\nebuild() { echo "$@" >>%s/asked; }\n' % tmp_path
    subprocess.run(["sh", "-uc", words + text], check=True)
    overlay = tmp_path / "repos/changed-ebuilds"
    assert (overlay / "app-misc/jq/jq-1.7.ebuild").read_text() == 'KEYWORDS="arm64"\n'
    assert (overlay / "app-misc/jq/files/a.patch").exists()
    assert (overlay / "profiles/repo_name").read_text() == "changed-ebuilds\n"
    assert (overlay / "metadata/layout.conf").read_text() == "masters = gentoo\nthin-manifests = true\n"
    assert (tmp_path / "asked").read_text() == "%s/app-misc/jq/jq-1.7.ebuild manifest\n" % overlay
    assert (tmp_path / "etc/portage/repos.conf/changed-ebuilds.conf").read_text() == (
        "[changed-ebuilds]\nlocation = %s\nauto-sync = no\npriority = 40\n" % overlay
    )
    gone = subprocess.run(["sh", "-uc", words + text.replace("jq", "none")], check=False, capture_output=True, text=True)
    assert (gone.returncode, gone.stderr) == (7, "overlays: the tree has no package app-misc/none\n")


def test_changed_ebuilds_come_before_the_builder_is_configured():
    overlays = [{"package": "app-misc/jq", "ebuild_sed": "s/a/b/"}]
    found = stack(completed_list(), BUILDER, overlay="overlay", overlays=overlays)
    lines = found["builders"]["musl"]["configureBuilder"].splitlines()
    assert lines[0] == "emerge-webrsync"
    assert lines[-1] == "emerge dev-vcs/git"
    assert "    sed -i -e s/a/b/ \"$ebuild\" && ebuild \"$ebuild\" manifest || die \"overlays: $ebuild cannot be changed\"" in lines


@pytest.mark.parametrize(
    "overlay, message",
    [
        ({"package": "app-misc/jq"}, "overlays[0] needs package, such as app-misc/jq, and ebuild_sed"),
        ({"package": "jq", "ebuild_sed": "s/a/b/"}, "overlays[0].package is 'jq', and must be written as app-misc/jq"),
        ({"package": "../a/b", "ebuild_sed": "s/a/b/"}, "overlays[0].package is '../a/b', and must be written as app-misc/jq"),
    ],
)
def test_overlays_that_are_refused(overlay, message):
    with pytest.raises(InventoryError) as caught:
        changed_ebuilds([overlay])
    assert str(caught.value) == message
