from . import test_access_matrix
from . import test_review_size
from . import test_review_draw
from . import test_review_sheet
from . import test_review_access
from . import test_review_quota
from . import test_review_agreement
