from . import callback_answer
