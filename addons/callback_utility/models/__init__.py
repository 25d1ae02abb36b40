from . import callback_utility_area
from . import callback_utility_supply_point
from . import callback_utility_disaster
from . import callback_utility_work_order
from . import callback_utility_work_order_import
