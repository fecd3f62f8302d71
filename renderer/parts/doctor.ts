/** The doctor page. */
export { doctor as part } from '../../locales/doctor.ts';
export { Doctor } from '../views/doctor.tsx';
