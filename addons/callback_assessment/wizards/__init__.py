from . import callback_review_extra
