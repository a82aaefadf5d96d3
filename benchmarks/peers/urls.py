"""The portal's addresses and, before them, those of the peers."""

from django.urls import path

from benchmarks.peers import leaflet, passport
from cms.urls import urlpatterns as portal

urlpatterns = [
    path("peers/map/", leaflet.page),
    path("peers/map/map.js", leaflet.script),
    path("peers/map/clusters.geojson", leaflet.clusters),
    path("peers/map/regions.geojson", leaflet.regions),
    path("peers/passport/<slug:slug>/", passport.page),
    *portal,
]
