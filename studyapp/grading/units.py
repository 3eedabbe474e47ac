"""Units of measure: what they are written like, their base unit, and how many of it they are."""

MAGNITUDES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "millions": 1e6, "m": 1e6,
    "mn": 1e6, "mln": 1e6, "billion": 1e9, "bn": 1e9, "bln": 1e9, "trillion": 1e12,
    "milion": 1e6, "millon": 1e6, "mil": 1e6, "mill": 1e6, "dozen": 12.0,
}  # fmt: skip

_TABLE = {
    "m": """m meter meters metre metres 1; km kilometer kilometers kilometre kilometres 1000;
        cm centimeter centimeters centimetre centimetres 0.01; μm micrometre micrometer 1e-6;
        mm millimeter millimeters millimetre millimetres 0.001; nm nanometre nanometer 1e-9;
        mile miles 1609.344; foot feet ft 0.3048; inch inches 0.0254; yard yards 0.9144;
        verst versts 1066.8""",
    "g": """g gram grams gramme grammes 1; kg kilogram kilograms kilo kilos 1000;
        mg milligram milligrams 0.001; μg mcg microgram micrograms 1e-6;
        ton tons tonne tonnes t 1e6; quintal quintals centner centners 1e5; pood poods 16380;
        pound pounds lb lbs 453.592; ounce ounces oz 28.3495""",
    "l": """l litre litres liter liters 1; ml millilitre millilitres milliliter milliliters 0.001;
        gallon gallons 4.546; barrel barrels 158.987""",
    "m2": "m2 m² 1; hectare hectares ha 1e4; acre acres 4046.86; km2 km² 1e6",
    "m3": "m3 m³ 1; cm3 cm³ cc 1e-6",
    "s": """s sec second seconds 1; ms millisecond milliseconds 0.001; minute minutes min mins 60;
        hour hours h hr hrs 3600; day days 86400; week weeks 604800""",
    "month": "month months 1; year years yr yrs 12; decade decades 120; century centuries 1200",
    "times": "times fold 1",
    "%": "% percent pct 1",
    "Hz": "hz hertz 1; khz kilohertz 1e3; mhz megahertz 1e6; ghz gigahertz 1e9",
    "J": """j joule joules 1; kj kilojoule kilojoules 1e3; cal calorie calories 4.184;
        kcal kilocalorie kilocalories 4184; kwh 3.6e6; ev 1.602e-19""",
    "W": "w watt watts 1; kw kilowatt kilowatts 1e3; mw megawatt megawatts 1e6; gw gigawatt 1e9",
    "hp": "hp horsepower 1",
    "V": "v volt volts 1; mv millivolt millivolts 0.001; kv kilovolt kilovolts 1e3",
    "A": "ampere amperes amp amps 1; ma milliampere milliamp milliamps 0.001",
    "ohm": "ohm ohms 1",
    "N": "n newton newtons 1; kn kilonewton kilonewtons 1e3",
    "Pa": "pa pascal pascals 1; kpa kilopascal kilopascals 1e3; bar bars 1e5; mmhg 133.322",
    "B": """byte bytes 1; kb kilobyte kilobytes 1e3; mb megabyte megabytes 1e6;
        gb gigabyte gigabytes 1e9; tb terabyte terabytes 1e12""",
    "bit": """bit bits 1; kbit kilobit kilobits 1e3; mbit megabit megabits 1e6;
        gbit gigabit gigabits 1e9""",
    "mol": "mol mole moles 1; mmol millimole millimoles 0.001",
    "°c": "°c c celsius centigrade 1",
    "°f": "°f fahrenheit 1",
    "K": "k kelvin kelvins 1",
    "$": "$ dollar dollars usd 1",
    "£": "£ gbp 1",
    "€": "€ euro euros eur 1",
    "rouble": "rouble roubles ruble rubles 1; kopeck kopecks kopek kopeks 0.01",
}
"""Base unit -> its written forms with their factor, each entry closed by a semicolon."""


def _units() -> dict[str, tuple[str, float]]:
    table = {}
    for base, entries in _TABLE.items():
        for entry in entries.split(";"):
            *names, factor = entry.split()
            table.update(dict.fromkeys(names, (base, float(factor))))
    return table


UNITS = _units()
"""Unit as written -> (base unit of its dimension, how many of it)."""
