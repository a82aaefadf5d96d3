"""The editorial foundation: abstract pages, blocks, registers, media, workflow, desk."""
