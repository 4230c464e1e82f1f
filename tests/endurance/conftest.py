"""A failing assertion of the helpers tells its values too."""

import pytest

pytest.register_assert_rewrite("tests.endurance.crew")
