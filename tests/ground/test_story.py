"""The places of the happenings told so far."""

from __future__ import annotations

from khabar.ground.spots import Spot
from khabar.ground.story import MOST, OFFERS, Before, Story


def told(name: str, level: str, sense: str = "assault.qasf", sentence: int = 0) -> Before:
    return Before(Spot(name, 0, 1, level, name), sentence, "assault", sense)


def offered(story: Story, sense: str = "") -> dict[str, str | None]:
    told = zip(OFFERS, story.offers(sense), strict=False)
    return {which: before.place.name for which, before in told if before is not None}


def test_a_story_that_has_told_nothing_offers_nothing() -> None:
    assert offered(Story()) == {}


def test_last_first_point_most_and_alike() -> None:
    story = Story()
    story.add(told("Basra", "city", "raid"))
    story.add(told("Iraq", "country", "strike"))
    story.add(told("Iraq", "country", "raid"))
    story.add(told("Anbar", "province", "siege"))
    wanted = {"last": "Anbar", "point": "Basra", "first": "Basra", "most": "Iraq", "alike": "Iraq"}
    assert offered(story, "raid") == wanted


def test_what_was_told_long_ago_is_offered_as_the_first_only() -> None:
    story = Story()
    story.add(told("Basra", "city", "raid"))
    for n in range(MOST):
        story.add(told(f"area {n}", "region", "strike"))
    assert offered(story, "raid") == {"last": f"area {MOST - 1}", "first": "Basra", "most": f"area {MOST - 1}"}
