from . import test_disaster
from . import test_import_errors
from . import test_import_file
from . import test_letters
from . import test_policy_u1
from . import test_sweep
from . import test_tour
from . import test_work_order
