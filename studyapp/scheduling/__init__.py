"""When a card is asked again and in which order: pure, with clock and chance passed in.

``fsrs`` is the memory model and the transition, ``steps`` and ``fuzz`` its rules, ``preview``
what the four buttons would do, ``queue`` the day's cards, ``session`` the order within a sitting.
"""
