/** Draws the question whether a tool may use the sign-in. */
import { render } from 'preact';
import { words } from '../../locales/words.ts';
import type { ConsentBridge } from '../../preload/consent-api.ts';
import { Consent } from './consent.tsx';

declare global {
  interface Window {
    readonly consent: ConsentBridge;
  }
}

const { consent } = window;
const view = await consent.question();
const spoken = await words(view);
document.documentElement.lang = spoken.language;
document.documentElement.dir = spoken.direction;
render(<Consent view={view} words={spoken} bridge={consent} />, document.body);
