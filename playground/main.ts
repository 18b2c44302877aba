import { Playground } from './playground';

void new Playground().start();
