// The console: draws what the desk knows.

import {html, render} from '../lib/htm-preact.js';
import {Desk} from './desk.js';
import {Frames} from './frames.js';
import {App} from './view/app.js';

const root = document.getElementById('console');
const {content: path} = document.querySelector('meta[name="call-api-path"]');
const frames = new Frames(() => render(html`<${App} desk=${desk} redraw=${() => frames.now()} />`, root));
const desk = new Desk(path, () => frames.soon());
root.replaceChildren();
frames.now();
