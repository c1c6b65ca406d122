"""Measures what a person waits for: kernel start, first cell, later cells, completion, interrupt, shutdown.

    /usr/bin/python3 latency.py [RUNS]

Prints the median and the extremes of RUNS kernels (default 5) in seconds of wall-clock time; numbers depend on the machine.
docs/benchmarks.md records them.
"""

import statistics
import sys
import time

from jupyter_client.manager import KernelManager

KERNEL = "flexcap"


def measure():
    times = {}
    start = time.monotonic()
    km = KernelManager(kernel_name=KERNEL)
    km.start_kernel()
    kc = km.client()
    kc.start_channels()
    kc.kernel_info()
    kc.get_shell_msg(timeout=60)
    times["kernel ready"] = time.monotonic() - start
    kc.wait_for_ready(timeout=60)

    def timed(name, action):
        start = time.monotonic()
        result = action()
        times[name] = time.monotonic() - start
        return result

    def run(code):
        reply = kc.execute(code, reply=True, timeout=60)
        assert reply["content"]["status"] == "ok", reply["content"]

    timed("first cell, right after the start", lambda: run("1 + 1"))
    timed("second cell", lambda: run("2 + 2"))
    run("var list = new List<int> { 1, 2, 3 };")
    timed("later cell with LINQ", lambda: run("list.Where(i => i > 1).Sum()"))
    timed("first completion", lambda: kc.complete("list.Add", reply=True, timeout=60))
    timed("second completion", lambda: kc.complete("list.Rem", reply=True, timeout=60))

    msg_id = kc.execute('Console.WriteLine("started"); while (true) { }')
    while kc.get_iopub_msg(timeout=60)["content"].get("text") != "started\n":
        pass
    start = time.monotonic()
    km.interrupt_kernel()
    while kc.get_shell_msg(timeout=60)["parent_header"].get("msg_id") != msg_id:
        pass
    times["interrupt of an endless loop"] = time.monotonic() - start
    kc.stop_channels()
    timed("shutdown", km.shutdown_kernel)
    return times


if __name__ == "__main__":
    runs = [measure() for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 5)]
    for name in runs[0]:
        values = sorted(r[name] for r in runs)
        print(f"{name:36} {statistics.median(values):7.3f}  ({values[0]:.3f} .. {values[-1]:.3f})")
