/** The doctor page. */
export { doctor as chunk } from '../../locales/doctor.ts';
export { Doctor } from '../views/doctor.tsx';
