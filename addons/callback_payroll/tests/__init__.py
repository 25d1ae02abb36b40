from . import test_callback_payroll
from . import test_access_matrix
from . import test_callback_month
from . import test_callback_payslip_month
from . import test_callback_payslip_proof
