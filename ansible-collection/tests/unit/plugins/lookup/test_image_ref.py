# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The lookup, as templates call it."""

import json

import pytest
from ansible.errors import AnsibleError
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import lookup_loader

DIGEST = "sha256:" + "a" * 64
LOCK = {"lock": 1, "registry": "r.lan", "images": {"web/a": {"digest": DIGEST, "repository": "web/a", "tag": "1"}}}


@pytest.fixture(name="lock")
def fixture_lock(tmp_path):
    path = tmp_path / "stack.yaml.lock.json"
    path.write_text(json.dumps(LOCK))
    return path


def look_up(terms, **options):
    return lookup_loader.get("stave.images.image_ref", loader=DataLoader()).run(terms, variables=options.pop("variables", {}), **options)


def test_by_option_variable_and_result(lock):
    wanted = ["r.lan/web/a:1@" + DIGEST]
    assert look_up(["a"], lock=str(lock)) == wanted
    assert look_up(["a"], variables={"image_lock_file": str(lock)}) == wanted
    images = [dict(identity="web/a", registry="r.lan", repository="web/a", tag="1", digest=DIGEST)]
    assert look_up(["web/a"], images=images) == wanted


def test_a_lock_that_changed_is_read_again(lock):
    assert look_up(["a"], lock=str(lock), form="tag") == ["r.lan/web/a:1"]
    changed = dict(LOCK, registry="other.lan")
    lock.write_text(json.dumps(changed))
    assert look_up(["a"], lock=str(lock), form="tag") == ["other.lan/web/a:1"]


def test_missing_images(lock):
    with pytest.raises(AnsibleError) as caught:
        look_up(["b"], lock=str(lock))
    assert "the lock has no image 'b'" in str(caught.value)
    assert look_up(["b", "a"], lock=str(lock), on_missing="skip", form="version") == ["1"]


def test_no_lock():
    with pytest.raises(AnsibleError) as caught:
        look_up(["a"], lock="/nowhere.lock.json")
    assert "the lock /nowhere.lock.json cannot be read: No such file or directory" in str(caught.value)
    with pytest.raises(AnsibleError) as caught:
        look_up(["a"])
    assert "say which lock to read" in str(caught.value)
