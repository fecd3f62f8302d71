/** A computer for vault tests, with a profile folder, a keychain that can be locked, and functions that inspect the disk. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { layoutOf } from '../../../main/vault/layout.ts';
import type { Keychain, VaultOptions } from '../../../main/vault/options.ts';
import type { Binding, StoredSession } from '../../../main/vault/types.ts';
import { type OpenVault, openVault } from '../../../main/vault/vault.ts';

export const BINDING: Binding = {
  baseUrl: 'https://login.example.org/tenant',
  clientId: 'companion',
  tokenEndpoint: 'https://login.example.org/tenant/api/v1/oauth/token',
};

export const SECRET = 'rt-4f9b1c77e2a84d0f9b3c-refresh';

export function sessionWith(refreshToken: string, more: Partial<StoredSession> = {}): StoredSession {
  return {
    refreshToken,
    refreshExpiresAt: null,
    refused: null,
    accessToken: null,
    endpoints: null,
    accountName: 'Ada',
    identity: null,
    signedInAt: 1_790_000_000_000,
    ended: null,
    ...more,
  };
}

/** The keychain's next behavior. `mode` stays until it is set again. */
export interface FakeKeychain extends Keychain {
  mode: 'works' | 'weak' | 'none' | 'locked' | 'gone' | 'changed' | 'portal';
  name: string;
  shouldReEncrypt: boolean;
  /** While set, calls stay pending until the promise resolves. */
  prompt: Promise<void> | null;
  /** The result of `lasts`. */
  lasting: Promise<boolean>;
  /** The calls so far, and the largest number that were pending at once. */
  readonly calls: string[];
  mostOpen: number;
}

export function fakeKeychain(platform: NodeJS.Platform = 'linux'): FakeKeychain {
  // The keys are the same in every process of a test, like a real keychain's.
  const keys: Readonly<Record<string, Buffer>> = {
    v10: Buffer.alloc(32, 1),
    v11: Buffer.alloc(32, 2),
    v12: Buffer.alloc(32, 3),
  };
  const changed = randomBytes(32);
  let openCalls = 0;

  function keyOf(tag: string): Buffer | undefined {
    return self.mode === 'changed' && tag === 'v11' ? changed : keys[tag];
  }
  async function call<T>(name: string, answer: () => T): Promise<T> {
    self.calls.push(name);
    openCalls += 1;
    self.mostOpen = Math.max(self.mostOpen, openCalls);
    try {
      await self.prompt;
      return answer();
    } finally {
      openCalls -= 1;
    }
  }
  const self: FakeKeychain = {
    mode: 'works',
    name: 'GNOME Keyring',
    platform,
    shouldReEncrypt: false,
    prompt: null,
    calls: [],
    mostOpen: 0,
    lasting: Promise.resolve(true),
    available: () => call('available', () => self.mode !== 'none'),
    lasts: () => self.lasting,
    wrap: (plain) =>
      call('wrap', () => {
        if (self.mode === 'none')
          throw new Error('Error while encrypting the text provided to safeStorage.encryptStringAsync.');
        const tag = ['weak', 'locked', 'gone'].includes(self.mode) ? 'v10' : self.mode === 'portal' ? 'v12' : 'v11';
        const iv = randomBytes(12);
        const cipher = createCipheriv('aes-256-gcm', keyOf(tag) ?? changed, iv);
        const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
        return Buffer.concat([Buffer.from(tag), iv, cipher.getAuthTag(), body]);
      }),
    unwrap: (wrapped) =>
      call('unwrap', () => {
        const tag = wrapped.subarray(0, 3).toString();
        if (self.mode === 'locked' && tag !== 'v10')
          throw new Error('safeStorage.decryptStringAsync is temporarily unavailable. Please try again.');
        const failed = 'Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.';
        if (
          self.mode === 'none' ||
          (['gone', 'weak'].includes(self.mode) && tag !== 'v10') ||
          (self.mode === 'portal' && tag === 'v11')
        )
          throw new Error(failed);
        const decipher = createDecipheriv('aes-256-gcm', keyOf(tag) ?? changed, wrapped.subarray(3, 15));
        decipher.setAuthTag(wrapped.subarray(15, 31));
        const result = decipher.update(wrapped.subarray(31), undefined, 'utf8') + decipher.final('utf8');
        return { result, shouldReEncrypt: self.shouldReEncrypt };
      }),
  };
  return self;
}

/** Options for a start of the app. */
type Start = Partial<Omit<VaultOptions, 'keepWithoutKeyring'>> & {
  readonly keepWithoutKeyring?: boolean | (() => boolean);
};

/** A temporary profile, deleted at the end of the block; `at`: in an existing folder. */
export async function profile(platform?: NodeJS.Platform, at?: string) {
  const home = at ?? (await mkdtemp(join(tmpdir(), 'vault-test-')));
  const folder = join(home, 'vault');
  const keychain = fakeKeychain(platform);
  return {
    home,
    folder,
    keychain,
    layout: layoutOf(folder, BINDING),
    /** Starts the app again. */
    start({ keepWithoutKeyring = false, ...more }: Start = {}): OpenVault {
      return openVault({
        folder,
        binding: BINDING,
        keychain,
        keepWithoutKeyring: typeof keepWithoutKeyring === 'boolean' ? () => keepWithoutKeyring : keepWithoutKeyring,
        machineId: () => 'a'.repeat(32),
        ...more,
      });
    },
    /** All files in the profile, by their paths in it. */
    async files(): Promise<string[]> {
      const entries = await readdir(home, { recursive: true, withFileTypes: true });
      return entries
        .filter((entry) => !entry.isDirectory())
        .map((entry) => join(entry.parentPath, entry.name).slice(home.length + 1));
    },
    [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true, maxRetries: 5 }),
  };
}

/** The files whose names or contents contain a secret in any of the usual encodings. */
export function filesWith(secret: string, folder: string): string[] {
  const bytes = Buffer.from(secret);
  // base64 has three alignments. The middle of each doesn't depend on the surrounding bytes.
  const base64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(4, -4),
  );
  const needles = [
    secret,
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    encodeURIComponent(secret),
    ...base64,
  ];
  const utf16 = Buffer.from(secret, 'utf16le');
  const found: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const content = entry.isFile() ? readFileSync(path) : Buffer.alloc(0);
    if (needles.some((needle) => entry.name.includes(needle) || content.includes(needle)) || content.includes(utf16))
      found.push(path);
  }
  return found;
}
