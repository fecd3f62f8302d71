/** The messages for an account that is signed in. */
import loaders from 'messages:signed-in';
import type { Kept, NoResponse, SignedInTrouble } from '../../preload/api.ts';
import type { Catalogs } from '../catalog.ts';
import type { Chunk } from '../chunk.ts';
import { refusalToRenew } from '../explanation.ts';
import { inKeychain, keptBy } from '../kept.ts';

export const signedIn = {
  loaders,
  choose: (catalog, common, format) => ({
    ...catalog,
    /** How it is kept, as the value of a fact. */
    keptWhere: (kept: Kept) => keptBy(kept, catalog.keptWhere, catalog.storageReasons),
    signedIn: {
      ...catalog.signedIn,
      /** `ms`: how long the screen may be locked before the sign-in ends. */
      textLocked: (ms: number) => catalog.signedIn.textLocked({ duration: format.exactly(ms) }),
      textLimitOrLocked: (ms: number) => catalog.signedIn.textLimitOrLocked({ duration: format.exactly(ms) }),
      retrying: ({ why }: NoResponse) => catalog.signedIn.retrying({ reason: common.whyNoResponse[why] }),
      /** Refreshing failed although something responded. `server`: its name. */
      trouble: (trouble: SignedInTrouble, { server }: { readonly server: string }) =>
        whyNotRenewed(trouble, server, catalog) + common.between + catalog.notRenewed.signedInForNow,
      /** The button that moves a weakly protected sign-in to the keyring with this name. */
      protect: (keyring: string) => inKeychain(keyring, catalog.protect),
    },
  }),
} satisfies Chunk<'signed-in'>;

function whyNotRenewed(
  trouble: SignedInTrouble,
  server: string,
  { notRenewed, storageReasons }: Catalogs['signed-in'],
): string {
  switch (trouble.kind) {
    case 'refused': {
      const { refused, interrupted } = notRenewed;
      return (refusalToRenew(trouble) === 'interrupted' ? interrupted : refused)({ server });
    }
    case 'malformed':
      return notRenewed.malformed({ server });
    case 'storage':
      return notRenewed.storage({ reason: storageReasons[trouble.trouble] });
    case 'unforeseen':
      return notRenewed.unforeseen;
    default:
      return trouble satisfies never;
  }
}
