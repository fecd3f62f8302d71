/** The views for a code and the request for it. */
export { code as chunk } from '../../locales/chunks/code.ts';
export { Awaiting } from '../views/awaiting.tsx';
export { RequestingCode } from '../views/requesting-code.tsx';

// Load the font while the code is being requested.
void document.fonts.load('400 1em "Atkinson Hyperlegible Mono"');
