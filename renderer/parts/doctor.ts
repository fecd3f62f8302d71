/** The examination of this computer. */
export { doctor as part } from '../../locales/doctor.ts';
export { Doctor } from '../views/doctor.tsx';
