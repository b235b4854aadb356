# Copyright: the Stave authors
# GNU General Public License v3.0-or-later (see https://www.gnu.org/licenses/gpl-3.0.txt or LICENSE)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The controller's part of modules that work on a stack: its folder goes there, its lock comes back."""

import os
import shlex
import time

from ansible.errors import AnsibleActionFail, AnsibleError
from ansible.module_utils.common.text.converters import to_text
from ansible.module_utils.parsing.convert_bool import boolean
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ansible_collections.stave.images.plugins.plugin_utils._folder import StackFolder
from ansible_collections.stave.images.plugins.plugin_utils._progress import Progress
from ansible_collections.stave.images.plugins.plugin_utils._signals import Signals

LONGEST_SECONDS = 7 * 24 * 3600
PAUSE_STEP = 0.1
LONGEST_PAUSE = 2.0
# Polls before a module that told no process yet is asked, and between those where one that runs is asked all the same.
EARLY_POLLS = 4
SELDOM = 50
FOLDER = "~/.local/share/stave/stacks"
LOOK = 'tail -c +%s %s 2>/dev/null; read -r pid 2>/dev/null <%s && kill -0 "$pid" 2>/dev/null'
# The engine may be about to start; it tidies up by itself when it is told to end.
STOP = """for n in 1 2 3 4 5 6 7 8 9 10; do
    if read -r pid <%s; then kill -TERM "$pid"; break; fi 2>/dev/null
    sleep 0.2
done"""

display = Display()


