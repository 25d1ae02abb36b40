from . import test_access_matrix
from . import test_commission
from . import test_complaints
from . import test_handover
from . import test_ownership
from . import test_policies
from . import test_register
from . import test_split
