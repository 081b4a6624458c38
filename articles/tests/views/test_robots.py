def test_robots_may_read_the_paper_but_not_the_desk(reader):
    response = reader.get("/robots.txt")

    assert response["Content-Type"] == "text/plain"
    assert response.content.decode() == "User-agent: *\nDisallow: /admin/\n"
