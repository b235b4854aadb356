# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A stack's folder as an archive whose name is its content, and its lock."""

import hashlib
import io
import os
import tarfile
import tempfile

LOCK_SUFFIX = ".lock.json"


class StackFolder(object):
    """The folder of a stack file on the controller."""

    def __init__(self, stack):
        self.stack = os.path.abspath(stack)
        self.folder, self.name = os.path.split(self.stack)
        self.lock = self.stack + LOCK_SUFFIX

    def identity(self):
        """Tells this stack from others that are called the same."""
        return "%s-%s" % (self.name, hashlib.sha256(self.stack.encode("utf-8")).hexdigest()[:12])

    def read_lock(self):
        """The lock's text; empty where there is none."""
        try:
            with open(self.lock, "rb") as stream:
                return stream.read().decode("utf-8")
        except FileNotFoundError:
            return ""

    def write_lock(self, text, sent):
        """Replaces the lock, whole or not at all, if it still is the one that was sent; says whether it did."""
        if text == sent:
            return True
        if self.read_lock() != sent:
            return False
        handle, path = tempfile.mkstemp(prefix=".lock-", dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(text.encode("utf-8"))
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(path, 0o644)
            os.replace(path, self.lock)
        except BaseException:
            os.unlink(path)
            raise
        return True

    def pack(self):
        """A tar archive of the folder, and the digest of its content; times and owners are not part of it."""
        buffer = io.BytesIO()
        with tarfile.open(fileobj=buffer, mode="w", format=tarfile.PAX_FORMAT) as archive:
            for path in self._entries():
                self._add(archive, path)
        data = buffer.getvalue()
        return data, hashlib.sha256(data).hexdigest()

    def _entries(self):
        for folder, folders, files in os.walk(self.folder):
            folders[:] = sorted(name for name in folders if not self._left_out(os.path.join(folder, name)))
            links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
            for name in sorted(files + folders):
                if not name.endswith(LOCK_SUFFIX):
                    yield os.path.join(folder, name)
            folders[:] = [name for name in folders if name not in links]

    @staticmethod
    def _left_out(path):
        """The history of git, and the layout of images that Stave itself writes beside a stack."""
        return os.path.basename(path) == ".git" or os.path.isfile(os.path.join(path, "oci-layout"))

    def _add(self, archive, path):
        entry = archive.gettarinfo(path, os.path.relpath(path, self.folder))
        if entry is None:
            return
        entry.mtime = 0
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = ""
        entry.mode &= 0o777
        if entry.isreg():
            entry.type = tarfile.REGTYPE
            with open(path, "rb") as stream:
                archive.addfile(entry, stream)
        elif entry.isdir() or entry.issym():
            archive.addfile(entry)
