"""What running programs use, as Linux tells."""

import os
import subprocess
import sys

import pytest

from benchmarks.sitting.processes import PROC, usage_of
from benchmarks.sitting.proxy import configuration

MEMORY = 40_000_000
CHILD = f"filled = b'x' * {MEMORY}; print('ready', flush=True); input()"


@pytest.mark.skipif(not (PROC / "self" / "smaps_rollup").exists(), reason="Only Linux tells what a process uses.")
def test_a_process_is_counted_with_what_it_started():
    before = usage_of([os.getpid()])
    with subprocess.Popen([sys.executable, "-c", CHILD], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout
        child.stdout.readline()
        assert usage_of([child.pid]).memory_bytes > MEMORY
        assert usage_of([os.getpid()]).memory_bytes > before.memory_bytes + MEMORY
        child.communicate(b"\n")
    # The time of a child that has ended stays with its parent.
    assert usage_of([os.getpid()]).cpu_seconds >= before.cpu_seconds


def test_every_node_stands_behind_the_proxy_on_equal_terms(tmp_path):
    text = configuration(tmp_path, 8080, ["127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3"], connections=1000)
    assert [line.strip() for line in text.splitlines() if "server 127" in line] == [
        "server 127.0.0.1:1;",
        "server 127.0.0.1:2;",
        "server 127.0.0.1:3;",
    ]
    assert "ip_hash" not in text
    assert "listen 127.0.0.1:8080 " in text
