/** A complete diagnosis: its order, its time limit, its report, and its texts in every language. */
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { bySeverity, loadDoctorMessages, worstOf } from '../../../locales/doctor.ts';
import { LANGUAGE_TAGS } from '../../../locales/languages.ts';
import { diagnose, TOPICS } from '../../../main/diagnostics/diagnose.ts';
import { finding, underHome } from '../../../main/diagnostics/finding.ts';
import { findingLines, reportText } from '../../../main/diagnostics/report.ts';
import { createDiagnostics } from '../../../main/diagnostics/store.ts';
import type { Diagnosis, Finding, Topic } from '../../../preload/api.ts';
import { english } from '../../harness/messages.ts';
import { FOUND } from '../../renderer/diagnoses.ts';
import { fakeKeychain } from '../vault/world.ts';
import { dated, NO_FILE, partsFor, SETTING } from './parts.ts';
import { askWhere } from './report-parts.ts';

async function diagnosed(parts = partsFor('/nowhere')): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  await diagnose(parts, (found) => findings.push(found));
  return findings;
}

describe('a diagnosis', () => {
  it('reports everything once, in its order, and finds nothing wrong if all is well', async () => {
    const findings = await diagnosed();
    expect(findings.map(({ topic }) => topic)).toEqual(TOPICS);
    expect([...TOPICS].sort()).toEqual(Object.keys(FOUND).sort());
    expect(findings.filter(({ verdict }) => verdict === 'wrong')).toEqual([]);
    expect(findings.find(({ topic }) => topic === 'permissions')?.found).toBe('absent');
    expect(findings.find(({ topic }) => topic === 'proxy')?.facts).toEqual([['by', 'system']]);
    expect(findings.find(({ topic }) => topic === 'versions')?.facts).toEqual([
      ['app', '1.0.0'],
      ['system', 'Debian GNU/Linux 12'],
      ['electron', '45.5.0'],
      ['chromium', '150.0.0.0'],
      ['node', '24.22.3'],
    ]);
  });

  it('covers each of several accounts, by number and not by name', async () => {
    const server = (host: string) => ({
      baseUrl: `https://${host}`,
      clientId: 'desk',
      scope: null,
      deviceAuthorizationEndpoint: `https://${host}/start/`,
      tokenEndpoint: `https://${host}/token`,
      automatic: [],
    });
    const hosts = ['login.example.org', 'login.example.org', 'down.example'];
    const parts = partsFor('/nowhere', {
      accounts: hosts.map((host, at) => ({ server: server(host), vault: `${at}` })),
      fetch: async (url) => {
        if (url.includes('down.example')) throw new Error('net::ERR_CONNECTION_REFUSED');
        return dated(parts.clock.now(), url.includes('.well-known') ? 404 : 405);
      },
    });
    const findings = await diagnosed(parts);
    const ofAccounts = ['server', 'certificate', 'proxy', 'clock', 'vault'];
    expect(findings).toHaveLength(TOPICS.length + 2 * ofAccounts.length);
    for (const topic of ofAccounts)
      expect(findings.filter((found) => found.topic === topic).map(({ facts }) => facts[0])).toEqual([
        ['account', '1 of 3'],
        ['account', '2 of 3'],
        ['account', '3 of 3'],
      ]);
    expect(findings.filter(({ topic }) => topic === 'server').map(({ found }) => found)).toEqual([
      'reached',
      'reached',
      'refused',
    ]);
    expect(
      findings.filter(({ topic }) => !ofAccounts.includes(topic)).flatMap(({ facts }) => facts.flat()),
    ).not.toContain('account');
  });

  it('reports a setting that cannot be used, and nothing as overruled', async () => {
    const findings = await diagnosed(partsFor('/nowhere', { setting: { setting: '--scope', must: 'be text' } }));
    expect(findings).toContainEqual(expect.objectContaining({ topic: 'policy', found: 'none' }));
  });

  it('reports whose proxy is used', async () => {
    const policy = { ...NO_FILE, managed: { proxy: { mode: 'direct' } } } as const;
    const findings = await diagnosed(partsFor('/nowhere', { policy }));
    expect(findings.find(({ topic }) => topic === 'proxy')?.facts).toContainEqual(['by', 'administrator']);
  });

  it('numbers even two accounts', async () => {
    const accounts = partsFor('/nowhere').accounts.flatMap((account) => [account, { ...account }]);
    const findings = await diagnosed(partsFor('/nowhere', { accounts }));
    expect(findings.filter(({ topic }) => topic === 'vault').map(({ facts }) => facts[0]?.[1])).toEqual([
      '1 of 2',
      '2 of 2',
    ]);
  });

  it('ends in time, whatever never answers', async () => {
    const never = () => new Promise<never>(() => undefined);
    const keychain = fakeKeychain();
    keychain.prompt = never();
    const parts = partsFor('/nowhere', {
      keychain,
      fetch: never,
      resolveProxy: never,
      trayHost: never,
      atLogin: never,
      running: never,
      toolsApi: never,
    });
    let findings: readonly Finding[] | null = null;
    void diagnosed(parts).then((all) => {
      findings = all;
    });
    await parts.clock.advance(20_000);
    expect(findings).toHaveLength(TOPICS.length);
    expect(parts.clock.sleepers()).toBe(0);
    expect(findings).toContainEqual(expect.objectContaining({ topic: 'server', found: 'timed-out', verdict: 'wrong' }));
    for (const topic of ['keyring', 'proxy', 'tray', 'start', 'tools', 'running'])
      expect(findings).toContainEqual(expect.objectContaining({ topic, found: 'unknown', verdict: 'unknown' }));
  });

  it('continues if one part fails unexpectedly, and repeats none of its words', async () => {
    const fail = async () => {
      throw new TypeError('rt-secret-1234');
    };
    const parts = partsFor('/nowhere', { resolveProxy: fail, trayHost: fail, atLogin: fail, running: fail });
    const findings = await diagnosed(parts);
    expect(findings).toHaveLength(TOPICS.length);
    expect(JSON.stringify(findings)).not.toContain('rt-secret');
  });
});

