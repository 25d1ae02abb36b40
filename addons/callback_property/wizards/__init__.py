from . import callback_property_owner
from . import callback_property_reception
