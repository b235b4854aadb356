# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Numbers that YAML has spoiled are told before anything is done."""

import pytest

from ansible_collections.stave.images.plugins.module_utils._options import spoiled, texts


@pytest.mark.parametrize(
    "definition, sentences",
    [
        ({"images": {"a": {"version": "17.10"}}}, []),
        ({"images": {"a": {"version": 12}}}, []),
        (
            {"images": {"a": {"version": 17.1}}},
            ["d.images.a.version is the number 17.1, and 17.10 in YAML becomes 17.1: quote it"],
        ),
        (
            {"software": {"b": {"version": 2025.06}}, "release": 2026.11},
            [
                "d.software.b.version is the number 2025.06, and 17.10 in YAML becomes 17.1: quote it",
                "d.release is the number 2026.11, and 17.10 in YAML becomes 17.1: quote it",
            ],
        ),
        (
            {"images": {"a": {"files": [{"copy": "x", "mode": 493}]}}},
            ["d.images.a.files[0].mode is the number 493, which YAML made of octal digits: quote it"],
        ),
        ({"tag": True}, ["d.tag is true, which YAML made of an unquoted word: quote it"]),
        ({"scan": {"ignoreUnfixed": True}}, []),
    ],
)
def test_spoiled(definition, sentences):
    assert spoiled(definition, "d") == sentences


def test_texts():
    assert texts(None) is None
    assert texts({"a": 1, 2: "b", "c": True}) == {"a": "1", "2": "b", "c": "True"}