describe('the one that a window shows', () => {
  it('grows finding by finding, is not begun twice at once, and ends even if it fails', async () => {
    const seen: (Diagnosis | null)[] = [];
    const under = Promise.withResolvers<void>();
    let begun = 0;
    const doctor = createDiagnostics(
      async (_, report) => {
        begun += 1;
        report(finding('clock', 'right'));
        await under.promise;
      },
      () => seen.push(doctor.current()),
    );
    expect(doctor.current()).toBeNull();
    doctor.diagnose(SETTING);
    doctor.diagnose(SETTING);
    expect(begun).toBe(1);
    expect(seen.map((it) => [it?.findings.length, it?.underWay])).toEqual([
      [0, true],
      [1, true],
    ]);
    under.resolve();
    await under.promise;
    await Promise.resolve();
    expect(doctor.current()).toMatchObject({ underWay: false, incomplete: false });
    doctor.diagnose(SETTING);
    expect(begun).toBe(2);
  });
});

test('a diagnosis that fails unexpectedly is not taken for complete', async () => {
  const doctor = createDiagnostics(
    async (_, report) => {
      report(finding('clock', 'right'));
      throw new TypeError('rt-secret-1234');
    },
    () => {},
  );
  const faults: unknown[] = [];
  const take = (fault: unknown) => void faults.push(fault);
  process.on('unhandledRejection', take);
  doctor.diagnose(SETTING);
  await new Promise((resolve) => setTimeout(resolve));
  process.off('unhandledRejection', take);
  expect(doctor.current()).toMatchObject({ underWay: false, incomplete: true, findings: [{ topic: 'clock' }] });
  expect(faults).toEqual([expect.any(TypeError)]);
});

describe('a finding', () => {
  it('has the verdict with which the scenes draw it', () => {
    // The table's keys are exactly the topics.
    for (const [topic, all] of Object.entries(FOUND))
      for (const [found, verdict] of all) expect(finding(topic as Topic, found as never).verdict, found).toBe(verdict);
  });

  it('has facts in which no line and no length could hide anything', () => {
    const { facts } = finding('server', 'reached', ['server', `a\n\u202e${'b'.repeat(500)}`]);
    const [, value = ''] = facts[0] ?? [];
    expect(value).toMatch(/^a b+…$/);
    expect(value.length).toBeLessThanOrEqual(120);
  });

  it.each([
    ['/home/ada', '~'],
    ['/home/ada/.config/x', '~/.config/x'],
    ['/home/adam/x', '/home/adam/x'],
    ['/home/ada\\AppData\\x', '~\\AppData\\x'],
    ['/srv/x', '/srv/x'],
  ])('reports %s as %s', (path, reported) => {
    expect(underHome(path, '/home/ada')).toBe(reported);
  });

  it('is as bad as the worst of them; an unknown result is not a problem', () => {
    const [right, unknown] = [finding('clock', 'right'), finding('clock', 'unknown')];
    expect(worstOf([right, unknown])).toBe('good');
    expect(worstOf([right, finding('tray', 'none')])).toBe('worth-knowing');
    expect(worstOf([finding('clock', 'fast'), finding('tray', 'none')])).toBe('wrong');
  });

  it('is never good if there was no result', () => {
    expect(worstOf([])).toBe('unknown');
    expect(worstOf([finding('clock', 'unknown'), finding('tray', 'unknown')])).toBe('unknown');
  });

  it('comes before less important ones, and keeps its order among equals', () => {
    const found = [
      finding('clock', 'right'),
      finding('tray', 'unknown'),
      finding('server', 'other-endpoints'),
      finding('keyring', 'protects'),
      finding('certificate', 'wrong-date'),
      finding('server', 'no-sign-in'),
    ];
    expect(bySeverity(found).map(({ topic, verdict }) => `${verdict} ${topic}`)).toEqual([
      'wrong certificate',
      'wrong server',
      'worth-knowing server',
      'unknown tray',
      'good clock',
      'good keyring',
    ]);
    expect(found[0]?.topic).toBe('clock');
  });
});

