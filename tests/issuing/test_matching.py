"""Columns find their fields."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardwright.issuing import MatchError, Row, Sheet, match
from instantcard import TemplateField

FIELDS = [
    TemplateField(token="full_name", label="Full name", type="text", legacy_token="FIELD_1"),
    TemplateField(token="company", label="Company", type="text", legacy_token="FIELD_2"),
    TemplateField(token="photo", label="Photo", type="image", legacy_token="FIELD_3"),
]


def sheet(*columns: str) -> Sheet:
    return Sheet(columns, (Row(2, tuple("x" for _ in columns)),))


@settings(settings.get_profile("issuing"))
@given(
    st.permutations(["Full name", "company", "FIELD_3"]),
    st.sampled_from([str.upper, str.lower, str.title]),
    st.sampled_from(["{}", " {} ", "{}:", "  {}"]),
)
def test_columns_match_by_label_or_token_whatever_their_case_spaces_and_order(
    names: list[str], case: object, form: str
) -> None:
    assert callable(case)
    found = match(sheet(*(form.format(case(each)) for each in names)), FIELDS, has_photos=True)
    assert found.texts == {"full_name": names.index("Full name"), "company": names.index("company")}
    assert found.files == {"photo": names.index("FIELD_3")}
    assert found.unused == ()


def test_everything_that_does_not_fit_is_told_at_once() -> None:
    with pytest.raises(MatchError) as raised:
        match(sheet("Firm", "Photo"), FIELDS, mapped={"Nowhere": "Company", "Firm": "Employer"})
    told = "\n".join(raised.value.problems)
    assert "--map: there is no column 'Nowhere'; there are 'Firm', 'Photo'" in told
    assert "--map: 'Employer' is no field" in told
    assert "no column for the field 'Full name' (full_name)" in told
    assert '--map "COLUMN=Company"' in told
    assert "say --photos FOLDER" in told


def test_a_column_is_mapped_and_a_field_is_left_out() -> None:
    found = match(
        sheet("Who", "Notes"), FIELDS, mapped={"who": "full name"}, optional=["Company", "photo"]
    )
    assert found.texts == {"full_name": 0}
    assert found.images == frozenset()
    assert found.unused == ("Notes",)


def test_two_columns_for_one_field_and_two_fields_for_one_column_are_refused() -> None:
    with pytest.raises(MatchError, match="both fill the field full_name"):
        match(sheet("Full name", "full_name", "Company"), FIELDS, optional=["Photo"])
    twins = [TemplateField(token=each, label="Line", type="text") for each in ("a", "b")]
    with pytest.raises(MatchError, match="could be any of the fields a, b"):
        match(sheet("Line"), twins)
    assert match(sheet("b", "a"), twins).texts == {"b": 0, "a": 1}


def test_photos_are_found_by_a_column_or_by_a_key() -> None:
    named = match(sheet("Full name", "Company", "Photo"), FIELDS, has_photos=True)
    assert named.files == {"photo": 2}
    keyed = match(sheet("Full name", "Company", "Id"), FIELDS, key="ID", has_photos=True)
    assert (keyed.by_key, keyed.photo_key, keyed.key) == (frozenset({"photo"}), 2, 2)
    assert keyed.unused == ()
    with pytest.raises(MatchError, match="--photo-key COLUMN"):
        match(sheet("Full name", "Company"), FIELDS, has_photos=True)


@settings(settings.get_profile("issuing"))
@given(st.lists(st.text(max_size=9), max_size=5), st.text(max_size=9))
def test_any_names_are_matched_or_refused(columns: list[str], option: str) -> None:
    # Anything but a MatchError would be a traceback to a user.
    with contextlib.suppress(MatchError):
        found = match(sheet(*columns), FIELDS, optional=["Photo", "Company"], key=option)
        assert "full_name" in found.texts
