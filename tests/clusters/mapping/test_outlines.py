"""Outlines of the regions by RFC 7946: 83, closed, wound to the right hand, within the globe."""

from clusters.mapping.outlines import area, outlines
from cms.geo import centre, country


def rings():
    for code, geometry in outlines().items():
        for polygon in geometry["coordinates"]:
            for place, ring in enumerate(polygon):
                yield code, place == 0, ring


def test_eighty_three_regions_the_same_as_on_the_map():
    assert len(outlines()) == 83
    assert outlines().keys() == country().shapes.keys()
    assert centre().shapes.keys() <= country().shapes.keys()


def test_rings_are_closed_and_wound_to_the_right_hand():
    for code, is_outer, ring in rings():
        assert ring[0] == ring[-1], code
        assert len(ring) >= 4, code
        assert (area(ring) > 0) == is_outer, code


def test_coordinates_are_degrees_and_chukotka_is_cut_at_the_meridian():
    longitudes = {code: [] for code in outlines()}
    for code, _is_outer, ring in rings():
        assert all(-180 <= x <= 180 and 40 < y < 83 for x, y in ring), code
        longitudes[code] += [x for x, _y in ring]
    assert min(longitudes["RU-CHU"]) == -180
    assert max(longitudes["RU-CHU"]) == 180
    west = [code for code, values in longitudes.items() if min(values) < 0]
    assert west == ["RU-CHU"]
