"""What a page of the desk costs."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def cost(client, url, **data):
    """The status of an answer, and the number of queries that it took; ``data`` is sent."""
    with CaptureQueriesContext(connection) as queries:
        response = client.post(url, data) if data else client.get(url)
    return response.status_code, len(queries)
