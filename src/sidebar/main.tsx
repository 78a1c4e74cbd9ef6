import { render } from 'preact';
import { App } from './app';
import './sidebar.css';

/** The mark of what to begin with is appended to the page, so it is there only once the page was read to its end. */
function open(): void {
  const place = document.getElementById('app');
  const asked = document.getElementById('start')?.dataset.start;
  if (place !== null) render(<App start={asked === 'refresh' || asked === 'full refresh' ? asked : 'nothing'} />, place);
}

if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', open);
else open();
