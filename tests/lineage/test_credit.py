"""Credits: which agency a document says that it has its report from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.lineage.sign import sign
from khabar.model.lineage import Body

Make = Callable[..., Body]
REPORT = "قال مسؤول في المحافظة إن السيول جرفت ثلاثة جسور وإن فرق الإنقاذ أجلت سكان القرى المنخفضة إلى المدارس."


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (f"بغداد (رويترز) - {REPORT}", ["outlet.reuters"]),
        (f"{REPORT}\nالمصدر: أ ف ب", ["outlet.afp"]),
        (f"{REPORT}\n(الأناضول)", ["outlet.anadolu"]),
        (f"دمشق - رويترز\n{REPORT}", ["outlet.reuters"]),
        (f"{REPORT}\nصورة أرشيفية للجسر (رويترز)", []),
        (f"الصورة: رويترز\n{REPORT}", []),
        (f"{REPORT}\nوسبق أن نقلت صحف عن رويترز خبرا قديما لا صلة له بالسيول ولا بالجسور ولا بفرق الإنقاذ كلها.", []),
    ],
)
def test_lines_that_credit(body: Make, text: str, keys: list[str]) -> None:
    """Are datelines and credit lines told from photographs and from prose?"""
    assert [credit.key for credit in sign(body("a", text)).credits] == keys


def test_the_publisher_is_known_by_its_name(body: Make) -> None:
    """Is the outlet that a feed names the one of the packs, and an agency one by its name?"""
    signed = sign(body("a", REPORT, outlet="وكالة الأناضول"))
    assert (signed.outlet, signed.agency) == ("outlet.anadolu", True)
    unknown = sign(body("a", REPORT, outlet="صحيفة الضفاف الجديدة"))
    assert (unknown.outlet, unknown.agency) == (None, False)
