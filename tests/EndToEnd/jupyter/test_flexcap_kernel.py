"""Jupyter's own kernel tests (package jupyter_kernel_test) for the flexcap kernel, and what they leave out.

Run by JupyterKernelTests.cs, which installs the kernelspec into a directory of its own and points JUPYTER_PATH at it.
"""

import os
import signal
import subprocess
import sys
import time
import unittest

import jupyter_kernel_test
from jupyter_client.manager import start_new_kernel

KERNEL = os.environ.get("FLEXCAP_KERNEL_NAME", "flexcap")


# A real image whose benchmark would take hours.
ENDLESS = """#!flexos --name endless
name: flexos-microbenchmarks
parameters: {repetitions: 1000000000}
compartments:
  - {name: comp1, mechanism: morello, default: true}
  - {name: comp2, mechanism: morello}
libraries:
  flexos-callee: {compartment: comp2}
"""


class FlexCapKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL
    language_name = "csharp"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world");'
    code_stderr = 'Console.Error.WriteLine("oops");'
    completion_samples = [
        {"text": "Console.WriteLi", "matches": {"WriteLine"}},
        {"text": "#!flex", "matches": {"#!flexos"}},
    ]
    complete_code_samples = ["1 + 1", "var a = 1;", "int F(int x)\n{\n    return x;\n}", "#!flexos\nname: two"]
    incomplete_code_samples = ["int F(int x) {", "foreach (var i in", 'var s = """']
    invalid_code_samples = ["}", "class { } }"]
    code_generate_error = 'throw new InvalidOperationException("on purpose");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"', "result": "ab"},
        {"code": "new[] { 1, 2, 3 }.Sum()", "result": "6"},
    ]
    code_display_data = [
        {"code": 'display("shown");', "mime": "text/plain"},
        {"code": 'display(MimeBundle.Html("<b>shown</b>", "shown"));', "mime": "text/html"},
    ]
    code_history_pattern = "6 * 7"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Console.WriteLine"
    code_clear_output = "ClearOutput();"

    def test_no_pager(self):
        """Nothing is ever sent to a pager."""
        self.flush_channels()
        reply, _ = self.execute_helper("1")
        self.assertEqual(reply["content"]["payload"], [])

    def test_second_kernel_of_the_same_name_is_independent(self):
        km, kc = start_new_kernel(kernel_name=KERNEL)
        try:
            kc.execute("var onlyHere = 1;", reply=True, timeout=30)
            reply = self.kc.execute("onlyHere", reply=True, timeout=30)
            self.assertEqual(reply["content"]["status"], "error")
        finally:
            kc.stop_channels()
            km.shutdown_kernel()


