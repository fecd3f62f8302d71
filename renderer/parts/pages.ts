/** The pages that cover the state. */
export { pages as part } from '../../locales/parts/pages.ts';
export { About } from '../views/about.tsx';
export { Settings } from '../views/settings.tsx';
export { Tools } from '../views/tools.tsx';
