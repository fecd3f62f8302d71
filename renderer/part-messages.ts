/** The types of the messages of each part of the window. */

import type { DoctorMessages } from '../locales/doctor.ts';
import type { AccountsMessages } from '../locales/parts/accounts.ts';
import type { CodeMessages } from '../locales/parts/code.ts';
import type { ConnectMessages } from '../locales/parts/connect.ts';
import type { FailedMessages } from '../locales/parts/failed.ts';
import type { PagesMessages } from '../locales/parts/pages.ts';
import type { SignedInMessages } from '../locales/parts/signed-in.ts';
import type { SignedOutMessages } from '../locales/parts/signed-out.ts';

/** The messages of each part, in addition to the common ones. */
export interface PartMessages {
  readonly accounts: AccountsMessages;
  readonly code: CodeMessages;
  readonly connect: ConnectMessages;
  readonly doctor: { readonly doctor: DoctorMessages };
  readonly failed: FailedMessages;
  readonly pages: PagesMessages;
  readonly 'signed-in': SignedInMessages;
  readonly 'signed-out': SignedOutMessages;
}
