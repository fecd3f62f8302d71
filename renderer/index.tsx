/** Draws the state that the main process sends. */
import { render } from 'preact';
import { App } from './app.tsx';
import { fitRoom, watchRoom } from './room.ts';
import { createScenes } from './scene.ts';
import { follow, withParts } from './snapshots.ts';

const { companion } = window;
watchRoom();
const scenes = createScenes((scene) => {
  document.documentElement.lang = scene.words.language;
  document.documentElement.dir = scene.words.direction;
  render(<App {...scene} companion={companion} />, document.body);
  fitRoom();
  // After the first paint, and only then: the views that may come next.
  if (scene.first) requestIdleCallback(() => parts.prepare());
});
const parts = withParts(scenes.show);

// What is drawn while a passing state is held back is out of date: a second press on it must do nothing.
document.addEventListener(
  'click',
  (event) => {
    if (!scenes.holding()) return;
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

void follow(companion, parts.show);
