"""Makes the checkout's own folder importable, so that tests reach scripts/ as well."""
