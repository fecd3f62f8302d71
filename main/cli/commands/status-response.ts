/** Reads accounts from the API's responses, and fields of any JSON. */

/** One account, with the API's field names. */
export interface AccountLine {
  readonly id: string;
  readonly name: string;
  readonly server: string;
  readonly user: string | null;
  readonly state: string;
}

/** The accounts in a response. Anything else in it is ignored. */
export function readAccounts(body: unknown): readonly AccountLine[] {
  return listIn(body, 'accounts').flatMap((account) => {
    const { id, name, server, user, state }: Partial<Record<keyof AccountLine, unknown>> = account;
    return isText(id) && isText(name) && isText(server) && isText(state)
      ? [{ id, name, server, user: isText(user) ? user : null, state }]
      : [];
  });
}

/** The objects of an array in a response. */
export function listIn(body: unknown, field: string): readonly object[] {
  const list = fieldOf(body, field);
  return Array.isArray(list) ? list.filter(isObject) : [];
}

/** A field of an object from outside; undefined if there is none. */
export function fieldOf(value: unknown, name: string): unknown {
  return isObject(value) ? Object.entries(value).find(([key]) => key === name)?.[1] : undefined;
}

const STATES: Readonly<Record<string, string>> = {
  'signed-in': 'signed in',
  'signed-out': 'not signed in',
  'needs-you': 'must sign in again',
  unreadable: 'cannot be read',
  loading: 'is being read',
  'waiting-for-keyring': 'waits for the keyring to be unlocked',
};

export function stateInWords(state: string): string {
  return STATES[state] ?? state;
}

export function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
