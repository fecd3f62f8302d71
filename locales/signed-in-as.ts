/** Chooses the messages for who is signed in where. */
import type { Account } from '../preload/api.ts';
import type { Catalogs } from './catalog.ts';

/** "Signed in as Ada at example.org." */
export function signedInAs(
  { name, server }: Account,
  { signedIn }: Pick<Catalogs['terminal']['terminal'], 'signedIn'>,
) {
  return name === null ? signedIn.unnamed({ server }) : signedIn.named({ name, server });
}
