/** The pages that cover the state. */
export { pages as chunk } from '../../locales/chunks/pages.ts';
export { About } from '../views/about.tsx';
export { Settings } from '../views/settings.tsx';
export { Tools } from '../views/tools.tsx';
