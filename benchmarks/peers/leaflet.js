/* Regions filled by the number of their clusters, clusters as markers with popups. */
const FILLS = ['#eee', '#cfe0f3', '#8fb8e0', '#4a86c5', '#1c4f8c'];

const element = document.getElementById('map');
element.style.height = '600px';
const map = L.map(element).setView([62, 95], 3);

const read = async (address) => (await fetch(address)).json();

Promise.all([read('regions.geojson'), read('clusters.geojson')]).then(([regions, clusters]) => {
  const numbers = {};
  for (const { properties } of clusters.features) {
    numbers[properties.region] = (numbers[properties.region] || 0) + 1;
  }
  const style = ({ properties }) => ({
    weight: 1,
    color: '#666',
    fillOpacity: 0.8,
    fillColor: FILLS[Math.min(numbers[properties.region] || 0, FILLS.length - 1)],
  });
  L.geoJSON(regions, { style }).addTo(map);
  const say = ({ properties }, layer) => {
    const link = document.createElement('a');
    link.href = properties.url;
    link.textContent = properties.title;
    const text = document.createElement('p');
    text.append(link, ` ${properties.region_name}, ${properties.city}`);
    layer.bindPopup(text);
  };
  L.geoJSON(clusters, { onEachFeature: say }).addTo(map);
});
