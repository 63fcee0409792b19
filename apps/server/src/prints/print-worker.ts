import { serveWith } from '../background/worker-entry.js';
import { render } from './render.js';

serveWith(render);
