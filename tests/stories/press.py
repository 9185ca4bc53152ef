"""Invented articles for the tests of the grouping: builders with sane defaults, and happenings told in several ways."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from variorum.model import Article

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)


def article(
    name: str, headline: str | None = None, text: str = "", *, hours: float | None = 0, **facts: Any
) -> Article:
    """An article; `hours` after noon of an ordinary day, None for one without a date."""
    published = None if hours is None else NOON + timedelta(hours=hours)
    return Article(id=name, headline=headline, text=text, published=published, **{"language": "en", **facts})


def ferry_reports(**facts: Any) -> list[Article]:
    """Three reports of one invented ferry accident."""
    return [
        article(
            "ferry-1",
            "Ferry Solveig runs aground off Port Haldane with 212 on board",
            "The ferry Solveig ran aground off Port Haldane on Monday morning with 212 passengers on board.\n"
            "Coastguard chief Miriam Oduya said all passengers were taken off by noon. Two people were hurt.\n"
            "The ship had left Skarn Island in thick fog.",
            **facts,
        ),
        article(
            "ferry-2",
            "All 212 passengers saved as Solveig hits rocks near Port Haldane",
            "Rescuers took 212 passengers off the Solveig after the ferry hit rocks near Port Haldane in fog.\n"
            "“Nobody is missing,” said Miriam Oduya of the coastguard. The crossing from Skarn Island takes two hours.",
            hours=2,
            **facts,
        ),
        article(
            "ferry-3",
            "Fog blamed after Port Haldane grounding",
            "Investigators believe that fog led the ferry Solveig onto the rocks off Port Haldane.\n"
            "Coastguard chief Miriam Oduya praised the crew, who calmed 212 passengers.",
            hours=20,
            **facts,
        ),
    ]


def other_reports() -> list[Article]:
    """Two happenings of the same day that have nothing to do with the ferry, told twice each."""
    return [
        article(
            "cheese-1",
            "Record cheese of 940 kilos rolled through Montferrand",
            "Dairy farmers rolled a cheese of 940 kilos through Montferrand on Monday, a record by its own count.\n"
            "Mayor Odile Brassac cut the first slice and promised a larger wheel next year.",
            hours=1,
        ),
        article(
            "tunnel-1",
            "Kestrel tunnel closed for nine weeks after cracks are found",
            "Engineers closed the Kestrel road tunnel for nine weeks after inspectors found cracks in its lining.\n"
            "Traffic between Ardmore and Lutz will be sent over the pass, roads director Pavel Hrub said.",
            hours=3,
        ),
        article(
            "cheese-2",
            "Montferrand cuts its 940-kilo cheese",
            "A cheese weighing 940 kilos was rolled through old Montferrand and cut by mayor Odile Brassac.",
            hours=4,
        ),
        article(
            "tunnel-2",
            "Cracks shut Kestrel tunnel",
            "The Kestrel tunnel between Ardmore and Lutz is shut: cracks in the lining need nine weeks of work, says "
            "Pavel Hrub, who directs the roads.",
            hours=6,
        ),
    ]


def mine_reports() -> list[Article]:
    """One invented mine rescue in five languages: names and numbers cross the languages, words hardly do."""
    told = {
        "en": (
            "Eleven miners freed at Cerro Quilda after 63 hours",
            "Eleven miners were brought up alive at the Cerro Quilda copper mine after 63 hours, 480 metres down.\n"
            "Mine director Ximena Arrubal thanked the rescuers from Valdepura.",
        ),
        "es": (
            "Rescatan con vida a once mineros en Cerro Quilda",
            "Los once mineros de la mina de cobre Cerro Quilda salieron con vida tras 63 horas a 480 metros.\n"
            "La directora Ximena Arrubal agradeció a los rescatistas de Valdepura.",
        ),
        "fr": (
            "Onze mineurs sauvés à Cerro Quilda",
            "Onze mineurs ont été remontés vivants de la mine de cuivre de Cerro Quilda après 63 heures à 480 mètres.\n"
            "La directrice Ximena Arrubal a remercié les sauveteurs de Valdepura.",
        ),
        "de": (
            "Elf Bergleute in Cerro Quilda gerettet",
            "Elf Bergleute sind nach 63 Stunden aus 480 Metern Tiefe der Kupfermine Cerro Quilda gerettet worden.\n"
            "Direktorin Ximena Arrubal dankte den Rettern aus Valdepura.",
        ),
        "ms": (
            "Sebelas pelombong diselamatkan di Cerro Quilda",
            "Sebelas pelombong dibawa naik hidup-hidup dari lombong tembaga Cerro Quilda selepas 63 jam di kedalaman "
            "480 meter.\nPengarah Ximena Arrubal berterima kasih kepada penyelamat dari Valdepura.",
        ),
    }
    return [
        article(f"mine-{language}", headline, text, hours=n, language=language)
        for n, (language, (headline, text)) in enumerate(told.items())
    ]
