"""Pictures made from the stored ones: in fitting sizes and lighter formats, and as cards for links."""
