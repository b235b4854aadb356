# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""References, taken apart as Docker, Podman and Kubernetes do."""

import pytest

from ansible_collections.stave.images.plugins.module_utils._reference import ReferenceError, is_pinned, parse

DIGEST = "sha256:" + "0" * 64


@pytest.mark.parametrize(
    "text, registry, repository, tag, digest",
    [
        ("nginx", None, "nginx", None, None),
        ("nginx:1.27", None, "nginx", "1.27", None),
        ("library/nginx:1.27", None, "library/nginx", "1.27", None),
        ("localhost/nginx", "localhost", "nginx", None, None),
        ("localhost:5000/web/nginx:1", "localhost:5000", "web/nginx", "1", None),
        ("registry.lan/web/nginx:1-s1", "registry.lan", "web/nginx", "1-s1", None),
        ("[::1]:5000/a/b", "[::1]:5000", "a/b", None, None),
        ("quay.io/a/b_c--d@" + DIGEST, "quay.io", "a/b_c--d", None, DIGEST),
        ("r.lan:5000/a:1@" + DIGEST, "r.lan:5000", "a", "1", DIGEST),
    ],
)
def test_parts(text, registry, repository, tag, digest):
    parts = parse(text)
    assert (parts["registry"], parts["repository"], parts["tag"], parts["digest"]) == (registry, repository, tag, digest)
    assert parts["pinned"] == (digest is not None)
    assert parts["name"] == repository.rsplit("/", maxsplit=1)[-1]


@pytest.mark.parametrize(
    "text, message",
    [
        ("", "'' is no image reference"),
        (None, "None is no image reference"),
        ("Nginx", "'Nginx': 'Nginx' is no repository"),
        ("nginx:", "'nginx:': '' is no tag"),
        ("nginx:-1", "'nginx:-1': '-1' is no tag"),
        ("nginx@sha256:12", "'nginx@sha256:12': 'sha256:12' is no digest"),
        ("r..lan:x/a", "'r..lan:x/a': 'r..lan:x' is no host"),
        ("a//b", "'a//b': 'a//b' is no repository"),
    ],
)
def test_refusals(text, message):
    with pytest.raises(ReferenceError) as caught:
        parse(text)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "value, wanted", [("a@" + DIGEST, True), ("a:1", False), ("A@" + DIGEST, False), (None, False), (17.1, False)]
)
def test_pinned(value, wanted):
    assert is_pinned(value) is wanted
