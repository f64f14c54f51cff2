from hypothesis import given
from hypothesis import strategies as st

from purport.desk.pages.map_of_places import HEIGHT_PX, WIDTH_PX, draw_map
from purport.ledger.spoken_of import PlaceSpokenOf

KYIV = PlaceSpokenOf("Kyiv", "UA", 50.45, 30.52, 9)
ODESA = PlaceSpokenOf("Odesa", "UA", 46.48, 30.73, 4)

places = st.lists(
    st.builds(
        PlaceSpokenOf,
        st.text(min_size=1, max_size=3),
        st.none(),
        st.floats(-84, 84),
        st.floats(-180, 180),
        st.integers(1, 10**6),
    ),
    min_size=1,
    max_size=8,
)


def test_north_is_up_and_more_claims_are_larger():
    first, second = draw_map([ODESA, KYIV]).dots
    assert (first.place, second.place) == (KYIV, ODESA)
    assert first.y < second.y
    assert first.radius > second.radius


def test_the_world_lies_where_its_dots_do():
    picture = draw_map([KYIV, ODESA])
    x, y, width, height = picture.world
    dot = picture.dots[0]
    assert abs(x + (KYIV.lon + 180) / 360 * width - dot.x) < 1
    assert abs(y + (90 - KYIV.lat) / 180 * height - dot.y) < 1


def test_one_place_alone_is_in_the_middle():
    (dot,) = draw_map([KYIV]).dots
    assert (dot.x, dot.y) == (WIDTH_PX / 2, HEIGHT_PX / 2)


@given(places)
def test_every_place_is_on_the_picture(some):
    for dot in draw_map(some).dots:
        assert -0.1 <= dot.x <= WIDTH_PX + 0.1
        assert -0.1 <= dot.y <= HEIGHT_PX + 0.1
