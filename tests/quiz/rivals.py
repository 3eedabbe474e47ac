"""Pairs of cards that learners mix up: each answer is the best wrong option for the other."""

from studyapp.domain.selftest import Item
from tests.quiz.deck import item

Card = tuple[str, str]

RIVALS: tuple[tuple[str, Card, Card], ...] = tuple(
    (subject, (one, a), (other, b))
    for subject, one, a, other, b in (
        # living things
        ("biology", "Which blood vessel carries blood away from the heart?", "artery",
         "Which blood vessel carries blood back to the heart?", "vein"),
        ("biology", "Which kind of cell division makes gametes?", "meiosis",
         "Which kind of cell division makes body cells?", "mitosis"),
        ("biology", "What is the movement of water across a membrane called?", "osmosis",
         "What is the movement of particles down a gradient called?", "diffusion"),
        ("biology", "Which base pairs with adenine in DNA?", "thymine",
         "Which base pairs with guanine in DNA?", "cytosine"),
        ("biology", "Which hormone lowers blood glucose?", "insulin",
         "Which hormone raises blood glucose?", "glucagon"),
        ("biology", "Which gas do leaves take in by day?", "carbon dioxide",
         "Which gas do leaves give off by day?", "oxygen"),
        ("biology", "Which tissue carries water up a stem?", "xylem",
         "Which tissue carries sugar down a stem?", "phloem"),
        ("biology", "What is an animal that eats only plants?", "herbivore",
         "What is an animal that eats only meat?", "carnivore"),
        ("biology", "Which word names the genes that an organism has?", "genotype",
         "Which word names the traits that an organism shows?", "phenotype"),
        ("biology", "Which neurone carries signals to the spinal cord?", "sensory neurone",
         "Which neurone carries signals from the spinal cord?", "motor neurone"),
        # matter
        ("chemistry", "Which particle in an atom has a positive charge?", "proton",
         "Which particle in an atom has a negative charge?", "electron"),
        ("chemistry", "At which electrode does oxidation happen?", "anode",
         "At which electrode does reduction happen?", "cathode"),
        ("chemistry", "What is a reaction that gives off heat?", "exothermic",
         "What is a reaction that takes in heat?", "endothermic"),
        ("chemistry", "Which bond shares electrons?", "covalent bond",
         "Which bond transfers electrons?", "ionic bond"),
        ("chemistry", "What is the chemical symbol for sodium?", "Na",
         "What is the chemical symbol for potassium?", "K"),
        ("chemistry", "What is the change from liquid to gas called?", "evaporation",
         "What is the change from gas to liquid called?", "condensation"),
        ("physics", "Which lens makes rays of light meet?", "convex lens",
         "Which lens makes rays of light spread?", "concave lens"),
        ("physics", "What is the unit of electric current?", "ampere",
         "What is the unit of electric potential?", "volt"),
        ("physics", "In which circuit is there but one path for the current?", "series circuit",
         "In which circuit is there more than one path for the current?", "parallel circuit"),
        ("physics", "Which quantity has size and direction?", "vector",
         "Which quantity has size but no direction?", "scalar"),
        # the earth
        ("geography", "Which lines on a globe run east and west?", "parallels",
         "Which lines on a globe run north and south?", "meridians"),
        ("geography", "What hangs from the roof of a cave?", "stalactite",
         "What grows from the floor of a cave?", "stalagmite"),
        ("geography", "What is the capital of Australia?", "Canberra",
         "What is the capital of Kazakhstan?", "Astana"),
        ("geography", "Which rock is made by cooling magma?", "igneous rock",
         "Which rock is made by pressed sand?", "sedimentary rock"),
        # numbers and words
        ("mathematics", "What is the number above the line of a fraction?", "numerator",
         "What is the number below the line of a fraction?", "denominator"),
        ("mathematics", "Which average is the middle value of a sorted row?", "median",
         "Which average is the most frequent value of a row?", "mode"),
        ("mathematics", "Which ratio is opposite over hypotenuse?", "sine",
         "Which ratio is adjacent over hypotenuse?", "cosine"),
        ("language", "Which part of speech describes a noun?", "adjective",
         "Which part of speech describes a verb?", "adverb"),
        ("language", "What is a comparison that uses like or as?", "simile",
         "What is a comparison that does not use like or as?", "metaphor"),
        # people and the past
        ("history", "Who led the Red Army in the Russian Civil War?", "Leon Trotsky",
         "Who led the White Army in the Russian Civil War?", "Anton Denikin"),
        ("history", "When did the First World War begin?", "1914",
         "When did the First World War end?", "1918"),
        ("history", "In which year did Columbus reach America?", "1492",
         "In which year did Cook reach Australia?", "1770"),
        ("history", "When was Queen Victoria born?", "1819",
         "When did Queen Victoria die?", "1901"),
        ("history", "Where was Napoleon born?", "Corsica",
         "Where did Napoleon die?", "Saint Helena"),
        ("history", "Which house had a white rose as its badge?", "York",
         "Which house had a red rose as its badge?", "Lancaster"),
        ("economics", "What is a market with a single seller?", "monopoly",
         "What is a market with a single buyer?", "monopsony"),
        ("economics", "What are goods bought from abroad?", "imports",
         "What are goods sold abroad?", "exports"),
        ("computing", "Which memory loses its content without power?", "RAM",
         "Which memory keeps its content without power?", "ROM"),
        ("computing", "Which structure gives back the last item first?", "stack",
         "Which structure gives back the first item first?", "queue"),
        ("music", "What is the mark that raises a note by a semitone?", "sharp",
         "What is the mark that lowers a note by a semitone?", "flat"),
    )
)  # fmt: skip


def cards() -> list[Item]:
    """Return one deck of them all; the numbers of a pair differ in the last bit only."""
    found: list[Item] = []
    for at, (_, one, other) in enumerate(RIVALS):
        found += [item(100 + 2 * at, *one), item(101 + 2 * at, *other)]
    return found
