"""From files to rows: find the files of an issue, read them, plan the changes, make them.

``find_bundles`` → ``read_bundle`` → ``plan_import`` → ``apply_plan``; each step
can be called by itself, and the command and the admin call the same ones.
"""
