/* The map of a place field: Leaflet over our own base map, no tiles and no other host.
   Extends LeafletField of wagtailgeowidget. Unlike there, an empty field stays empty until a pin is
   set, and what is typed is what is sent: the server reads the text and refuses a bad coordinate. */
(() => {
  const here = new URL(document.currentScript.src);
  const statics = new URL("../../", here);
  // As `cms.validators.typed_point` reads it.
  const TYPED =
    /^\s*(-?\d+(?:[.,]\d+)?)(?:\s*;\s*|\s*,\s+|,(?=-?\d+\.\d)|\s+)(-?\d+(?:[.,]\d+)?)\s*$/;
  let land;

  class PlaceField extends LeafletField {
    setup() {
      if (this.hasSetup) return;
      this.hasSetup = true;
      this.latLngField = this.sourceField;
      const start = this.parseStrToLatLng(this.latLngField.val());
      this.initMap(this.mapEl, start || this.defaultLocation);
      this.initEvents();
      this.map.on("click", (event) => this.setPlace(event.latlng));
      this.showPin(start);
      this.checkVisibility(() => this.map.invalidateSize());
    }

    initMap(mapEl, centre) {
      L.Icon.Default.imagePath = new URL("vendor/leaflet/images/", statics).href;
      super.initMap(mapEl, centre);
      this.map.attributionControl.setPrefix(false);
      land ??= fetch(new URL("geo/russia.topojson", statics)).then((answer) => answer.json());
      land.then((data) => {
        L.geoJSON(topojson.feature(data, data.objects.regions), {
          interactive: false,
          style: { className: "place-field__land" },
        }).addTo(this.map);
      });
    }

    initEvents() {
      this.marker.on("dragend", (event) => this.setPlace(event.target.getLatLng()));
      this.latLngField.on("keydown", (event) => {
        if (event.key === "Enter") event.preventDefault();
      });
      this.latLngField.on("input", () => {
        const text = this.latLngField.val().trim();
        const place = this.parseStrToLatLng(text);
        this.clearFieldMessage({ field: this.latLngField });
        if (text && !place) this.warn();
        this.showPin(place);
        if (place) this.map.panTo(place);
      });
    }

    setPlace(place) {
      const point = place.wrap();
      this.clearFieldMessage({ field: this.latLngField });
      this.latLngField.val(`${point.lat.toFixed(5)}, ${point.lng.toFixed(5)}`);
      this.showPin(place);
    }

    showPin(place) {
      if (place) this.marker.setLatLng(place);
      this.marker.setOpacity(place ? 1 : 0);
    }

    warn() {
      this.displayWarning("", { field: this.latLngField });
      const note = document.querySelector(`.${CSS.escape(this.genMessageId(this.latLngField))}`);
      note.textContent = this.latLngField.data("warning");
    }

    parseStrToLatLng(value) {
      const match = TYPED.exec(value || "");
      if (!match) return null;
      const [lat, lng] = [match[1], match[2]].map((part) => Number(part.replace(",", ".")));
      return Math.abs(lat) <= 90 && Math.abs(lng) <= 180 ? L.latLng(lat, lng) : null;
    }
  }

  class PlaceFieldController extends window.StimulusModule.Controller {
    static values = { options: Object };

    connect() {
      new PlaceField({ ...this.optionsValue, id: this.element.id });
    }
  }

  window.wagtail.app.register("place-field", PlaceFieldController);
})();
