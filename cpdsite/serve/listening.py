"""The sockets of the server: taken at the start, so that a busy port is known at once."""

from __future__ import annotations

import errno
import os
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from cpdsite.files.faults import SurroundingsFault, UsageFault

_BACKLOG = 128


@contextmanager
def listening(host: str, port: int) -> Iterator[list[socket.socket]]:
    """Sockets for every address of a host, all with one port; port 0 takes one that is free.

    Raises SurroundingsFault for a port that is taken, UsageFault for a host that is not ours.
    """
    with ExitStack() as held:
        found: list[socket.socket] = []
        for family, address in _addresses(host):
            taken = found[0].getsockname()[1] if found else port
            found.append(held.enter_context(_bound(family, address, taken)))
        yield found


def _addresses(host: str) -> list[tuple[socket.AddressFamily, str]]:
    """Return the addresses that a host has."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
    except OSError as trouble:
        message = f'there is no host "{host}"'
        raise UsageFault(
            message, "leave --host out, or name an address of this machine"
        ) from trouble
    return sorted({(family, str(address[0])) for family, *_, address in found})


def _bound(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    """Return a socket that listens."""
    made = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":
            # Or the port stays taken for a minute after Ctrl-C.
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        made.bind((address, port))
        made.listen(_BACKLOG)
    except OSError as trouble:
        made.close()
        raise _fault(address, port, trouble) from trouble
    return made


def _fault(address: str, port: int, trouble: OSError) -> SurroundingsFault | UsageFault:
    """Return what is wrong with an address, in words."""
    if trouble.errno == errno.EADDRINUSE:
        message = f"port {port} is in use by another program"
        return SurroundingsFault(message, f"end it, or choose another port: --port {port + 1}")
    if trouble.errno == errno.EACCES:
        message = f"port {port} is reserved for the system"
        return SurroundingsFault(message, "choose a port from 1024 on, such as --port 8000")
    if trouble.errno == errno.EADDRNOTAVAIL:
        return UsageFault(f"this machine has no address {address}", "leave --host out")
    return SurroundingsFault(f"port {port} cannot be opened: {trouble.strerror or trouble}")
