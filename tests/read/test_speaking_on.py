"""Verbal acts whose speaker is not named beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from khabar.model.records import Event, Reading

EventOf = Callable[..., Event]
Read = Callable[[str], Reading]
Told = Callable[[Event, str], list[str]]


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        (
            "حذر وزير الدفاع الأمريكي لويد أوستن إيران من التصعيد. وقال إن الهجمات نفذت بدعم من طهران، واتهمها بالكذب.",
            "accuse",
            ["وزير الدفاع الأمريكي لويد أوستن"],
        ),
        (
            "أكد وزير الخارجية التركي هاكان فيدان استمرار العمليات. وأضاف أن أنقرة لن تتهاون، مهددا بشن عملية برية.",
            "threaten",
            ["وزير الخارجية التركي هاكان فيدان"],
        ),
        (
            "اجتمع وزير الخارجية الإيراني عباس عراقجي مع نظيره العماني. وقال إن المفاوضات مستمرة، ورفض أي شروط مسبقة.",
            "reject",
            ["وزير الخارجية الإيراني عباس عراقجي"],
        ),
        (
            "وصل المبعوث الأممي هانس غروندبرغ إلى صنعاء. ودعا الأطراف إلى وقف التصعيد.",
            "request",
            ["المبعوث الأممي هانس غروندبرغ"],
        ),
        (
            "زار قائد الجيش السوداني عبد الفتاح البرهان أم درمان. وتعهد بمواصلة القتال حتى النصر.",
            "threaten",
            ["قائد الجيش السوداني عبد الفتاح البرهان"],
        ),
        (
            "تحدث وزير الدفاع الروسي أندريه بيلوسوف إلى الصحفيين. وقال إن قواته أسقطت 40 مسيرة، ونفى استهداف المدنيين.",
            "deny",
            ["وزير الدفاع الروسي أندريه بيلوسوف"],
        ),
        (
            "قال المتحدث العسكري باسم الحوثيين يحيى سريع إن العملية حققت أهدافها. وتوعد بالمزيد من الهجمات على السفن.",
            "threaten",
            ["المتحدث العسكري باسم الحوثيين يحيى سريع"],
        ),
    ],
)
def test_who_goes_on_speaking(event: EventOf, told: Told, text: str, kind: str, wanted: list[str]) -> None:
    """Is whoever spoke, or was told of, in the sentence before the doer of a verbal act without a subject?"""
    assert told(event(text, kind), "initiator") == wanted


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("قال المتحدث إن الضغط مستمر، واتهم حماس بعرقلة الاتفاق.", "accuse", ["حماس"]),
        ("قالت الوزيرة إن برلين قلقة، وحثت إسرائيل على حماية المدنيين.", "request", ["إسرائيل"]),
        ("قال الناطق إن الهجوم وقع فجرا. وحمّل تركيا المسؤولية عنه.", "accuse", ["تركيا"]),
        ("قال الوزير إن الهدنة صامدة، ودعا المسلحين إلى إلقاء السلاح.", "request", ["المسلحين"]),
        ("قال الوزير إن الهدنة صامدة، وطالب المجتمع الدولي بالضغط.", "request", ["المجتمع الدولي"]),
    ],
)
def test_whom_a_joined_verb_addresses(event: EventOf, told: Told, text: str, kind: str, wanted: list[str]) -> None:
    """Is the one phrase after a joined verb that must name somebody its object?"""
    assert told(event(text, kind), "target") == wanted


@pytest.mark.parametrize(
    ("text", "kind", "wanted"),
    [
        ("قُتل جنديان. واتهم المجلس العسكري في درعا أجهزة المخابرات بالوقوف وراء العملية.", "accuse", "المجلس العسكري"),
        ("قُتل جنديان. واتهمت الخرطوم أديس أبابا بدعم المتمردين.", "accuse", "الخرطوم"),
        ("قال الوزير إن القصف مستمر. ودعت الأمم المتحدة إلى هدنة.", "request", "الأمم المتحدة"),
        ("قال الوزير إن القصف مستمر. وحمّل سياسيون أكراد فصائل مسلحة مسؤولية ما جرى.", "accuse", "سياسيون"),
        ("قال الوزير إن القصف مستمر. ونفى كل من إسرائيل والجيش الأمريكي مسؤوليتهما.", "deny", "كل من إسرائيل"),
    ],
)
def test_a_speaker_of_its_own(event: EventOf, told: Told, text: str, kind: str, wanted: str) -> None:
    """Does a joined verb with a speaker of its own keep him?"""
    assert told(event(text, kind), "initiator")[0].startswith(wanted)


@pytest.mark.parametrize(
    ("text", "modality", "initiator"),
    [
        ("بدأ الجيش بقصف المدينة.", "asserted", ["الجيش"]),
        ("بدت القوات وكأنها تقصف المدينة.", "alleged", ["القوات"]),
    ],
)
def test_began_is_not_seemed(read: Callable[[str], Reading], text: str, modality: str, initiator: list[str]) -> None:
    """Is what somebody began to do asserted, though the word is spelt almost as that for seeming?"""
    deed = read(text).events[0]
    assert (deed.modality, [mention.text for mention in deed.initiator]) == (modality, initiator)


def test_the_attack_began_with_a_blast(read: Callable[[str], Reading]) -> None:
    """Is the attack nobody who set off a car?"""
    assert [event.initiator for event in read("الهجوم بدأ بتفجير سيارتين مفخختين في بلدة عوسويني.").events] == [(), ()]


def test_past_a_place_with_its_article(read: Callable[[str], Reading]) -> None:
    """Do those whom a clause describes refuse, where the clause ends in a name that the packs have with its article?"""
    acts = [
        e for e in read("قالت ناجية إن الجنود الذين وصلوا إلى المكان رفضوا نقل الجرحى.").events if e.type == "reject"
    ]
    assert [mention.text for mention in acts[0].initiator] == ["الجنود"]


@pytest.mark.parametrize(
    ("text", "kind", "doer", "asked"),
    [
        ("زار رئيس الأركان الحدود، ودعا مجلس الأمن إلى إدانة القصف.", "request", "رئيس الأركان", "مجلس الأمن"),
        (
            "استنكر وزير الدفاع الغارة، وطالب الاتحاد الأفريقي بإرسال قوات.",
            "request",
            "وزير الدفاع",
            "الاتحاد الأفريقي",
        ),
        (
            "حذرت اللجنة من مجاعة إذا استمر حصار الفاشر، وطالبت الأمم المتحدة بفتح ممرات.",
            "request",
            "اللجنة",
            "الأمم المتحدة",
        ),
        ("نفت الحكومة الاتهامات وحثت القادة على ضبط النفس.", "request", "الحكومة", "القادة"),
        ("أعلن اللواء الخامس أن المدفعية قصفت التلة، واتهم الجماعة بخرق الهدنة.", "accuse", "اللواء الخامس", "الجماعة"),
    ],
)
def test_who_asks_on(event: EventOf, told: Told, text: str, kind: str, doer: str, asked: str) -> None:
    """Is a body after a joined verb of asking whom somebody asks who spoke before?"""
    act = event(text, kind)
    assert (told(act, "initiator"), told(act, "target")) == ([doer], [asked])


@pytest.mark.parametrize(
    ("text", "act", "who", "told"),
    [
        ("قال المتحدث إن قواته قصفت السفينة بعد أن رفض طاقمها الرسائل، وتوعد بمنع الملاحة.", "threaten", "المتحدث", []),
        ("ويحذر المرصد من أن الجيش سيكرر الاقتحام، ويطالب الأمم المتحدة بالتدخل.", "request", "المرصد", []),
        ("قالت الوزارة إن القوات قتلت عشرة، وهو ما نفاه متحدث باسم الحركة.", "deny", "متحدث باسم الحركة", []),
        ("وكان المتحدث باسم الحوثيين توعد الخميس الماضي بقصف مطارات.", "threaten", "المتحدث باسم الحوثيين", []),
    ],
)
def test_whose_act(read: Read, text: str, act: str, who: str, told: list[str]) -> None:
    """Does whoever spoke go on to vow, past those he spoke of, and does nobody tell his own act?"""
    found = next(e for e in read(text).events if e.type == act)
    assert ([m.text for m in found.initiator], [s.text for s in found.sources]) == ([who], told)


def test_shields(read: Read) -> None:
    """Are human shields of whom somebody is only accused no happening?"""
    found = read("نفت الجماعة قصف القرية، واتهمت الجيش باستخدام المدنيين دروعا بشرية.").events
    assert "coerce" not in {e.type for e in found}
