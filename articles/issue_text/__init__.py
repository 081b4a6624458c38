"""The text of an issue, understood without a database and without Django.

``read_text`` decodes bytes, ``parse_issue`` reads pages as recognition left
them, ``write_issue`` writes the exact text form, ``load_json`` and
``dump_json`` speak JSON. All of them meet in :class:`IssueDocument`.
"""
