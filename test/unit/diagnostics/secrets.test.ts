/** Puts secrets into all outside data. None of them may appear in a finding, and so in a report. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadDoctorMessages } from '../../../locales/doctor.ts';
import { diagnose } from '../../../main/diagnostics/diagnose.ts';
import { reportText } from '../../../main/diagnostics/report.ts';
import type { DiagnosticsParts } from '../../../main/diagnostics/types.ts';
import type { Finding } from '../../../preload/api.ts';
import { encodings, findSecrets } from '../../harness/secrets.ts';
import { server } from '../session/parts.ts';
import { fakeKeychain } from '../vault/world.ts';
import { NO_FILE, partsFor, SETTING } from './parts.ts';

type VaultLayout = Readonly<
  Record<string, (secret: string) => Partial<DiagnosticsParts> & Parameters<typeof partsFor>[1]>
>;

const fail = (secret: string) => async () => {
  throw Object.assign(new Error(`net::ERR_FAILED ${secret}`, { cause: new Error(secret) }), { code: secret });
};
const answer = (body: object, init?: ResponseInit) => async () => Response.json(body, init);

/** The places in errors, responses, settings and files that may contain a secret. */
const PLACES: VaultLayout = {
  'the error of a request': (secret) => ({ fetch: fail(secret) }),
  'an answer': (secret) => ({
    fetch: answer({ issuer: secret, error: secret, error_description: secret, detail: secret }, { status: 400 }),
  }),
  'a document': (secret) => ({
    fetch: answer({ issuer: server.baseUrl, [`${secret}_endpoint`]: `https://${secret}.example/`, x: secret }),
  }),
  'a header': (secret) => ({ fetch: answer({}, { headers: { date: secret, server: secret, 'retry-after': secret } }) }),
  'a proxy': (secret) => ({ resolveProxy: async () => `PROXY ada:${secret}@proxy.example.org:3128; ${secret}` }),
  'the error of a proxy': (secret) => ({ resolveProxy: fail(secret) }),
  'the path of a profile': (secret) => ({
    profile: `/${secret}`,
    setting: { setting: `theme in /home/${secret}/settings.json`, must: 'be text' },
  }),
  'a home': (secret) => ({ home: `/home/${secret}`, profile: `/home/${secret}/.config/x` }),
  'the administrator’s file': (secret) => ({
    policy: {
      ...NO_FILE,
      managed: { serverUrl: `https://${secret}.example`, scope: secret },
      problem: { file: NO_FILE.file, why: 'wrong-field', field: secret, rule: 'must be left out' },
    },
  }),
  'who the app is to the server': (secret) => ({
    setting: { ...SETTING, server: { ...server, clientId: secret, scope: secret } },
  }),
  'the keyring': (secret) => {
    const broken = { available: async () => true, wrap: fail(secret), unwrap: fail(secret) };
    return { keychain: { ...fakeKeychain(), ...broken } };
  },
  'what the system says': (secret) => ({ trayHost: fail(secret), atLogin: fail(secret), running: fail(secret) }),
};

/** A text that could be a token, code or password, and is also valid in a host name. */
const secrets = fc.stringMatching(/^[a-z0-9]{16,40}$/);

test.each(Object.entries(PLACES))('a secret in %s', async (_, put) => {
  const words = await loadDoctorMessages({ language: 'en', systemLocale: 'en' });
  await fc.assert(
    fc.asyncProperty(secrets, async (secret) => {
      const form = encodings(secret)[1]?.forms[0]?.toString() ?? '';
      for (const spelled of [secret, form]) {
        const findings: Finding[] = [];
        await diagnose(partsFor('/nowhere', put(spelled)), (found) => findings.push(found));
        expect(findings).not.toEqual([]);
        const report = reportText(findings, words, 0) + JSON.stringify(findings);
        expect(findSecrets('report', report, [secret])).toEqual([]);
      }
    }),
    { numRuns: 20 },
  );
});

test('the search finds a secret in a finding', async () => {
  const words = await loadDoctorMessages({ language: 'en', systemLocale: 'en' });
  const planted: Finding = { topic: 'proxy', verdict: 'good', found: 'used', facts: [['proxy', 'planted-secret-1']] };
  expect(findSecrets('report', reportText([planted], words, 0), ['planted-secret-1'])).toHaveLength(1);
});
