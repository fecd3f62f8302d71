import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findSecrets, scanFolder } from './secrets.ts';

const secret = 'a/B+c~"d" é_8628-token';
const bytes = Buffer.from(secret);

describe('findSecrets', () => {
  it.each([
    ['plain', secret],
    ['base64, at the start of a group', Buffer.from(secret).toString('base64')],
    ['base64, one byte into a group', Buffer.from(`x${secret}`).toString('base64')],
    ['base64, two bytes into a group', Buffer.from(`xy${secret}tail`).toString('base64')],
    ['base64url, within a JSON text', Buffer.from(`{"tokens":["${secret}"]}`).toString('base64url')],
    ['hex', bytes.toString('hex')],
    ['hex in capitals', bytes.toString('hex').toUpperCase()],
    ['percent-encoded', encodeURIComponent(secret)],
    ['a form', new URLSearchParams({ a: secret }).toString()],
    ['JSON', JSON.stringify(secret)],
    ['JSON in JSON', JSON.stringify(JSON.stringify(secret))],
    ['UTF-16', Buffer.from(secret, 'utf16le')],
    ['UTF-16, the other way round', Buffer.from(secret, 'utf16le').swap16()],
    ['gzip', gzipSync(`some ${secret} text`)],
    ['zlib', deflateSync(`some ${secret} text`, { level: 9 })],
  ])('finds a secret that is written as %s', (_name, written) => {
    const data = Buffer.concat([Buffer.from('before\0'), Buffer.from(written), Buffer.from('\nafter')]);
    expect(findSecrets('log', data, ['another-secret', secret])).toMatchObject([{ where: 'log', secret: 1 }]);
  });

  it('finds nothing if nothing is', () => {
    expect(findSecrets('log', `${secret.slice(1)} ${secret.slice(0, -1)}`, [secret])).toEqual([]);
  });

  it('does not repeat the secret in what it reports', () => {
    expect(JSON.stringify(findSecrets('log', secret, [secret]))).not.toContain('token');
  });

  it('refuses secrets so short that they could appear by chance', () => {
    expect(() => findSecrets('log', '', ['short'])).toThrow('too short');
  });
});

describe('scanFolder', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'companion-scan-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('looks into every file below, and at the names', () => {
    mkdirSync(join(folder, 'deep/er'), { recursive: true });
    writeFileSync(join(folder, 'deep/er/file'), Buffer.from(secret).toString('hex'));
    writeFileSync(join(folder, 'deep/named-token-value'), '');
    expect(scanFolder(folder, [secret, 'token-value', 'never-written'])).toMatchObject([
      { secret: 1, where: expect.stringContaining('name of') },
      { secret: 0, encoding: 'hex' },
    ]);
  });

  it('leaves none of its own files behind', () => {
    expect(scanFolder(folder, [secret])).toEqual([]);
    expect(() => rmSync(join(folder, 'planted'), { recursive: true })).toThrow();
  });
});
