import { render } from 'preact';
import { App } from './app';
import './sidebar.css';

const place = document.getElementById('app');
const asked = document.querySelector('meta[name="start"]')?.getAttribute('content');
if (place !== null) render(<App start={asked === 'refresh' || asked === 'full refresh' ? asked : 'nothing'} />, place);
