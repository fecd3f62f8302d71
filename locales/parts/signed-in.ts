/** The messages for an account that is signed in. */
import loaders from 'messages:signed-in';
import type { Kept, NoResponse, SignedInTrouble } from '../../preload/api.ts';
import type { Catalogs } from '../catalog.ts';
import { inKeychain, keptBy } from '../kept.ts';
import type { Part } from '../part.ts';

type Texts = Catalogs['signed-in'];

export interface SignedInMessages extends Omit<Texts, 'keptWhere' | 'protect' | 'notRenewed' | 'signedIn'> {
  /** How it is kept, as the value of a fact. */
  keptWhere(kept: Kept): string;
  readonly signedIn: Omit<Texts['signedIn'], 'retrying' | 'textLocked' | 'textLimitOrLocked'> & {
    /** `ms`: how long the screen may be locked before the sign-in ends. */
    textLocked(ms: number): string;
    textLimitOrLocked(ms: number): string;
    retrying(because: NoResponse): string;
    /** Refreshing failed although something responded. `server`: its name. */
    trouble(trouble: SignedInTrouble, names: { readonly server: string }): string;
    /** The button that moves a weakly protected sign-in to the keyring with this name. */
    protect(keyring: string): string;
  };
}

export const signedIn: Part<'signed-in', SignedInMessages> = {
  loaders,
  choose: (catalog, common, format) => ({
    ...catalog,
    keptWhere: (kept) => keptBy(kept, catalog.keptWhere, catalog.storageReasons),
    signedIn: {
      ...catalog.signedIn,
      textLocked: (ms) => catalog.signedIn.textLocked({ duration: format.exactly(ms) }),
      textLimitOrLocked: (ms) => catalog.signedIn.textLimitOrLocked({ duration: format.exactly(ms) }),
      retrying: ({ why }) => catalog.signedIn.retrying({ reason: common.whyNoResponse[why] }),
      trouble: (trouble, { server }) =>
        whyNotRenewed(trouble, server, catalog) + common.between + catalog.notRenewed.signedInForNow,
      protect: (keyring) => inKeychain(keyring, catalog.protect),
    },
  }),
};

function whyNotRenewed(trouble: SignedInTrouble, server: string, { notRenewed, storageReasons }: Texts): string {
  switch (trouble.kind) {
    case 'refused':
      return notRenewed.refused({ server });
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
