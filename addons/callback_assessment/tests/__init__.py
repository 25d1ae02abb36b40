from . import test_access_matrix
from . import test_callback_sanction
from . import test_callback_penalty
from . import test_callback_appeal
