"""Where a ledger may lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from dutytrack.store.file.location import network_kind

MOUNTS = r"""
/dev/sda1 / ext4 rw 0 0
proc /proc proc rw 0 0
files:/office /srv/office nfs4 rw 0 0
/dev/sdb1 /srv/office/local ext4 rw 0 0
//server/share /mnt/win\040share cifs rw 0 0
me@host: /home/me/far fuse.sshfs rw 0 0
/dev/fuse /home/me/near fuse.ext4 rw 0 0
C:\134 /mnt/c 9p rw,aname=drvfs;path=C:\134 0 0
root /boxed 9p rw,trans=fd 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/me/ledger.db", None),
        ("/srv/office/ledger.db", "nfs4"),
        ("/srv/office", "nfs4"),
        ("/srv/office2/ledger.db", None),
        ("/srv/office/local/ledger.db", None),
        ("/mnt/win share/ledger.db", "cifs"),
        ("/home/me/far/ledger.db", "fuse.sshfs"),
        ("/home/me/near/ledger.db", None),
        ("/mnt/c/ledger.db", "9p"),
        ("/boxed/ledger.db", None),
    ],
)
def test_innermost_mount_decides(path: str, kind: str | None) -> None:
    assert network_kind(Path(path), MOUNTS) == kind


def test_nothing_known_is_nothing_refused() -> None:
    assert network_kind(Path("/home"), "") is None
