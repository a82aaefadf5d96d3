"""What a file really is, told by its bytes and never by its name.

Imports nothing of Django: the process that reads files of strangers uses it as well.
"""

import struct
import zipfile
from typing import BinaryIO

HEAD_BYTES = 8192
# A directory of more entries than this belongs to no office document; reading it costs memory.
ZIP_DIRECTORY_MAX_BYTES = 4 * 1024 * 1024
_ZIP_END = b"PK\x05\x06"
_ZIP_END_BYTES = 22
_ZIP_COMMENT_MAX_BYTES = 65_535

_OFFICE_FOLDERS = {"word/": "docx", "ppt/": "pptx", "xl/": "xlsx"}
_OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_TEXT_CONTROLS = frozenset(b"\t\n\x0b\x0c\r\x1b\x85")

# What bytes may stand behind an extension; an extension not named here is not checked.
KINDS_OF_EXTENSION = {
    "csv": {"txt"},
    "docx": {"docx"},
    "odt": {"odt"},
    "pdf": {"pdf"},
    "pptx": {"pptx"},
    "txt": {"txt"},
    "xlsx": {"xlsx"},
    "zip": {"zip", "docx", "pptx", "xlsx", "odt", "ods", "odp"},
}


def detect(stream: BinaryIO) -> str:
    """Kind of a file: pdf, docx, pptx, xlsx, odt, ods, odp, zip, ole, txt, empty or unknown.

    `ole` is an Office file of before 2007 or an encrypted later one. Reads the head of the stream
    and, for a ZIP archive, its directory; leaves the stream at its beginning.
    """
    stream.seek(0)
    head = stream.read(HEAD_BYTES)
    try:
        if not head:
            return "empty"
        if b"%PDF-" in head[:1024]:
            return "pdf"
        if head.startswith((b"PK\x03\x04", _ZIP_END)):
            return _kind_of_zip(stream)
        if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
            return "ole"
        return "txt" if _looks_like_text(head) else "unknown"
    finally:
        stream.seek(0)


def matches_extension(kind: str, extension: str) -> bool:
    """Whether a file of this kind may carry the extension."""
    allowed = KINDS_OF_EXTENSION.get(extension.lower())
    return allowed is None or kind in allowed


def _kind_of_zip(stream: BinaryIO) -> str:
    if _zip_directory_bytes(stream) > ZIP_DIRECTORY_MAX_BYTES:
        return "zip"
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            if "[Content_Types].xml" in names:
                for folder, kind in _OFFICE_FOLDERS.items():
                    if any(name.startswith(folder) for name in names):
                        return kind
            if "mimetype" in names:
                with archive.open("mimetype") as declared:
                    return _OPEN_DOCUMENTS.get(declared.read(100).strip(), "zip")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError):
        pass  # a damaged archive is still an archive
    return "zip"


def _zip_directory_bytes(stream: BinaryIO) -> int:
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _ZIP_COMMENT_MAX_BYTES - _ZIP_END_BYTES))
    tail = stream.read()
    at = tail.rfind(_ZIP_END)
    if at < 0 or len(tail) < at + _ZIP_END_BYTES:
        return 0
    return int(struct.unpack_from("<I", tail, at + 12)[0])


def _looks_like_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        return True
    return not any(byte < 32 and byte not in _TEXT_CONTROLS for byte in head)
