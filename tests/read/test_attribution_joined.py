"""Speakers who stand together, statements and who issued them, outlets that pass on acts, and who goes on speaking."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

EventOf = Callable[..., Event]
Read = Callable[[str], Reading]


def told(found: Event) -> list[str]:
    return [source.text for source in found.sources]


def only(reading: Reading, kind: str) -> Event:
    (found,) = [e for e in reading.events if e.type == kind]
    return found


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("قال سكان ومسؤولون محليون إن طائرات أغارت على القرية.", ["سكان", "مسؤولون محليون"]),
        ("قُتل خمسة مدنيين في غارة على السوق، وفق مسعفين وشهود عيان.", ["مسعفين", "شهود عيان"]),
        ("نقلت وكالة «فارس» عن مصدر أمني أن مسيّرة قصفت المعسكر.", ["مصدر أمني", "وكالة «فارس"]),
        ('ونقلت وكالة "فارس" عن مصدر أمني أن مسيّرة قصفت المعسكر.', ["مصدر أمني", 'وكالة "فارس']),
        ("قصف الطيران رتلا للتنظيم، وفقا لبيان صادر عن خلية الإعلام الأمني.", ["خلية الإعلام الأمني"]),
        ("قصف الطيران رتلا للتنظيم، وفق بيان أصدرته وزارة الدفاع.", ["وزارة الدفاع"]),
        ("قصف الطيران رتلا للتنظيم، بحسب ما جاء في بيان للجيش.", ["بيان للجيش"]),
        ("قُتل جنديان في هجوم على المعسكر، كما أعلنت وزارة الدفاع التي فتحت تحقيقا.", ["وزارة الدفاع"]),
        ("قُتل القيادي في غارة على المنزل، وفق رواية أكدها شقيقه.", ["شقيقه"]),
        ("ونفت طهران أن تكون قواتها هاجمت الناقلة.", ["طهران"]),
        ("السودان: مقتل تسعة أشخاص في هجوم على قرية.", []),
        ("وقال التحالف إن طائرة قصفت الصالة استنادا إلى معلومات خاطئة.", ["التحالف"]),
        ("غير أن منسقية محلية اتهمت الجيش بقصف القرية.", ["منسقية محلية"]),
        ("وقال مسؤول في الوزارة إن المسيّرة التي أُسقطت ليست تابعة للجيش.", ["مسؤول"]),
    ],
)
def test_who_told_of_force(read: Read, text: str, wanted: list[str]) -> None:
    """Is everybody a source who told it, and nobody who did not?"""
    force = [e for e in read(text).events if e.type in ("assault", "intercept")]
    assert told(force[0]) == wanted


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("وتبنت الحركة الهجوم في بيان بثته إذاعة الأندلس.", "claim", ["إذاعة الأندلس"]),
        ("وتبنى تنظيم الدولة التفجير عبر وكالة أعماق.", "claim", ["وكالة أعماق"]),
        (
            "ونفى المتحدث، في بيان نشرته وكالة الأنباء السعودية، أن تكون السوق هي الهدف.",
            "deny",
            ["وكالة الأنباء السعودية"],
        ),
        ("نفى المتحدث لوكالة فرانس برس سقوط المدينة.", "deny", ["وكالة فرانس برس"]),
        ("وتوعد زعيم الجماعة، في خطاب بثته قناة المسيرة، بالمزيد.", "threaten", []),
        ("وأعلن الفصيل مسؤوليته في رسالة إلى الصحفيين.", "claim", []),
    ],
)
def test_outlets_pass_on_acts(read: Read, text: str, kind: str, wanted: list[str]) -> None:
    """Is the outlet that ran a claim or a denial its source, and the one that aired a speech not?"""
    assert told(only(read(text), kind)) == wanted


def test_what_is_called_so_does_not_speak(read: Read) -> None:
    """Is `accused what it called the gangs` an accusation by the one named before?"""
    reading = read("نفى الناطق باسم القيادة قصف الحي، واتهم ما وصفها بـ«العصابات» بإطلاق صواريخ على المساكن.")
    found = next(e for e in reading.events if e.type == "assault" and e.modality == "asserted")
    assert "العصابات" not in told(found)


def test_who_goes_on_speaking_agrees(read: Read) -> None:
    """Is `and he added` said by the man named last, not by the militia he blamed?"""
    reading = read(
        "قال العميد المالكي إن صاروخا أُطلق من صعدة، محملا المليشيا ومن يدعمها المسؤولية. وأضاف أن المدفعية قصفت المنصة."
    )
    assert told([e for e in reading.events if e.type == "assault"][-1]) == ["العميد المالكي"]
