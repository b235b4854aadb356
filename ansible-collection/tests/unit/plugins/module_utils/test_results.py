# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What modules return is derived from the engine's result."""

from ansible_collections.stave.images.plugins.module_utils._results import actions_of, failed_of, images_of, last_lines

PLAN = {
    "destination": "r.lan",
    "steps": [
        {"image": "web/a", "action": "keep", "certainty": "certain", "tag": "1", "reference": "r.lan/web/a:1",
         "reasons": [], "digest": "sha256:11"},
        {"image": "web/b", "action": "build", "certainty": "ifChanged", "tag": None, "reasons": ["web/a may change"]},
        {"image": "c", "action": "refuse", "certainty": "certain", "tag": "2", "reasons": [], "message": "no", "hint": "do"},
    ],
}
RESULT = {
    "destination": "r.lan",
    "images": {
        "web/a": {"action": "build", "outcome": "released", "tag": "1", "version": "1", "digest": "sha256:11",
                  "reference": "r.lan/web/a:1", "pinned": "r.lan/web/a:1@sha256:11", "verdict": "passed",
                  "reasons": ["never built"]},
        "web/b": {"action": "build", "outcome": "failed", "tag": None, "version": None, "digest": None,
                  "verdict": None, "reasons": [], "message": "it broke", "hint": "mend it"},
    },
    "run": {"images": {"web/b": {"log": "/l/b.log"}}},
}


def test_a_plan():
    first, second, third = images_of(PLAN)
    assert (first["status"], first["changed"], first["pinned"]) == ("unchanged", False, "r.lan/web/a:1@sha256:11")
    assert (second["status"], second["changed"], second["pinned"]) == ("may rebuild", True, None)
    assert (third["status"], third["name"], third["section"], third["message"]) == ("refused", "c", "", "no")
    assert actions_of([first, second, third]) == ["build web/b (web/a may change)"]


def test_a_run():
    good, bad = images_of(RESULT)
    assert (good["name"], good["section"], good["identity"], good["status"]) == ("a", "web", "web/a", "released")
    assert good["pinned"] == "r.lan/web/a:1@sha256:11"
    assert (bad["status"], bad["changed"], bad["log_file"], bad["hint"]) == ("failed", False, "/l/b.log", "mend it")
    assert actions_of([good, bad]) == ["build r.lan/web/a:1 (never built)"]
    assert failed_of([good, bad]) == [bad]


def test_no_result():
    assert images_of(None) == []


def test_last_lines(tmp_path):
    log = tmp_path / "log"
    log.write_text("\n".join("line %d" % number for number in range(100)) + "\n")
    assert last_lines(str(log), 2) == ["line 98", "line 99"]
    assert last_lines(str(tmp_path / "none")) == []
    assert last_lines(None) == []
