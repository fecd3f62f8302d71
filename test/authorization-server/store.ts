/** The server's storage for oidc-provider: in memory, and in a file if one is given. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

/** How long expired entries are kept, so that a late poll gets `expired_token` and not `invalid_grant`. */
const KEPT_AFTER_END_S = 3600;

export interface Store {
  readonly adapter: AdapterFactory;
  /** Ends every device_code that no one has exchanged yet. */
  expireDeviceCodes(): void;
  /** Forgets every grant and every token. */
  revokeAll(): void;
  /** Logs users out of the approval pages. Tokens stay valid. */
  endSessions(): void;
}

/** @param file read now, and replaced after each change; if absent, nothing outlives the process */
export function createStore(file?: string): Store {
  const records = new Map<string, AdapterPayload>(file ? read(file) : []);

  function changed(): void {
    const oldestEnd = now() - KEPT_AFTER_END_S;
    for (const [key, { exp }] of records) if (exp !== undefined && exp < oldestEnd) records.delete(key);
    if (file) write(file, [...records]);
  }

  function removeWhere(unwanted: (key: string, payload: AdapterPayload) => boolean): void {
    for (const [key, payload] of records) if (unwanted(key, payload)) records.delete(key);
    changed();
  }

  function adapter(model: string): Adapter {
    const keyOf = (id: string) => `${model}:${id}`;
    const findBy = async (field: 'uid' | 'userCode', value: string) =>
      [...records].find(([key, payload]) => key.startsWith(keyOf('')) && payload[field] === value)?.[1];
    return {
      async upsert(id, payload) {
        records.set(keyOf(id), payload);
        changed();
      },
      find: async (id) => records.get(keyOf(id)),
      findByUid: (uid) => findBy('uid', uid),
      findByUserCode: (userCode) => findBy('userCode', userCode),
      async consume(id) {
        const payload = records.get(keyOf(id));
        if (payload) payload.consumed = now();
        changed();
      },
      async destroy(id) {
        records.delete(keyOf(id));
        changed();
      },
      async revokeByGrantId(grantId) {
        removeWhere((key, payload) => key.startsWith(keyOf('')) && payload.grantId === grantId);
      },
    };
  }

  return {
    // This is an arrow function, because oidc-provider calls any function with a prototype with `new`.
    adapter: (model) => adapter(model),
    expireDeviceCodes() {
      for (const [key, payload] of records) if (key.startsWith('DeviceCode:')) payload.exp = now() - 1;
      changed();
    },
    revokeAll: () => removeWhere((key) => /^(Grant|AccessToken|RefreshToken):/.test(key)),
    endSessions: () => removeWhere((key) => key.startsWith('Session:')),
  };
}

/** Writes another file and renames it, so that a server that is killed meanwhile leaves the old file intact. */
export function write(file: string, content: unknown): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function read(file: string): [string, AdapterPayload][] {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return [];
  }
}

function now(): number {
  return Math.floor(Date.now() / 1000);
}
