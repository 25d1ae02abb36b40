from . import test_callback_reward_bill
