/** The entry point of the consent window's page. */
import { render } from 'preact';
import { consent as consentChunk } from '../../locales/chunks/consent.ts';
import { loadMessages } from '../../locales/load.ts';
import type { ConsentBridge } from '../../preload/consent-api.ts';
import { Consent } from './consent.tsx';

declare global {
  interface Window {
    readonly consent: ConsentBridge;
  }
}

const { consent } = window;
const view = await consent.question();
const words = await loadMessages(view, consentChunk);
document.documentElement.lang = words.language;
document.documentElement.dir = words.direction;
render(<Consent view={view} words={words} bridge={consent} />, document.body);
