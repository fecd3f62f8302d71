/** The entry point of the main window's page. */
import { draw } from './app.tsx';
import { watchMargins } from './fit-margins.ts';
import { follow } from './snapshots.ts';

const { companion } = window;
watchMargins();
const { holding } = follow(companion, draw);

// While a transient state is held back, the view is outdated, so ignore a second press.
document.addEventListener(
  'click',
  (event) => {
    if (!holding()) return;
    event.stopPropagation();
    event.preventDefault();
  },
  { capture: true },
);

// The shortcut for the settings. An application menu handles it first.
document.addEventListener('keydown', (event) => {
  if (event.key !== ',' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  event.preventDefault();
  void companion.showPage('settings');
});
