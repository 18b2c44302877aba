import { MapPage } from './map-page';
import { PortMap } from '../lib/core/map/port-map';

const data = document.getElementById('data')!.textContent;
new MapPage(JSON.parse(data) as PortMap).start();
