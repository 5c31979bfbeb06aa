"""The same day: which day do the words take up?"""

from __future__ import annotations

import khabar


def test_the_same_day_takes_up_what_lay_behind_the_news() -> None:
    """Is a raid of `the same day` dated by the background told just before, not by the truce of the lead?"""
    text = (
        "صمد وقف إطلاق النار بين أفغانستان وباكستان، الخميس، بعد ساعات من دخوله حيز التنفيذ.\n\n"
        "وكانت الاشتباكات قد تجددت فجر الأربعاء حين هاجم مقاتلو طالبان أربعة مواقع في قطاع شمن.\n\n"
        "وبعد ظهر اليوم نفسه شنت طائرات باكستانية غارتين على العاصمة كابل.\n"
    )
    reading = khabar.read(text, published="2025-10-16")
    raids = next(e for e in reading.events if e.trigger == "غارتين")
    assert raids.time is not None
    assert (str(raids.time.start), str(raids.time.end)) == ("2025-10-15", "2025-10-15")
