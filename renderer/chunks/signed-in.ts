/** The views for an account that is signed in. */
export { signedIn as chunk } from '../../locales/chunks/signed-in.ts';
export { SignedIn } from '../views/signed-in.tsx';
