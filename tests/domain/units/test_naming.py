"""What was said about names holds for each of them, and two names of one unit are that unit once."""

from __future__ import annotations

from dutytrack.domain.units.naming import AS_TYPED, Naming


def test_a_name_is_read_as_it_was_said_to_be_meant():
    said = Naming(new=True).meaning("市科枝局", "市科技局").meaning("科技局", "市科技局")

    assert said.read(["市科枝局", "市财政局", "科技局"]) == ("市科技局", "市财政局")
    assert said.new


def test_where_nothing_was_said_names_are_as_typed():
    assert AS_TYPED.read(["市科枝局", "市科枝局"]) == ("市科枝局",)
    assert not AS_TYPED.new
