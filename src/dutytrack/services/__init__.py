"""One module a use case. The only writers of the ledger.

What every act may refuse is said where it is refused: ``find_task``, ``find_plan``, ``find_unit``, ``units_named``,
``unit_with_part``, ``check_day``, ``record_act``. The others say what they refuse beside that.
"""
