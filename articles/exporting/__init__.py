"""From rows to outside forms."""
