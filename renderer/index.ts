/** Draws the state that the main process sends. */
import { draw } from './app.tsx';
import { watchRoom } from './room.ts';
import { follow } from './snapshots.ts';

const { companion } = window;
watchRoom();
const { holding } = follow(companion, draw);

// What is drawn while a passing state is held back is out of date: a second press on it must do nothing.
document.addEventListener(
  'click',
  (event) => {
    if (!holding()) return;
    event.stopPropagation();
    event.preventDefault();
  },
  { capture: true },
);

// The settings' usual key; an application menu takes it first.
document.addEventListener('keydown', (event) => {
  if (event.key !== ',' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
  event.preventDefault();
  void companion.open('settings');
});
