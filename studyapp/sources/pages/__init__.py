"""Layouts of flashcard pages, one a file. The order decides between equal scores."""

from studyapp.sources.pages.alternating import Alternating
from studyapp.sources.pages.brainscape import Brainscape
from studyapp.sources.pages.bullets import Bullets
from studyapp.sources.pages.knowt import Knowt
from studyapp.sources.pages.knowt_reader import KnowtReader
from studyapp.sources.pages.numbered import Numbered
from studyapp.sources.pages.page import Layout
from studyapp.sources.pages.question_answer import QuestionAnswer
from studyapp.sources.pages.quizlet import Quizlet
from studyapp.sources.pages.table import Table
from studyapp.sources.pages.tabs import Tabs
from studyapp.sources.pages.terms import Terms

LAYOUTS: tuple[Layout, ...] = (
    Knowt(),
    KnowtReader(),
    Table(),
    Brainscape(),
    QuestionAnswer(),
    Quizlet(),
    Tabs(),
    Numbered(),
    Alternating(),
    Bullets(),
    Terms(),
)
