/** Draws what the main process says. */
import { render } from 'preact';
import { App } from './app.tsx';
import { follow } from './companion.ts';
import { words as chooseWords } from './i18n/words.ts';
import { prepareCode } from './parts/prepare-code.ts';
import { createScenes } from './scene.ts';

const words = chooseWords(navigator.language);
document.documentElement.lang = words.language;
document.documentElement.dir = words.direction;

const { companion } = window;
const scenes = createScenes((scene) => render(<App {...scene} words={words} companion={companion} />, document.body));

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

void follow(companion, (snapshot) => {
  if (snapshot.session.kind === 'requesting-code') prepareCode();
  scenes.show(snapshot);
});
