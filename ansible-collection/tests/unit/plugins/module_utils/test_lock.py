# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt)
"""What the lock answers, and in which words it refuses."""

import importlib.util
import pathlib
import unittest

HERE = pathlib.Path(__file__).resolve()
SOURCE = HERE.parents[4] / "plugins" / "module_utils" / "_lock.py"
spec = importlib.util.spec_from_file_location("stave_lock", SOURCE)
lock_module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(lock_module)

DIGEST = "sha256:" + "a" * 64
TEXT = """{"lock":1,"stack":"shop",
"registry":"registry.lan:5000",
"images":{
"auth/nginx":{"digest":"%(d)s","repository":"auth/nginx","tag":"1.2"},
"web/api":{"pins":{}},
"web/nginx":{"digest":"%(d)s","repository":"web/nginx","tag":"1.27.3"},
"web/redis":{"digest":"%(d)s","repository":"web/redis","tag":"7.4.1"}
}}
""" % {"d": DIGEST}


class LockTest(unittest.TestCase):
    def setUp(self):
        self.lock = lock_module.read_lock(TEXT, "stack.groovy.lock.json")

    def test_forms(self):
        for form, wanted in [
            ("pinned", "registry.lan:5000/web/redis:7.4.1@" + DIGEST),
            ("tag", "registry.lan:5000/web/redis:7.4.1"),
            ("digest", "registry.lan:5000/web/redis@" + DIGEST),
        ]:
            with self.subTest(form):
                self.assertEqual(wanted, lock_module.reference(self.lock, "redis", form))

    def test_refusals(self):
        for name, form, message in [
            ("nginx", "pinned", "image 'nginx' is ambiguous: auth/nginx, web/nginx"),
            ("web/ngin", "pinned", "the lock has no image 'web/ngin', did you mean 'web/nginx'?"),
            ("web/api", "tag", "image 'web/api' was built but not released yet; run: stave apply"),
            ("redis", "short", "form 'short' is none of pinned, tag, digest"),
        ]:
            with self.subTest(name), self.assertRaises(lock_module.LockError) as caught:
                lock_module.reference(self.lock, name, form)
            self.assertEqual(message, str(caught.exception))

    def test_what_is_no_lock(self):
        for text, message in [
            ("<<<<<<< ours\n", "l holds conflict markers; run: stave lock --merge"),
            ('{"lock":2}', "l is not a lock that this collection knows; upgrade stave.images"),
        ]:
            with self.subTest(text), self.assertRaises(lock_module.LockError) as caught:
                lock_module.read_lock(text, "l")
            self.assertEqual(message, str(caught.exception))


if __name__ == "__main__":
    unittest.main()
