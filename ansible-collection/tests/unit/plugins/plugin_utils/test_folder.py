# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stack's folder travels under the name of its content, and its lock is never lost."""

import io
import os
import tarfile

import pytest

from ansible_collections.stave.images.plugins.plugin_utils._folder import StackFolder


@pytest.fixture(name="stack")
def fixture_stack(tmp_path):
    for name, text in (("stack.yaml", "stack: a\n"), ("etc/a.conf", "a\n"), (".git/HEAD", "x"), ("images/oci-layout", "{}")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "run.sh").write_text("#!/bin/sh\n")
    (tmp_path / "run.sh").chmod(0o755)
    (tmp_path / "link").symlink_to("etc")
    (tmp_path / "stack.yaml.lock.json").write_text("old")
    return StackFolder(str(tmp_path / "stack.yaml"))


def names(data):
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        return {entry.name: entry for entry in archive}


def test_what_travels(stack):
    entries = names(stack.pack()[0])
    assert sorted(entries) == ["etc", "etc/a.conf", "link", "run.sh", "stack.yaml"]
    assert entries["run.sh"].mode == 0o755
    assert entries["link"].issym()


def test_the_name_is_the_content(stack):
    before = stack.pack()[1]
    os.utime(stack.stack, (1, 1))
    stack.write_lock("new", "old")
    assert stack.pack()[1] == before
    with open(os.path.join(stack.folder, "etc/a.conf"), "a", encoding="utf-8") as stream:
        stream.write("b\n")
    assert stack.pack()[1] != before


def test_the_lock_is_written_back_if_it_is_still_the_one_that_was_sent(stack):
    assert stack.write_lock("new", "old")
    assert stack.read_lock() == "new"
    assert not stack.write_lock("newer", "old")
    assert stack.read_lock() == "new"
    assert not [name for name in os.listdir(stack.folder) if name.startswith(".lock-")]


def test_a_first_lock(tmp_path):
    stack = StackFolder(str(tmp_path / "stack.yaml"))
    assert stack.read_lock() == ""
    assert stack.write_lock("first", "")
    assert stack.read_lock() == "first"
