# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs the engine: one request to `stave module`, one answer."""

import base64
import json
import os
import tempfile

from ansible_collections.stave.images.plugins.module_utils._options import spoiled, texts
from ansible_collections.stave.images.plugins.module_utils._results import (
    actions_of,
    failed_of,
    images_of,
    last_lines,
)

PROTOCOL = 1
LOCK_SUFFIX = ".lock.json"
USUAL_FOLDERS = ["/usr/local/bin", "/opt/stave/bin"]
# The request comes from a file: a pipe breaks where a program ends without reading, and hides what it said.
RUN = 'request=$1 pid=$2; shift 2; if [ -n "$pid" ]; then echo $$ >"$pid"; fi; exec "$@" <"$request"'


class Engine(object):
    """The engine on this host, for the options of one task."""

    def __init__(self, module):
        self.module = module
        self.params = module.params
        self._temporary = []
        self._lock_path = None

    def converge(self, verb, **more):
        """Asks for VERB on the task's stack, and ends the module with what came of it."""
        self.refuse_spoiled()
        definition = self.params.get("definition")
        stack = self._written(definition) if definition is not None else self.params["src"]
        self._lock_path = self.params.get("lock_file") or stack + LOCK_SUFFIX
        request = dict(
            stack=stack,
            lock=self.params.get("lock_file"),
            vars=texts(self.params.get("vars")),
            restricted=self.params.get("restricted"),
            images=self._names(),
            exclude=self.params.get("exclude") or [],
            withRequires=self.params.get("with_requires") or False,
            rebuild=self.params.get("rebuild"),
            locked=self.params.get("lock") == "locked",
            failFast=self.params.get("keep_going") is False,
            jobs=self.params.get("jobs"),
            scan=self.params.get("scan"),
            engine=self.params.get("container_engine"),
        )
        request.update(more)
        answer = self.ask(verb, request)
        if self.params.get("fail") is False:
            self._forgive(answer)
        if definition is not None:
            answer["msg"] = answer["msg"].replace(stack, "definition")
        self.end(answer, **self._lock())

    def ask(self, verb, params):
        """The engine's answer; fails the module where there is none."""
        request = dict(
            protocol=PROTOCOL,
            verb=verb,
            check=self.module.check_mode,
            diff=self.module._diff,  # pylint: disable=protected-access
            events=self.params.get("events"),
            params={key: value for key, value in params.items() if value is not None},
        )
        pid = self.params["events"] + ".pid" if self.params.get("events") else ""
        try:
            executable = self._executable()
            path = self._write(json.dumps(request), self.module.tmpdir, "request-", ".json")
            code, out, err = self.module.run_command(
                ["/bin/sh", "-c", RUN, "sh", path, pid, executable, "module"],
                environ_update=self._environment(),
                expand_user_and_vars=False,
                encoding=None,
            )
        finally:
            self._clear()
        out, err = out.decode("utf-8", "replace"), err.decode("utf-8", "replace")
        try:
            answer = json.loads(out)
        except ValueError:
            self._fail_without_answer(code, out, err)
        if code != 0 or not isinstance(answer, dict) or "protocol" not in answer:
            self._fail_without_answer(code, out, err)
        if answer["protocol"] != PROTOCOL:
            self.module.fail_json(
                msg="the engine %s speaks protocol %s and this collection protocol %d; bring both to one version"
                " (role stave.images.engine)" % (answer.get("engine"), answer["protocol"], PROTOCOL)
            )
        return answer

    def end(self, answer, **more):
        """Ends the module with the engine's answer."""
        for warning in answer["warnings"]:
            self.module.warn(warning)
        images = images_of(answer["result"])
        self._refuse_blanked(images)
        ended = dict(
            changed=answer["changed"],
            result=answer["result"],
            images=images,
            actions=actions_of(images),
            summary=(answer["result"] or {}).get("summary", {}),
            engine=dict(version=answer["engine"], protocol=answer["protocol"]),
        )
        ended.update({key: value for key, value in more.items() if value is not None})
        if answer["diff"]:
            ended["diff"] = answer["diff"]
        if not answer["failed"]:
            self.module.exit_json(**ended)
        failed = failed_of(images)
        ended["failed_images"] = [image["identity"] for image in failed]
        logs = [image["log_file"] for image in failed if image.get("log_file")]
        ended["log_tail"] = last_lines(logs[0]) if logs else []
        self.module.fail_json(msg=answer["msg"], **ended)

    @staticmethod
    def _forgive(answer):
        """Refused images fail nothing; what else went wrong does."""
        failed = failed_of(images_of(answer["result"]))
        if failed and all(image["status"] == "refused" for image in failed):
            answer.update(failed=False)

    def refuse_spoiled(self):
        """Fails the module where a number of the definition may not be what was written."""
        sentences = spoiled(self.params.get("definition"), "definition")
        sentences += spoiled(self.params.get("vars"), "vars")
        if sentences:
            self.module.fail_json(msg="\n".join(sentences))

    def _names(self):
        name = self.params.get("name") or []
        return name if isinstance(name, list) else [name]

    def _executable(self):
        named = self.params.get("executable") or os.environ.get("STAVE_EXECUTABLE")
        if named:
            if not os.access(named, os.X_OK):
                self.module.fail_json(msg="executable %s is no program on this host; %s" % (named, _remedy()))
            return named
        found = self.module.get_bin_path("stave", opt_dirs=USUAL_FOLDERS)
        if not found:
            self.module.fail_json(msg="Stave is not installed on this host; %s" % _remedy())
        return found

    def _environment(self):
        environment = dict(LC_ALL="C.UTF-8")
        for option, variable in (("home", "STAVE_HOME"), ("cache", "STAVE_CACHE"), ("trivy", "STAVE_TRIVY")):
            if self.params.get(option):
                environment[variable] = self.params[option]
        if self.params.get("java_home"):
            environment["STAVE_JAVA"] = os.path.join(self.params["java_home"], "bin", "java")
        for name, value in (texts(self.params.get("secrets")) or {}).items():
            environment["STAVE_SECRET_" + name] = value
        if self.params.get("registries"):
            environment["REGISTRY_AUTH_FILE"] = self._logins()
        elif self.params.get("auth_file"):
            environment["REGISTRY_AUTH_FILE"] = self.params["auth_file"]
        return environment

    def _logins(self):
        """A file that only this user may read, for as long as the engine runs: no password is on a command line."""
        logins = dict(auths={})
        if self.params.get("auth_file"):
            try:
                with open(self.params["auth_file"], "rb") as stream:
                    logins = json.loads(stream.read().decode("utf-8"))
            except (OSError, ValueError) as error:
                self.module.fail_json(msg="auth_file %s cannot be read: %s" % (self.params["auth_file"], error))
        for registry in self.params["registries"]:
            login = "%s:%s" % (registry["username"], registry["password"])
            encoded = base64.b64encode(login.encode("utf-8")).decode("ascii")
            logins.setdefault("auths", {})[registry["host"]] = dict(auth=encoded)
        return self._write(json.dumps(logins), self.module.tmpdir, "auth-", ".json")

    def _written(self, definition):
        """The definition as a file beside its lock: paths in it begin there."""
        folder = os.path.dirname(os.path.abspath(self.params["lock_file"]))
        if not os.path.isdir(folder):
            if self.module.check_mode:
                folder = self.module.tmpdir
            else:
                os.makedirs(folder)
        return self._write(json.dumps(definition, indent=1), folder, ".definition-", ".yaml")

    def _write(self, text, folder, prefix, suffix):
        handle, path = tempfile.mkstemp(prefix=prefix, suffix=suffix, dir=folder)
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode("utf-8"))
        self._temporary.append(path)
        return path

    def _clear(self):
        for path in self._temporary:
            if os.path.exists(path):
                os.unlink(path)

    def _lock(self):
        """The lock as it is now, and where; the engine writes it after each image."""
        if not self._lock_path:
            return {}
        try:
            with open(self._lock_path, "rb") as stream:
                return dict(lock=stream.read().decode("utf-8"), lock_file=self._lock_path)
        except OSError:
            return dict(lock_file=self._lock_path)

    def _refuse_blanked(self, images):
        """Ansible blanks a password wherever it occurs, also in a reference, which would then be a wrong one."""
        passwords = [each["password"] for each in self.params.get("registries") or []]
        passwords += list((texts(self.params.get("secrets")) or {}).values())
        for image in images:
            if any(word and word in str(image.get("pinned") or image.get("reference")) for word in passwords):
                self.module.fail_json(
                    msg="a password or secret of this task occurs in the reference of image %r, where Ansible would"
                    " blank it: use auth_file or a credential helper" % image["name"]
                )

    def _fail_without_answer(self, code, out, err):
        why = " ".join(err.split("\n")[:3]).strip() or out.strip()[:200] or "it said nothing"
        if code in (130, 137, 143) or code < 0:
            why = "it was ended from outside (exit %d); the next run goes on where it was" % code
        self.module.fail_json(
            msg="the engine gave no answer: %s" % why,
            rc=code,
            stderr="\n".join(err.splitlines()[-40:]),
            **self._lock()
        )


def _remedy():
    return "install it with the role stave.images.engine, or name it with the option executable or STAVE_EXECUTABLE"
