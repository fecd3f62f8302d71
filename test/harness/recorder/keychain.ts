/** A keychain that misbehaves on demand, instead of safeStorage's asynchronous functions. */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { SafeStorage } from 'electron';
import type { KeychainKind } from './options.ts';

export interface KeychainControl {
  /** Behaves like this from now on. */
  set(kind: KeychainKind): void;
  /** How many calls were made, and how many of them still wait for an answer. */
  calls(): { readonly made: number; readonly waiting: number };
}

type Asynchronous = Pick<
  SafeStorage,
  'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync' | 'getSelectedStorageBackend'
>;

/** Replaces the functions of `safeStorage`, which all who imported it share. */
export function takeKeychain(safeStorage: Asynchronous, first: KeychainKind): KeychainControl {
  let kind = first;
  let made = 0;
  const waiting = new Set<() => void>();

  async function answering(): Promise<KeychainKind> {
    made += 1;
    while (kind.kind === 'never-responds') await new Promise<void>((resolve) => waiting.add(resolve));
    return kind;
  }

  const functions: Asynchronous = {
    isAsyncEncryptionAvailable: async () => (await answering()).kind !== 'none',
    encryptStringAsync: async (plain) => wrap(plain, await answering()),
    decryptStringAsync: async (wrapped) => unwrap(wrapped, await answering()),
    getSelectedStorageBackend: () => (kind.kind === 'weak' || kind.kind === 'none' ? 'basic_text' : 'gnome_libsecret'),
  };
  Object.assign(safeStorage, functions);
  return {
    set(next) {
      kind = next;
      for (const resolve of waiting) resolve();
      waiting.clear();
    },
    calls: () => ({ made, waiting: waiting.size }),
  };
}

/** The format: Chromium's mark, so that formats can't be confused, then the key's generation, nonce, tag and text. */
const MARK_LENGTH = 3;
const NONCE = { from: 4, to: 16 };
const TAG = { from: 16, to: 32 };

function wrap(plain: string, kind: KeychainKind): Buffer {
  const { mark, generation, key } = keyToWrap(kind);
  const nonce = randomBytes(NONCE.to - NONCE.from);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.from(mark), Buffer.of(generation), nonce, cipher.getAuthTag(), text]);
}

function unwrap(wrapped: Buffer, kind: KeychainKind): { result: string; shouldReEncrypt: boolean } {
  const now = keyToWrap(kind);
  const mark = wrapped.subarray(0, MARK_LENGTH).toString('latin1');
  const generation = wrapped[MARK_LENGTH] ?? 0;
  const key = mark === 'v10' ? WEAK_KEY : keyOfGeneration(kind, generation);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, wrapped.subarray(NONCE.from, NONCE.to));
    decipher.setAuthTag(wrapped.subarray(TAG.from, TAG.to));
    const result = decipher.update(wrapped.subarray(TAG.to), undefined, 'utf8') + decipher.final('utf8');
    return { result, shouldReEncrypt: mark !== now.mark || generation !== now.generation };
  } catch {
    throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.');
  }
}

const WEAK_KEY = createHash('sha256').update('peanuts').digest();

/** The keychain's current key. Throws like Electron if it is unavailable. */
function keyToWrap(kind: KeychainKind): { mark: 'v10' | 'v11'; generation: number; key: Buffer } {
  switch (kind.kind) {
    case 'weak':
      return { mark: 'v10', generation: 0, key: WEAK_KEY };
    case 'none':
      throw new Error('safeStorage: encryption is not available.');
    case 'locked':
      if (!existsSync(kind.unlockedBy)) throw new Error('safeStorage: encryption is temporarily unavailable.');
      return { mark: 'v11', generation: 1, key: keyOfGeneration(kind, 1) };
    case 'working':
    case 'changed-key':
      return { mark: 'v11', generation: 1, key: keyOfGeneration(kind, 1) };
    case 're-encrypt':
      return { mark: 'v11', generation: 2, key: keyOfGeneration(kind, 2) };
    case 'never-responds':
      throw new Error('unreachable: the call is still waiting');
    default:
      return kind satisfies never;
  }
}

function keyOfGeneration(kind: KeychainKind, generation: number): Buffer {
  if (!('keyFile' in kind)) return WEAK_KEY;
  const hash = createHash('sha256').update(readKey(kind.keyFile)).update(Buffer.of(generation));
  return (kind.kind === 'changed-key' ? hash.update('changed') : hash).digest();
}

function readKey(file: string): Buffer {
  if (!existsSync(file)) makeKey(file);
  return readFileSync(file);
}

/** If two processes start at once, both must get the same key, and neither may read an incomplete one. */
function makeKey(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, randomBytes(32), { mode: 0o600 });
  try {
    linkSync(draft, file);
  } catch (error) {
    if (!existsSync(file)) throw error;
  } finally {
    unlinkSync(draft);
  }
}
