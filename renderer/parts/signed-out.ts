/** An account that is not signed in, and why. */
export { signedOut as part } from '../../locales/parts/signed-out.ts';
export { NeedsYou } from '../views/needs-you.tsx';
export { SignedOut } from '../views/signed-out.tsx';
export { SigningOut } from '../views/signing-out.tsx';
