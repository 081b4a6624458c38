"""The check of linked data is one that can fail."""

import pytest

from articles.tests.exporting.vocabulary import TYPES, faults_of

URL = "https://paper.example/qinghe/2026-03-05/article/1/"
ARTICLE = {
    "@type": "NewsArticle",
    "headline": "全县造林",
    "url": URL,
    "datePublished": "2026-03-05",
    "dateModified": "2026-03-05T08:00:00+08:00",
    "wordCount": 12,
    "isAccessibleForFree": True,
    "author": [{"@type": "Person", "name": "许禾"}],
    "publisher": {"@type": "NewsMediaOrganization", "name": "青禾日报"},
    "isPartOf": {"@type": "PublicationIssue", "issueNumber": "9127"},
}


def faults(**changes):
    return faults_of({"@context": "https://schema.org", "@graph": [ARTICLE | changes]})


def test_what_is_defined_is_accepted():
    assert faults() == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"title": "全县造林"}, "0.title is not defined for NewsArticle"),
        ({"issueNumber": "3"}, "0.issueNumber is not defined for NewsArticle"),
        ({"@type": "Newsarticle"}, "0: Newsarticle is no type of the table"),
        ({"author": "许禾"}, "0.author: '许禾' is none of ['Organization', 'Person']"),
        (
            {"author": [{"@type": "ImageObject", "caption": "禾"}]},
            "0.author: ImageObject is none of ['Organization', 'Person']",
        ),
        ({"author": []}, "0.author is empty"),
        ({"author": [{"@type": "Person"}]}, "0.author: nothing is said of this Person"),
        ({"url": "/qinghe/"}, "0.url: '/qinghe/' is none of ['URL']"),
        ({"datePublished": "5 March"}, "0.datePublished: '5 March' is none of ['Date', 'DateTime']"),
        ({"datePublished": "2026-02-30"}, "0.datePublished: '2026-02-30' is none of ['Date', 'DateTime']"),
        (
            {"dateModified": "2026-03-05T08:00:00"},
            "0.dateModified: '2026-03-05T08:00:00' is none of ['Date', 'DateTime']",
        ),
        ({"wordCount": "12"}, "0.wordCount: '12' is none of ['Integer']"),
        ({"isAccessibleForFree": "yes"}, "0.isAccessibleForFree: 'yes' is none of ['Boolean']"),
        ({"headline": " "}, "0.headline: ' ' is none of ['Text']"),
        ({"isPartOf": {"@id": "/qinghe/"}}, "0.isPartOf: {'@id': '/qinghe/'} is no reference"),
    ],
)
def test_what_is_not_defined_is_told(changes, fault):
    assert faults(**changes) == [fault]


def test_another_vocabulary_is_told():
    assert faults_of({"@context": "http://example.org", "@graph": []}) == ["@context is not https://schema.org"]


def test_every_parent_is_in_the_table():
    assert {parent for kind in TYPES.values() for parent in kind["parents"].split()} <= TYPES.keys()
