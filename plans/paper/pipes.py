"""How the press's worker and whoever asks it speak: over two pipes, one message each way.

A message is two lengths (8 bytes each), then a JSON head and a body.
"""

import json
import struct
from typing import IO, Any

# House rule: how long one job may take by the clock on the wall, on a busy machine too.
WALL_SECONDS = 45

Head = dict[str, Any]
Message = tuple[Head, bytes]
_LENGTHS = struct.Struct(">QQ")


def send(to: IO[bytes], head: Head, body: bytes = b"") -> None:
    """Write one message."""
    told = json.dumps(head).encode()
    to.write(_LENGTHS.pack(len(told), len(body)) + told + body)
    to.flush()


def receive(source: IO[bytes]) -> Message:
    """Read one message. Raises EOFError when the other side has gone."""
    head, body = _LENGTHS.unpack(_exactly(source, _LENGTHS.size))
    return json.loads(_exactly(source, head)), _exactly(source, body)


def _exactly(source: IO[bytes], count: int) -> bytes:
    read = source.read(count)
    if len(read) < count:
        raise EOFError
    return read
