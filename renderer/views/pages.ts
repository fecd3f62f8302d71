/** The pages that cover the state: one script. */
export { About } from './about.tsx';
export { Doctor } from './doctor.tsx';
export { Settings } from './settings.tsx';
export { Tools } from './tools.tsx';
