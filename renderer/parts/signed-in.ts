/** The views for an account that is signed in. */
export { signedIn as part } from '../../locales/parts/signed-in.ts';
export { SignedIn } from '../views/signed-in.tsx';
