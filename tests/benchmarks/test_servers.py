"""A server that is started for a test or a measurement gets a port it can come back to."""

from pathlib import Path

from benchmarks.servers import SERVER_PORTS, free_port


def test_a_server_gets_a_port_that_no_outgoing_connection_takes_meanwhile():
    lowest, highest = map(int, Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split())

    assert not set(SERVER_PORTS) & set(range(lowest, highest + 1))
    assert free_port() in SERVER_PORTS