class StackAction(ActionBase):
    """Sends the stack, runs the module, shows what happens, and writes the lock back."""

    streams = False

    def run(self, tmp=None, task_vars=None):
        self._supports_check_mode = True
        self._supports_async = True
        result = super().run(tmp, task_vars)
        if result.get("skipped"):
            return result
        args = dict(self._task.args)
        try:
            stack = self._local_stack(args)
            if stack is None:
                return self._execute(args, task_vars)
            return self._send_and_run(stack, args, task_vars)
        except AnsibleActionFail as error:
            result.update(failed=True, msg=to_text(error))
            return result
        finally:
            # a task that goes on in the background still needs its files, and removes them itself
            if not self._task.async_val:
                self._remove_tmp_path(self._connection._shell.tmpdir)

    def _local_stack(self, args):
        """The stack's folder on the controller; None where the module finds the stack by itself."""
        if not args.get("src") or boolean(args.get("remote_src", False), strict=False):
            return None
        try:
            return StackFolder(self._find_needle("files", args["src"]))
        except AnsibleError:
            if os.path.isfile(args["src"]):
                return StackFolder(args["src"])
            raise AnsibleActionFail(
                "there is no stack %s on the controller; remote_src: true uses one on the managed host" % args["src"]
            ) from None

    def _send_and_run(self, stack, args, task_vars):
        if self._is_here():
            args.update(src=stack.stack, remote_src=True)
            return self._execute(args, task_vars)
        if self._task.async_val:
            raise AnsibleActionFail(
                "a task that is async cannot write the lock back; use remote_src: true, or leave async out:"
                " long runs show their progress"
            )
        sent = stack.read_lock()
        home, folder = self._send(stack, args)
        lock = home + ".lock.json"
        self._put(sent, lock)
        args.update(src="%s/%s" % (folder, stack.name), remote_src=True, lock_file=lock)
        result = self._execute(args, task_vars)
        result["lock_file"] = stack.lock
        if result.get("msg"):
            result["msg"] = to_text(result["msg"]).replace(args["src"], stack.stack)
        if not self._task.check_mode and result.get("lock") and not stack.write_lock(result["lock"], sent):
            result["failed"] = True
            result["msg"] = (
                "%s was changed by somebody else while the task ran, so it was left alone; what the run wrote is in"
                " the returned value lock: merge it (stave lock --merge), or restore the lock and run again"
                % stack.lock
            )
        return result

    def _is_here(self):
        """Whether the managed host is the controller, and the same user."""
        return self._connection.transport == "local" and not getattr(self._connection, "become", None)

    def _send(self, stack, args):
        data, digest = stack.pack()
        base = args["home"] + "/stacks" if args.get("home") else self._remote_expand_user(FOLDER)
        home = "%s/%s" % (base, stack.identity())
        folder = "%s/%s" % (home, digest[:32])
        if self._shell("test -d %s", folder)["rc"] != 0:
            path = self._upload(data, "stack.tar")
            done = self._shell(
                "umask 077; new=%s; mkdir -p %s && rm -rf $new && mkdir $new && tar -xf %s -C $new && mv $new %s",
                "%s.%d" % (folder, os.getpid()),
                home,
                path,
                folder,
            )
            if done["rc"] != 0:
                raise AnsibleActionFail(
                    "the stack could not be unpacked below %s on the managed host: %s"
                    % (home, (done["stderr"] or done["stdout"]).strip())
                )
        return home, folder

    def _put(self, text, path):
        """The lock of the controller is the one that counts; a run that is still under way keeps its own."""
        if not text:
            self._shell("rm -f %s", path)
            return
        self._shell("cp %s %s.new && mv %s.new %s", self._upload(text.encode("utf-8"), "lock"), path, path, path)

    def _upload(self, data, name):
        if not self._connection._shell.tmpdir:
            self._make_tmp_path()
        folder = self._connection._shell.tmpdir
        path = self._connection._shell.join_path(folder, name)
        self._transfer_data(path, data)
        self._fixup_perms2((folder, path))
        return path

    def _shell(self, command, *words):
        return self._low_level_execute_command(command % tuple(shlex.quote(word) for word in words))

    def _execute(self, args, task_vars):
        name = self._task.resolved_action or self._task.action
        progress = boolean(args.get("progress", True), strict=False)
        if self.streams and progress and not self._task.async_val and not self._task.check_mode:
            return self._stream(name, args, task_vars)
        return self._execute_module(
            module_name=name, module_args=args, task_vars=task_vars, wrap_async=self._task.async_val
        )

    def _stream(self, name, args, task_vars):
        """Runs the module in the background and shows its events until it ends."""
        own = args.get("events")
        events = own or "%s/stave-%d-%d" % (self._async_dir(), os.getpid(), time.time_ns())
        # what an earlier run left in a file that has a name must not be shown again
        self._shell("mkdir -p %s; rm -f %s", self._async_dir(), events)
        signals = Signals()
        try:
            job = self._start(name, dict(args, events=events), task_vars)
            return self._follow(job["ansible_job_id"], events, task_vars) if "ansible_job_id" in job else job
        except BaseException:
            self._shell(STOP, events + ".pid")
            raise
        finally:
            self._shell("rm -f %s", events + ".pid")
            if not own:
                self._shell("rm -f %s", events)
            signals.done()

    def _start(self, name, args, task_vars):
        limit, self._task.async_val = self._task.async_val, LONGEST_SECONDS
        try:
            return self._execute_module(module_name=name, module_args=args, task_vars=task_vars, wrap_async=True)
        finally:
            self._task.async_val = limit

    def _follow(self, job, events, task_vars):
        progress = Progress(phases=display.verbosity > 0)
        seen = 0
        polls = 0
        was_seen = False
        while True:
            polls += 1
            time.sleep(min(LONGEST_PAUSE, PAUSE_STEP * polls))
            seen, runs = self._show(progress, events, seen)
            was_seen = was_seen or runs
            # asking for the job costs more than all else here
            if polls % SELDOM and (runs or (not was_seen and polls < EARLY_POLLS)):
                continue
            status = self._status(job, task_vars)
            if status.get("finished") or status.get("failed"):
                break
        self._show(progress, events, seen)
        if status.get("results_file"):
            self._shell("rm -f %s", status["results_file"])
        for key in ("ansible_job_id", "results_file", "started", "finished"):
            status.pop(key, None)
        return status

    def _show(self, progress, events, seen):
        """Shows what is new; how much was seen then, and whether the engine still runs."""
        told = self._shell(LOOK, str(seen + 1), events, events + ".pid")
        # a terminal in between, as sudo may want one, writes line ends of its own
        data = told["stdout"].replace("\r\n", "\n").encode("utf-8", "surrogateescape")
        for line in progress.feed(data):
            display.display("  %s" % line)
        return seen + len(data), told["rc"] == 0

    def _status(self, job, task_vars):
        return self._execute_module(
            module_name="ansible.legacy.async_status",
            module_args=dict(jid=job, mode="status", _async_dir=self._async_option()),
            task_vars=task_vars,
            wrap_async=False,
        )

    def _async_option(self):
        return self.get_shell_option("async_dir", default="~/.ansible_async")

    def _async_dir(self):
        return self._remote_expand_user(self._async_option())
