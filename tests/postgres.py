"""A PostgreSQL server of the tests' own: made in an empty folder, on a socket there, and gone with the tests."""

from __future__ import annotations

import contextlib
import glob
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

SETTINGS = "-c listen_addresses= -c fsync=off -c full_page_writes=off -c shared_buffers=256MB -c max_connections=40"


def find_programs() -> Path | None:
    """The folder of ``initdb`` and ``pg_ctl``, of the newest server installed that has PostGIS; None without one."""
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: int(path.split("/")[-2]))
    found = shutil.which("initdb")
    for folder in map(Path, (*reversed(folders), *([os.path.dirname(os.path.realpath(found))] if found else []))):
        version = folder.parent.name
        if (folder / "initdb").exists() and Path(f"/usr/share/postgresql/{version}/extension/postgis.control").exists():
            return folder
    return None


@contextlib.contextmanager
def server(programs: Path) -> Iterator[str]:
    """The address of a running server, with a database ``khabar`` in it for each that asks (``address_of``)."""
    folder = Path(tempfile.mkdtemp(prefix="khabar-pg-", dir="/tmp"))
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    if os.geteuid() == 0:  # the server refuses to run as root
        shutil.chown(folder, user="postgres")
    run = ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups"] if os.geteuid() == 0 else []
    data = folder / "data"
    quiet = {"stdout": subprocess.DEVNULL, "cwd": folder}
    subprocess.run(
        [*run, programs / "initdb", "-D", data, "-A", "trust", "-U", user, "--no-sync", "-E", "UTF8"],
        check=True,
        **quiet,
    )
    control = [*run, programs / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    subprocess.run([*control, "-o", f"{SETTINGS} -k {folder}", "start"], check=True, **quiet)
    try:
        yield f"postgresql://{user}@/postgres?host={folder}"
    finally:
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, **quiet)
        shutil.rmtree(folder, ignore_errors=True)
