"""Sound: files in and out, and which samples make which frame."""
