"""Files that are sent to us: limited before they are read, and never written to the disk."""

from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload

# House rule: our largest paper, with Chinese or Korean names in it, has less than 2 MB.
MOST_BYTES = 5_000_000


class Quota(FileUploadHandler):
    """Stops reading a request that is longer than a file may be; the form then has no file."""

    too_long = False

    def handle_raw_input(
        self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any
    ) -> None:
        """Look at the length that the request itself tells."""
        self.too_long = content_length > MOST_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """No byte of a file that is too long is read."""
        if self.too_long:
            raise StopUpload(connection_reset=True)
        super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """To the next handler, unchanged."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The next handler makes the file."""
        return None
