"""Cards about the voyages of the fifteenth century, written for these tests."""

LONG = (
    "Zheng He's treasure fleets sailed **seven times** between 1405 and 1433, first under the "
    "Yongle emperor and last under the Xuande emperor. They followed the monsoon down the coast "
    "of Champa to Java and Malacca, crossed to Calicut on the Malabar coast, and went on to "
    "Hormuz, Aden and the Swahili towns of Mogadishu and Malindi.\n\n"
    "The ships carried silk, porcelain and letters of investiture; they brought home pepper, "
    "envoys and, in 1414, a *giraffe* that the court took for a qilin. The purpose was less to "
    "discover than to be **seen**: rulers who sent tribute received gifts worth more than what "
    "they gave, and a place in an order with Nanjing at its centre.\n\n"
    "Why they stopped is argued over:\n\n"
    "1. the cost, when the northern frontier needed horses and walls;\n"
    "2. the rivalry of officials and palace eunuchs, who ran the fleets;\n"
    "3. the Grand Canal, which made the sea route for grain unnecessary.\n\n"
    "> The fleet did not fail. It was no longer asked for."
)

CARDS = (
    (
        "Voyages::Portugal",
        "Which cape did **Bartolomeu Dias** round in 1488, and what did it prove?",
        (
            "The *Cape of Good Hope*. It proved that the Atlantic and the Indian Ocean are joined, "
            "so that India could be reached by sea."
        ),
        ("cape", "1488"),
    ),
    (
        "Voyages::Portugal",
        "What was the *volta do mar*?",
        (
            "The return by way of the open sea: ships coming home from Guinea stood far out into "
            "the Atlantic to find the westerlies instead of beating up the coast."
        ),
        ("winds",),
    ),
    (
        "Voyages::Ming China",
        "Why did the Ming court send out **Zheng He's** fleets, and why did the voyages end?",
        LONG,
        ("ming", "essay"),
    ),
    (
        "Voyages::Ming China",
        "Which strait did {{c1::Malacca::port}} command?",
        "",
        ("straits",),
    ),
    (
        "Astrolabes",
        "Which two things must a navigator know to find his latitude from the noon sun?",
        (
            "- the sun's **height** above the horizon at noon\n- its **declination** for that day, "
            "from a table such as Zacuto's"
        ),
        ("latitude",),
    ),
    (
        "Astrolabes",
        "What does the *rete* of an astrolabe show?",
        "The stars and the ecliptic: an openwork map that turns over the plate of the horizon.",
        (),
    ),
)
