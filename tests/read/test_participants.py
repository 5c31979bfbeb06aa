"""Participants: what is taken of the candidates of a role."""

from __future__ import annotations

from khabar import pipeline


def test_what_is_not_taken_is_no_participant_of_itself() -> None:
    """Is every participant a phrase of its own sentence, none of them twice?"""
    text = "قالت الحكومة إن الجيش قصف مواقع المسلحين، وإن المسلحين ردوا بإطلاق قذائف على قرى مجاورة."
    for event in pipeline.read_text(text).events:
        spans = [actor.span for actor in (*event.initiator, *event.target)]
        assert all(event.sentence_span.overlaps(span) for span in spans)
        assert len(spans) == len(set(spans))
