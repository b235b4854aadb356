# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Image fields of manifests, compose files and Helm values get their digests."""

import pytest

from ansible_collections.stave.images.plugins.plugin_utils._pins import PinError, Pins, pinned

D1, D2, D3 = ("sha256:" + digit * 64 for digit in "123")
IMAGES = [
    dict(identity="web/nginx", reference="r.lan:5000/web/nginx:1.27", pinned="r.lan:5000/web/nginx:1.27@" + D1),
    dict(identity="db/redis", reference="r.lan:5000/db/redis:7", pinned="r.lan:5000/db/redis:7@" + D2),
    dict(identity="web/redis", reference="r.lan:5000/web/redis:6", pinned="r.lan:5000/web/redis:6@" + D3),
    dict(identity="web/new", reference=None, pinned=None),
]


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("nginx", "r.lan:5000/web/nginx:1.27@" + D1),
        ("nginx:1.27", "r.lan:5000/web/nginx:1.27@" + D1),
        ("web/nginx", "r.lan:5000/web/nginx:1.27@" + D1),
        ("r.lan:5000/web/nginx", "r.lan:5000/web/nginx:1.27@" + D1),
        ("r.lan:5000/web/nginx:1.27", "r.lan:5000/web/nginx:1.27@" + D1),
        ("db/redis", "r.lan:5000/db/redis:7@" + D2),
        ("other@" + D3, "other@" + D3),
    ],
)
def test_what_is_pinned(text, wanted):
    assert Pins(IMAGES).pin(text, "image") == wanted


@pytest.mark.parametrize(
    "text, message",
    [
        ("redis", "image: 'redis' is ambiguous: r.lan:5000/db/redis:7@%s, r.lan:5000/web/redis:6@%s" % (D2, D3)),
        ("nginx:1.26", "image: 'nginx:1.26' asks for another tag than the released r.lan:5000/web/nginx:1.27@" + D1),
        ("web/new", "image: no released image is 'web/new'; its stack has: db/redis, web/nginx, web/redis"),
        ("docker.io/library/nginx", "image: no released image is 'docker.io/library/nginx'; its stack has: db/redis,"
         " web/nginx, web/redis"),
        ("Nginx", "image: 'Nginx': 'Nginx' is no repository"),
    ],
)
def test_refusals(text, message):
    with pytest.raises(PinError) as caught:
        Pins(IMAGES).pin(text, "image")
    assert str(caught.value) == message


def test_others_may_stay():
    assert Pins(IMAGES, "ours").pin("docker.io/library/x:1", "image") == "docker.io/library/x:1"
    assert Pins(IMAGES, "keep").pin("x", "image") == "x"
    with pytest.raises(PinError):
        Pins(IMAGES, "ours").pin("x", "image")


def test_a_manifest_keeps_all_else():
    manifest = {
        "kind": "Deployment",
        "spec": {"template": {"spec": {
            "initContainers": [{"name": "i", "image": "db/redis"}],
            "containers": [{"name": "c", "image": "nginx", "env": [{"name": "image", "value": "nginx"}]}],
        }}},
    }
    spec = pinned([manifest], Pins(IMAGES))[0]["spec"]["template"]["spec"]
    assert spec["initContainers"][0]["image"] == "r.lan:5000/db/redis:7@" + D2
    assert spec["containers"][0] == {
        "name": "c", "image": "r.lan:5000/web/nginx:1.27@" + D1, "env": [{"name": "image", "value": "nginx"}],
    }
    assert manifest["spec"]["template"]["spec"]["containers"][0]["image"] == "nginx"


def test_the_place_is_told():
    with pytest.raises(PinError) as caught:
        pinned({"services": {"x": {"image": "x:1"}}}, Pins(IMAGES))
    assert str(caught.value).startswith("services.x.image: no released image is 'x:1'")


@pytest.mark.parametrize(
    "values, wanted",
    [
        ({"repository": "web/nginx"}, {"repository": "r.lan:5000/web/nginx", "tag": "1.27@" + D1}),
        (
            {"repository": "web/nginx", "tag": "1.27", "digest": "", "pullPolicy": "Always"},
            {"repository": "r.lan:5000/web/nginx", "tag": "1.27", "digest": D1, "pullPolicy": "Always"},
        ),
        (
            {"registry": "r.lan:5000", "repository": "web/nginx", "digest": ""},
            {"registry": "r.lan:5000", "repository": "web/nginx", "tag": "1.27", "digest": D1},
        ),
    ],
)
def test_helm_values(values, wanted):
    assert pinned({"image": values}, Pins(IMAGES)) == {"image": wanted}
