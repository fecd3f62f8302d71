/** A code, and the way to it. */
export { code as part } from '../../locales/parts/code.ts';
export { Awaiting } from '../views/awaiting.tsx';
export { RequestingCode } from '../views/requesting-code.tsx';

// While the server is being asked for the code.
void document.fonts.load('400 1em "Atkinson Hyperlegible Mono"');
