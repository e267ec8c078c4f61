"""Lists that come in pages, over a vendor that answers by a script."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import pytest

from instantcard import AsyncInstantCard, BadRequest, Contact, InvalidArgument

from .clients import Play
from .recorder import Received, Recorder, json_reply

Pages = Callable[[int], list[Any]]


def contact(number: int) -> dict[str, Any]:
    return {"id": number, "full_name": f"Person {number}", "email": "p@lantern.example"}


def scripted(recorder: Recorder, pages: Pages) -> None:
    def respond(request: Received) -> bytes:
        return json_reply(pages(int(parse_qs(request.query)["page"][0])))

    recorder.respond = respond


def asked(recorder: Recorder) -> list[str]:
    return [each.query for each in recorder.calls]


async def ids(api: AsyncInstantCard, **settings: Any) -> list[Any]:
    return [each.id async for each in api.contacts.list(**settings)]


def listed(*pages: list[int]) -> Pages:
    return lambda page: [contact(each) for each in pages[page - 1]] if page <= len(pages) else []


def test_the_size_of_a_page_is_always_sent(play: Play, recorder: Recorder) -> None:
    scripted(recorder, listed())

    async def scenario(api: AsyncInstantCard) -> None:
        assert await ids(api) == []
        assert await ids(api, page_size=100) == []
        assert await api.contacts.list().page(7) == []

    play(scenario)
    assert asked(recorder) == [
        "page=1&page_size=25",
        "page=1&page_size=100",
        "page=7&page_size=25",
    ]


def test_a_short_page_is_not_the_last(play: Play, recorder: Recorder) -> None:
    scripted(recorder, listed([1, 2, 3], [4], [5, 6, 7]))

    async def scenario(api: AsyncInstantCard) -> None:
        assert await ids(api, page_size=3) == [1, 2, 3, 4, 5, 6, 7]

    play(scenario)
    assert len(recorder.calls) == 4


def test_items_that_pages_share_come_once(play: Play, recorder: Recorder) -> None:
    scripted(recorder, listed([1, 2, 2], [2, 3], [3, 1, 4]))

    async def scenario(api: AsyncInstantCard) -> None:
        assert await ids(api) == [1, 2, 3, 4]

    play(scenario)


@pytest.mark.parametrize(
    ("pages", "expected", "calls"),
    [
        (lambda page: [contact(each) for each in (min(page, 2), 9)], [1, 9, 2], 3),
        (lambda page: [contact(1)], [1], 2),
        (lambda page: [contact(page % 3)], [1, 2, 0], 4),
        (lambda page: [None, {}, {"id": None}], [None, None, None], 2),
        (lambda page: [{"id": [min(page, 2)]}], [[1], [2]], 3),
        (lambda page: [None, contact(min(page, 2))], [None, 1, 2], 3),
    ],
    ids=["last page", "one page", "cycle", "without ids", "odd ids", "some without"],
)
def test_a_vendor_that_repeats_itself_comes_to_an_end(
    play: Play, recorder: Recorder, pages: Pages, expected: list[Any], calls: int
) -> None:
    scripted(recorder, pages)

    async def scenario(api: AsyncInstantCard) -> None:
        found = [getattr(each, "id", None) async for each in api.contacts.list()]
        assert found == expected

    play(scenario, on_drift="ignore")
    assert len(recorder.calls) == calls


def test_pages_are_fetched_as_they_are_needed(play: Play, recorder: Recorder) -> None:
    scripted(recorder, lambda page: [contact(10 * page), contact(10 * page + 1)])

    async def scenario(api: AsyncInstantCard) -> None:
        people = api.contacts.list()
        assert recorder.requests == []
        found = []
        async for each in people:
            found.append(each.id)
            if len(found) == 3:
                break
        assert found == [10, 11, 20]
        assert len(recorder.calls) == 2

    play(scenario)


def test_each_loop_begins_anew(play: Play, recorder: Recorder) -> None:
    scripted(recorder, listed([1, 2], [3]))

    async def scenario(api: AsyncInstantCard) -> None:
        people = api.contacts.list()
        for _ in range(2):
            assert [each.id async for each in people] == [1, 2, 3]

    play(scenario)


def test_one_page(play: Play, recorder: Recorder) -> None:
    scripted(recorder, listed([1, 2], [2, 3]))

    async def scenario(api: AsyncInstantCard) -> None:
        people = await api.contacts.list().page(2)
        assert [each.id for each in people] == [2, 3]
        assert all(isinstance(each, Contact) for each in people)

    play(scenario)
    assert asked(recorder) == ["page=2&page_size=25"]


@pytest.mark.parametrize("number", [0, -1, True, 1.0, "1", None])
def test_a_number_that_is_no_page_is_refused(play: Play, recorder: Recorder, number: Any) -> None:
    async def scenario(api: AsyncInstantCard) -> None:
        with pytest.raises(InvalidArgument) as caught:
            await api.contacts.list().page(number)
        assert caught.value.argument == "number"

    play(scenario)
    assert recorder.requests == []


def test_a_refusal_in_the_middle_is_raised(play: Play, recorder: Recorder) -> None:
    recorder.script(json_reply([contact(1)]), json_reply({"error": "page"}, 400))

    async def scenario(api: AsyncInstantCard) -> None:
        people = aiter(api.contacts.list())
        assert (await anext(people)).id == 1
        with pytest.raises(BadRequest):
            await anext(people)

    play(scenario)


def test_a_search_keeps_its_term_on_every_page(play: Play, recorder: Recorder) -> None:
    card = {"card_template_id": 3, "organization_id": 77, "data": []}
    pages = {1: [{**card, "id": 1}], 2: [{**card, "id": 2}]}
    scripted(recorder, lambda page: pages.get(page, []))

    async def scenario(api: AsyncInstantCard) -> None:
        assert [each.id async for each in api.cards.search(term="a b", page_size=1)] == [1, 2]

    play(scenario)
    assert asked(recorder) == [f"term=a%20b&page={page}&page_size=1" for page in (1, 2, 3)]
