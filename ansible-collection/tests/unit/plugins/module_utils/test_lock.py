# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the lock answers, and in which words it refuses."""

import pytest

from ansible_collections.stave.images.plugins.module_utils._lock import LockError, lock_of, read_lock, reference

DIGEST = "sha256:" + "a" * 64
TEXT = """{"lock":1,"stack":"shop",
"registry":"registry.lan:5000",
"images":{
"auth/nginx":{"digest":"%(d)s","repository":"auth/nginx","tag":"1.2"},
"web/api":{"pins":{}},
"web/nginx":{"base":"1.27.3","digest":"%(d)s","repository":"web/nginx","tag":"1.27.3-s1"},
"web/redis":{"digest":"%(d)s","repository":"web/redis","tag":"7.4.1"}
}}
""" % {"d": DIGEST}
IMAGES = [
    dict(identity="web/redis", registry="r.lan", repository="web/redis", tag="7.4.1", digest=DIGEST),
    dict(identity="web/new", registry="r.lan", repository="web/new", tag=None, digest=None),
]


@pytest.fixture(name="lock")
def fixture_lock():
    return read_lock(TEXT, "stack.groovy.lock.json")


@pytest.mark.parametrize(
    "name, form, wanted",
    [
        ("redis", "pinned", "registry.lan:5000/web/redis:7.4.1@" + DIGEST),
        ("redis", "tag", "registry.lan:5000/web/redis:7.4.1"),
        ("redis", "digest", "registry.lan:5000/web/redis@" + DIGEST),
        ("redis", "repository", "registry.lan:5000/web/redis"),
        ("web/nginx", "version", "1.27.3"),
        ("redis", "version", "7.4.1"),
    ],
)
def test_forms(lock, name, form, wanted):
    assert reference(lock, name, form) == wanted


def test_all_parts(lock):
    parts = reference(lock, "web/nginx", "dict")
    assert parts["reference"] == "registry.lan:5000/web/nginx:1.27.3-s1"
    assert parts["pinned"] == "registry.lan:5000/web/nginx:1.27.3-s1@" + DIGEST
    assert parts["identity"] == "web/nginx"


def test_another_registry(lock):
    assert reference(lock, "redis", "tag", "cache.lan/proxy") == "cache.lan/proxy/web/redis:7.4.1"


def test_a_layout_names_its_images_with_a_colon(lock):
    assert reference(dict(lock, registry="oci:images"), "redis", "tag") == "oci:images:web/redis:7.4.1"


@pytest.mark.parametrize(
    "name, form, message",
    [
        ("nginx", "pinned", "image 'nginx' is ambiguous: auth/nginx, web/nginx"),
        ("web/ngin", "pinned", "the lock has no image 'web/ngin', did you mean 'web/nginx'?"),
        ("web/api", "tag", "image 'web/api' was built but not released yet; run: stave apply"),
        ("redis", "short", "form 'short' is none of pinned, tag, digest, repository, version, dict"),
    ],
)
def test_refusals(lock, name, form, message):
    with pytest.raises(LockError) as caught:
        reference(lock, name, form)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "text, message",
    [
        ("<<<<<<< ours\n", "l holds conflict markers; run: stave lock --merge"),
        ('{"lock":2}', "l is not a lock that this collection knows; upgrade stave.images"),
        ("[1]", "l is not a lock that this collection knows; upgrade stave.images"),
    ],
)
def test_what_is_no_lock(text, message):
    with pytest.raises(LockError) as caught:
        read_lock(text, "l")
    assert str(caught.value) == message


def test_images_of_a_result_answer_like_a_lock():
    assert reference(lock_of(IMAGES), "redis") == "r.lan/web/redis:7.4.1@" + DIGEST
    with pytest.raises(LockError) as caught:
        reference(lock_of(IMAGES), "new")
    assert str(caught.value) == "image 'web/new' was built but not released yet; run: stave apply"
