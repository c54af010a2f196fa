"""nginx in front of the nodes: every request goes to the next one, whoever sent it."""

import os
import resource
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.servers import HOST, Server, free_port, stop, wait_until_answering

MISSING = "This needs nginx in front (Debian: apt-get install nginx-light)."
KEPT_TO_NODES = 256
BACKLOG = 4096
WORKERS = 4
"""Processes of nginx. Each may open as many files as any other process; they take what comes in as it suits them."""

CONFIGURATION = """\
{user}
daemon off;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/nginx.log warn;
events {{ worker_connections {connections}; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    keepalive_timeout 75s;
    keepalive_requests 1000000;
    upstream proeve {{
        {nodes}
        keepalive {kept};
        keepalive_requests 1000000;
        keepalive_timeout 60s;
    }}
    server {{
        listen {host}:{port} backlog={backlog};
        client_max_body_size 6m;
        location / {{
            proxy_pass http://proeve;
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host $http_host;
            proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme;
        }}
    }}
}}
"""


def find_nginx() -> str | None:
    """Find nginx: on the path, or where Debian keeps it out of it."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")


@contextmanager
def running_proxy(folder: Path, addresses: Sequence[str]) -> Iterator[Server]:
    """Run nginx in front of these addresses until the block ends; raise RuntimeError when it is not installed."""
    nginx = find_nginx()
    if nginx is None:
        raise RuntimeError(MISSING)
    folder.mkdir()
    folder.chmod(0o755)  # Its worker may run as another user, who has to reach its folder.
    port, file = free_port(), folder / "nginx.conf"
    file.write_text(configuration(folder, port, addresses, resource.getrlimit(resource.RLIMIT_NOFILE)[0]))
    log = folder / "nginx.log"
    log.touch()
    process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(file), "-e", str(log)], start_new_session=True)
    try:
        wait_until_answering(process, port, log)
        yield Server(f"{HOST}:{port}", process.pid)
    finally:
        stop(process)


def configuration(folder: Path, port: int, addresses: Sequence[str], connections: int) -> str:
    """Write the configuration."""
    return CONFIGURATION.format(
        user="user nobody nogroup;" if os.getuid() == 0 else "",
        folder=folder,
        workers=WORKERS,
        connections=connections,
        nodes="\n        ".join(f"server {address};" for address in addresses),
        kept=KEPT_TO_NODES,
        host=HOST,
        port=port,
        backlog=BACKLOG,
    )
