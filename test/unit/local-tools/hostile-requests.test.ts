/** Random requests: the API always responds or closes the connection, and accepts only what its rules allow. */
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { parseTokenRequest } from '../../../main/local-tools/token-request.ts';
import { TOOL_NAME } from '../../../main/settings/tool-name.ts';
import { api, closeApis, RAW, send, sendRaw } from './api-over.ts';

afterEach(closeApis);

const GOOD: Readonly<Record<string, unknown>> = {
  tool: 'git',
  reason: 'nightly',
  account: 'work',
  server: 'https://login.example.org',
  host: 'git.example.org:8443',
  minValid: 60,
  startedBy: 'sh',
  folder: '/home/ada',
  ['__proto__']: { tool: 'other' },
  other: 7,
};

/** Random input. */
const odd = fc.oneof(
  fc.constantFrom(-1, 1e300, null, '', 'git\u202ehub', 'https://login.example.org@evil.example'),
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** An object as JSON text, in which names may be repeated and contain escapes. */
const object = fc
  .array(fc.tuple(fc.constantFrom(...Object.keys(GOOD)), fc.option(odd, { freq: 2, nil: undefined }), fc.boolean()), {
    maxLength: 8,
  })
  .map((members) => {
    const spelled = (name: string, escaped: boolean) =>
      escaped ? `"\\u${name.charCodeAt(0).toString(16).padStart(4, '0')}${name.slice(1)}"` : JSON.stringify(name);
    const all = [['tool', undefined, false] as const, ...members];
    const written = all.map(([name, given, escaped]) => {
      const text = JSON.stringify(given === undefined ? GOOD[name] : given);
      return `${spelled(name, escaped)}:${text}`;
    });
    const known = all.map(([name]) => name).filter((name) => name !== '__proto__' && name !== 'other');
    return { text: `{${written.join(',')}}`, isOnce: new Set(known).size === known.length };
  });

describe('a body', () => {
  it('is taken only if each field keeps its rule, and is given once', () => {
    let taken = 0;
    fc.assert(
      fc.property(object, ({ text, isOnce }) => {
        const read = parseTokenRequest(text);
        if ('problem' in read) {
          expect(read.problem).toMatch(/^The (body|field \w+) [\w ,.:/()+@_-]+\.$/);
          return;
        }
        taken += 1;
        expect(read.tool).toMatch(TOOL_NAME);
        for (const claim of [read.reason, read.startedBy, read.folder])
          expect(claim === null || (claim.length <= 301 && !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(claim))).toBe(true);
        expect(read.host === null || /^[\w.:[\]-]+$/.test(read.host)).toBe(true);
        expect(read.server === null || URL.canParse(read.server)).toBe(true);
        expect(
          read.minValidMs === null || (read.minValidMs >= 0 && Number.isSafeInteger(Math.round(read.minValidMs))),
        ).toBe(true);
        // Each name has only one value, so no other parser could read a different request from the same text.
        expect(isOnce, text).toBe(true);
      }),
      { numRuns: 2_000, seed: 15 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});

describe('bytes', () => {
  it('of any kind end in a response or a closed connection, and request no token', async () => {
    const { path, asked } = await api();
    const bytes = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ maxLength: 200 }).map((text) => `${RAW}${text}\r\n\r\n`),
      fc.string({ maxLength: 100 }).map((text) => `${RAW}Content-Length: ${text.length}\r\n\r\n${text}`),
      fc.string({ maxLength: 100 }).map((text) => `${RAW}Transfer-Encoding: chunked\r\n\r\n${text}`),
    );
    for (const each of fc.sample(bytes, { numRuns: 200, seed: 15 })) {
      const answer = await sendRaw(path, each, true);
      expect(answer === '' || /^HTTP\/1\.1 \d{3} /.test(answer), JSON.stringify(each)).toBe(true);
      expect(answer).not.toContain('access-secret');
    }
    expect(asked).toEqual([]);
    expect((await send(path, {})).status).toBe(200);
  });
});