class LifeTests(unittest.TestCase):
    """Interrupt, input, restart and the end, each with a kernel of its own."""

    def setUp(self):
        self.km, self.kc = start_new_kernel(kernel_name=KERNEL)

    def tearDown(self):
        self.kc.stop_channels()
        self.km.shutdown_kernel(now=True)

    def outputs(self, msg_id):
        """IOPub messages of a request up to its idle."""
        found = []
        while True:
            message = self.kc.get_iopub_msg(timeout=30)
            if message["parent_header"].get("msg_id") != msg_id:
                continue
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return found
            found.append(message)

    def reply(self, msg_id):
        """Reply to a request; start_new_kernel may leave replies of its own behind on a slow machine."""
        while True:
            message = self.kc.get_shell_msg(timeout=30)
            if message["parent_header"].get("msg_id") == msg_id:
                return message

    def interrupt_after_start(self, code):
        msg_id = self.kc.execute('Console.WriteLine("started");\n' + code)
        while True:
            message = self.kc.get_iopub_msg(timeout=30)
            if message["msg_type"] == "stream" and message["parent_header"].get("msg_id") == msg_id:
                break
        start = time.monotonic()
        self.km.interrupt_kernel()
        reply = self.reply(msg_id)
        elapsed = time.monotonic() - start
        self.assertEqual(reply["content"]["status"], "error")
        self.assertEqual(reply["content"]["ename"], "Interrupted")
        self.outputs(msg_id)
        return elapsed

    def test_interrupt_stops_code_that_watches_no_token(self):
        for code in (
            "while (true) { }",
            "Thread.Sleep(Timeout.Infinite);",
            "await Task.Delay(-1);",
            "while (true) { try { Thread.Sleep(Timeout.Infinite); } finally { } }",
        ):
            with self.subTest(code=code):
                # Half a second by design; the rest is for a busy test machine.
                self.assertLess(self.interrupt_after_start(code), 3)
                reply = self.kc.execute("6 * 7", reply=True, timeout=30)
                self.assertEqual(reply["content"]["status"], "ok")

    def test_interrupt_stops_a_running_machine(self):
        self.kc.execute(ENDLESS, reply=True, timeout=60)
        msg_id = self.kc.execute("Boot(endless)")
        while True:
            message = self.kc.get_iopub_msg(timeout=60)
            # The guest's own words: the machine runs.
            if message["msg_type"] == "stream" and "compartments" in message["content"]["text"]:
                break
            self.assertNotEqual(message["msg_type"], "error", message["content"])
        start = time.monotonic()
        self.km.interrupt_kernel()
        reply = self.reply(msg_id)
        # A second is promised; the rest is for a busy test machine.
        self.assertLess(time.monotonic() - start, 3)
        self.assertEqual(reply["content"]["ename"], "Interrupted")
        last = [m for m in self.outputs(msg_id) if m["msg_type"] == "update_display_data"][-1]
        self.assertIn("interrupted after", last["content"]["data"]["text/plain"])
        self.assertEqual(self.kc.execute("endless.Name", reply=True, timeout=30)["content"]["status"], "ok")

    def test_variables_survive_an_interrupt(self):
        self.kc.execute("var kept = 5;", reply=True, timeout=30)
        self.interrupt_after_start("while (true) { }")
        msg_id = self.kc.execute("kept")
        values = [m["content"]["data"]["text/plain"] for m in self.outputs(msg_id) if m["msg_type"] == "execute_result"]
        self.assertEqual(values, ["5"])

    def test_input(self):
        msg_id = self.kc.execute("var line = Console.ReadLine(); line + \"!\"", allow_stdin=True)
        request = self.kc.get_stdin_msg(timeout=30)
        self.assertEqual(request["msg_type"], "input_request")
        self.kc.input("typed")
        values = [m["content"]["data"]["text/plain"] for m in self.outputs(msg_id) if m["msg_type"] == "execute_result"]
        self.assertEqual(values, ["typed!"])

    def test_input_without_a_person(self):
        reply = self.kc.execute("Console.ReadLine()", allow_stdin=False, reply=True, timeout=30)
        self.assertEqual(reply["content"]["status"], "error")

    def test_restart_forgets(self):
        self.kc.execute("var before = 1;", reply=True, timeout=30)
        self.km.restart_kernel(now=False)
        self.kc.wait_for_ready(timeout=30)
        reply = self.kc.execute("before", reply=True, timeout=30)
        self.assertEqual(reply["content"]["status"], "error")
        self.assertEqual(reply["content"]["execution_count"], 1)

    def test_shutdown_ends_the_process_also_while_a_cell_runs(self):
        msg_id = self.kc.execute('Console.WriteLine("started"); while (true) { }')
        while self.kc.get_iopub_msg(timeout=30)["msg_type"] != "stream":
            pass
        start = time.monotonic()
        self.km.shutdown_kernel()
        self.assertFalse(self.km.is_alive())
        # jupyter_client would kill the process after five seconds.
        self.assertLess(time.monotonic() - start, 4)
        self.assertTrue(msg_id)

    def test_display_is_updated_in_place(self):
        msg_id = self.kc.execute('var shown = display("first"); shown.Update("second");')
        messages = [m for m in self.outputs(msg_id) if m["msg_type"] in ("display_data", "update_display_data")]
        self.assertEqual([m["msg_type"] for m in messages], ["display_data", "update_display_data"])
        ids = {m["content"]["transient"]["display_id"] for m in messages}
        self.assertEqual(len(ids), 1)
        self.assertEqual(messages[1]["content"]["data"]["text/plain"], "second")


class OrphanTests(unittest.TestCase):
    def test_kernel_ends_with_the_process_that_started_it(self):
        parent = subprocess.Popen(
            [sys.executable, "-c",
             "import sys, time\n"
             "from jupyter_client.manager import start_new_kernel\n"
             f"km, kc = start_new_kernel(kernel_name={KERNEL!r})\n"
             "print(km.provisioner.process.pid, flush=True)\n"
             "time.sleep(600)\n"],
            stdout=subprocess.PIPE, text=True)
        try:
            kernel = int(parent.stdout.readline())
            self.assertTrue(alive(kernel))
        finally:
            parent.send_signal(signal.SIGKILL)
            parent.wait()
            parent.stdout.close()
        deadline = time.monotonic() + 10
        while alive(kernel) and time.monotonic() < deadline:
            time.sleep(0.1)
        self.assertFalse(alive(kernel))


def alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as stat:
            return stat.read().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


if __name__ == "__main__":
    unittest.main()
