"""The shapes of packs, by the name that ``pack.yml`` gives as ``schema``."""

from __future__ import annotations

from khabar.packs.schema.actors import Actor, Nationality, Office, Outlet, Person, Title
from khabar.packs.schema.base import Entry
from khabar.packs.schema.furniture import Furniture
from khabar.packs.schema.pages import PageWord
from khabar.packs.schema.places import Place, PlaceWord
from khabar.packs.schema.time import CalendarWord, TimeRule, WorldEvent
from khabar.packs.schema.triggers import Frame, Light, Trigger
from khabar.packs.schema.words import Grammar, Harm, Modal, Noun, Quantity, Report, Speaker, Weapon

SCHEMAS: dict[str, type[Entry]] = {
    "trigger": Trigger,
    "frame": Frame,
    "light": Light,
    "actor": Actor,
    "nationality": Nationality,
    "office": Office,
    "person": Person,
    "outlet": Outlet,
    "title": Title,
    "place": Place,
    "place_word": PlaceWord,
    "weapon": Weapon,
    "noun": Noun,
    "harm": Harm,
    "quantity": Quantity,
    "report": Report,
    "speaker": Speaker,
    "modal": Modal,
    "grammar": Grammar,
    "furniture": Furniture,
    "page_word": PageWord,
    "calendar": CalendarWord,
    "time_rule": TimeRule,
    "world_event": WorldEvent,
}
