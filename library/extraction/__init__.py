"""Text of documents, page by page.

`readers` take the text out of a file; `child` runs them in a process of its own with limits of
memory, time and output; `process` starts that process and judges how it ended; `documents` keeps
what came out. A file of a stranger is thus never parsed inside the worker.
"""
