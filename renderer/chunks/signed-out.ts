/** The views for an account that isn't signed in. */
export { signedOut as chunk } from '../../locales/chunks/signed-out.ts';
export { NeedsYou } from '../views/needs-you.tsx';
export { SignedOut } from '../views/signed-out.tsx';
export { SigningOut } from '../views/signing-out.tsx';