describe('the report', () => {
  it('is English, whole, and names no home', async () => {
    const text = reportText(await diagnosed(), await loadDoctorMessages({ language: 'en', systemLocale: 'en' }), 0);
    expect(text).toMatch(/^Transparenc Companion, 1970-01-01T00:00:00\.000Z\n/);
    for (const topic of TOPICS) expect(text).toContain(`found: ${topic} `);
    expect(text).not.toContain('/home/ada');
    expect(text).not.toMatch(/undefined|null|\[object/);
  });

  it('begins with the problems', async () => {
    const words = await loadDoctorMessages({ language: 'en', systemLocale: 'en' });
    const slow = finding('clock', 'slow', ['off', '9 min']);
    expect(reportText([slow], words, 0).split('\n').slice(2)).toEqual([
      '',
      `[${words.verdicts.wrong}] ${words.topics.clock}: ${words.describe(slow).text}`,
      `  ${words.describe(slow).next}`,
      '    off: 9 min',
      '    found: clock slow',
      '',
    ]);
    const right = finding('clock', 'right');
    expect(findingLines(right, words)).toEqual([
      `[${words.verdicts.good}] ${words.topics.clock}: ${words.describe(right).text}`,
    ]);
    const text = reportText([finding('clock', 'right'), finding('server', 'no-sign-in')], words, 0);
    expect(text.indexOf('found: server no-sign-in')).toBeLessThan(text.indexOf('found: clock right'));
  });

  it('is saved in the chosen file, not at all if none is chosen, and a folder that refuses is reported', async () => {
    const diagnosis = { findings: await diagnosed(), underWay: false, incomplete: false };
    await askWhere(diagnosis, 'en', async ({ folder, save, read, suggested, options }) => {
      expect(await save(undefined)).toEqual({ kind: 'canceled' });
      expect(options()).toMatchObject({
        filters: [{ extensions: ['txt'] }],
        properties: ['showOverwriteConfirmation', 'createDirectory'],
      });
      expect(suggested()).toBe(join(folder, 'companion-report-2026-11-29.txt'));
      expect(await save(`${folder}/r.txt`)).toEqual({ kind: 'saved' });
      expect(read('r.txt')).toContain('found: server reached');
      expect(await save(`${folder}/r.txt`), 'the dialog has asked').toEqual({ kind: 'saved' });
      expect(await save(`${folder}/no/such/r.txt`)).toEqual({ kind: 'not-saved', trouble: 'io' });
    });
  });

  it('stays English if the dialog that asks for its file is French', async () => {
    const diagnosis = { findings: await diagnosed(), underWay: false, incomplete: false };
    await askWhere(diagnosis, 'fr', async ({ folder, save, read, kinds }) => {
      expect(await save(`${folder}/r.txt`)).toEqual({ kind: 'saved' });
      expect(kinds()).toEqual(['Texte']);
      expect(read('r.txt')).toContain(english.doctor.findings.server.reached.text);
    });
  });
});

const spoken = await Promise.all(
  LANGUAGE_TAGS.map(
    async (language) => [language, await loadDoctorMessages({ language, systemLocale: language })] as const,
  ),
);
describe.each(spoken)('%s', (language, words) => {
  const texts = Object.entries(FOUND).flatMap(([topic, all]) =>
    all.map(([found]) => words.describe(finding(topic as Topic, found as never))),
  );

  it('has a text for every finding, and a next step for every problem', () => {
    for (const [topic, all] of Object.entries(FOUND))
      for (const [found, verdict] of all) {
        const { text, next } = words.describe(finding(topic as Topic, found as never));
        expect(text, `${topic} ${found}`).not.toBe('');
        if (verdict === 'wrong') expect(next ?? '', `${topic} ${found}`).not.toBe('');
      }
    expect(new Set(texts.map(({ text }) => text)).size).toBeGreaterThan(40);
  });

  test('calls only verified results good', () => {
    expect(words.whole['unknown']).not.toBe(words.whole.good);
    expect(words.incomplete).not.toBe(words.whole.good);
  });

  test('left nothing in English', () => {
    const english = new Set(spoken[0]?.[1] && textsOf(spoken[0][1]));
    // Each of these is also a word of some other language.
    const same = ['Server', 'Proxy', 'Sandbox', 'App', 'Problem', '.'];
    const left = language === 'en' ? [] : textsOf(words).filter((text) => english.has(text) && !same.includes(text));
    expect(left).toEqual([]);
  });

  test('is set as the language is', () => {
    const all = [...textsOf(words), ...texts.flatMap((it) => Object.values(it)), words.notSaved('disk-full')];
    if (language === 'fr') expect(all.filter((text) => / [:;?!»]|« /.test(text ?? ''))).toEqual([]);
    if (language === 'ja' || language === 'zh-CN')
      expect(all.filter((text) => /[。、，；：！？] /.test(text ?? ''))).toEqual([]);
  });
});

function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
