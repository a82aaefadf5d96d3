"""The projection against points placed by the map's own build."""

import pytest

from cms import geo

COUNTRY = [
    ("Калининград", 20.5110, 54.7065, 60.6, 150.3),
    ("Санкт-Петербург", 30.3141, 59.9386, 177.4, 188.3),
    ("Москва", 37.6173, 55.7558, 156.1, 280.1),
    ("Обнинск", 36.6101, 55.0968, 141.7, 279.2),
    ("Дубна", 37.1667, 56.7333, 166.5, 267.0),
    ("Казань", 49.1064, 55.7961, 228.0, 358.3),
    ("Новосибирск", 82.9204, 55.0302, 496.5, 519.2),
    ("Якутск", 129.7325, 62.0280, 878.5, 373.6),
    ("Владивосток", 131.8855, 43.1155, 1034.6, 644.6),
    ("Анадырь", 177.4968, 64.7337, 1092.5, 98.3),
    ("Уэлен", -169.8094, 66.1593, 1099.3, 8.1),
]
CENTRE = [
    ("Москва", 37.6173, 55.7558, 324.2, 295.4),
    ("Обнинск", 36.6101, 55.0968, 227.9, 404.5),
    ("Дубна", 37.1667, 56.7333, 284.1, 131.2),
]


@pytest.mark.parametrize(("town", "longitude", "latitude", "x", "y"), COUNTRY)
def test_project_places_a_town_on_the_country(town, longitude, latitude, x, y):
    placed = geo.country().project(longitude, latitude)
    assert tuple(round(value, 1) for value in placed) == (x, y), town


@pytest.mark.parametrize(("town", "longitude", "latitude", "x", "y"), CENTRE)
def test_project_places_a_town_on_the_inset(town, longitude, latitude, x, y):
    placed = geo.centre().project(longitude, latitude)
    assert tuple(round(value, 1) for value in placed) == (x, y), town


@pytest.mark.parametrize("view", [geo.country, geo.centre])
@pytest.mark.parametrize(("town", "longitude", "latitude", "_x", "_y"), COUNTRY)
def test_unproject_gives_the_point_back(view, town, longitude, latitude, _x, _y):
    back = view().unproject(*view().project(longitude, latitude))
    expected = longitude + 360 if longitude < -90 else longitude
    assert back == pytest.approx((expected, latitude), abs=1e-6), town


def test_country_has_the_83_regions_with_labels_inside_their_boxes():
    shapes = geo.country().shapes
    assert len(shapes) == 83
    for code, shape in shapes.items():
        left, top, right, bottom = shape.box
        x, y = shape.anchor
        assert left <= x <= right, code
        assert top <= y <= bottom, code


def test_inset_holds_moscow_and_not_kazan():
    assert geo.centre().contains(37.6173, 55.7558)
    assert not geo.centre().contains(49.1064, 55.7961)


def test_frame_is_the_inset_seen_on_the_country():
    inset, country = geo.centre(), geo.country()
    corners = [(0, 0), (inset.width, 0), (inset.width, inset.height), (0, inset.height)]
    for (x, y), expected in zip(corners, inset.frame, strict=True):
        assert country.project(*inset.unproject(x, y)) == pytest.approx(expected, abs=0.1)


def test_view_box_is_svg():
    assert geo.country().view_box == "0 0 1200 673"
    assert geo.centre().view_box == "0 0 720 660"
