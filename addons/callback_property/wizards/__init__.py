from . import callback_property_owner
