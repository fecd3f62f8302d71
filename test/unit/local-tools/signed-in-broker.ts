/** A token broker with a sign-in, and what its results contain. */
import type { IssuedToken, Refusal } from '../../../main/local-tools/types.ts';
import { brokerOver, fakeUser } from './parts.ts';

/** The access token in a result; null if there is none. */
export const tokenOf = (result: IssuedToken | Refusal) => ('problem' in result ? null : result.accessToken);
/** Why a result has no token; null if it has one. */
export const problemOf = (result: IssuedToken | Refusal) => ('problem' in result ? result.problem : null);

/** A broker whose user has allowed everything, with a loaded sign-in. */
export async function signedIn(options: Parameters<typeof brokerOver>[0] = {}) {
  const user = options.user ?? fakeUser();
  if (!options.user) user.always = 'always';
  const made = await brokerOver({ ...options, user });
  await made.session.start();
  return made;
}
