/** The lines for an organization's log, and failures to write them. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createAudit } from '../../../main/audit/audit.ts';
import { auditLine } from '../../../main/audit/record.ts';
import { type LogProgram, logProgram, runLogProgram, systemLogProblem } from '../../../main/audit/system-log.ts';
import { readText } from '../sources.ts';
import { ACCOUNT, EVENTS, ORIGIN, schemaErrors } from './parts.ts';

/** logger(1) cuts lines at 1024 bytes, including its own header. */
const LONGEST_LINE = 960;

const AT = Date.UTC(2027, 0, 10, 9, 30);

describe('a line', () => {
  it.each(EVENTS)('of $event fits the schema that administrators get', (event) => {
    const line = auditLine(event, ACCOUNT, ORIGIN, AT);
    expect(schemaErrors(line)).toEqual([]);
    expect(JSON.parse(line)).toMatchObject({ ...event, time: '2027-01-10T09:30:00.000Z', systemUser: 'ada' });
  });

  it('of an event without its fields does not fit', () => {
    for (const { event } of EVENTS.slice(1))
      expect(schemaErrors(auditLine({ event } as never, ACCOUNT, ORIGIN, AT))).not.toEqual([]);
  });

  it('is one line that logger takes whole, whatever names hold', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(text, text, text, text, text, (name, subject, clientId, host, systemUser) => {
        const account = { ...ACCOUNT, name, subject, clientId, server: `https://${name}` };
        for (const event of EVENTS) {
          const line = auditLine('host' in event ? { ...event, host } : event, account, { ...ORIGIN, systemUser }, AT);
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(LONGEST_LINE);
          expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
          expect(schemaErrors(line)).toEqual([]);
        }
      }),
    );
  });

  it('shows where a text was cut, between two characters', () => {
    const account = {
      ...ACCOUNT,
      name: 'é'.repeat(48),
      subject: 'é'.repeat(49),
      server: 'x'.repeat(161),
      clientId: 'a'.repeat(63),
    };
    const { name, subject, server, clientId } = JSON.parse(
      auditLine({ event: 'sign-in' }, account, ORIGIN, AT),
    ).account;
    expect([name, subject, server, clientId]).toEqual([
      'é'.repeat(48),
      `${'é'.repeat(46)}…`,
      `${'x'.repeat(157)}…`,
      'a'.repeat(63),
    ]);
  });

  it('keeps names that people have', () => {
    const line = auditLine({ event: 'sign-in' }, { ...ACCOUNT, name: '山田 太郎 – O’Hara' }, ORIGIN, AT);
    expect(JSON.parse(line).account.name).toBe('山田 太郎 – O’Hara');
  });
});

describe('what writes it', () => {
  it.each(['linux', 'darwin'] as const)('on %s is logger, by its whole path, which reads it from stdin', (platform) => {
    expect(logProgram(platform, '{}')).toEqual({
      file: '/usr/bin/logger',
      args: ['-t', 'transparenc-companion', '-p', 'auth.info'],
      input: '{}\n',
    });
  });

  it('on Windows is eventcreate.exe, by its whole path', () => {
    const { file, args, input } = logProgram('win32', '{}');
    expect(file).toMatch(/^[A-Z]:\\.*\\System32\\eventcreate\.exe$/);
    expect(args).toEqual([
      '/T',
      'INFORMATION',
      '/ID',
      '100',
      '/L',
      'APPLICATION',
      '/SO',
      'transparenc-companion',
      '/D',
      '{}',
    ]);
    expect(input).toBeNull();
  });

  it('is there, and takes a line', async ({ skip }) => {
    skip(
      !process.env['CI'] || process.platform === 'linux',
      'leaves a line in the log of macOS or Windows: for the workflow',
    );
    const line = auditLine({ event: 'sign-in' }, ACCOUNT, ORIGIN, AT);
    expect(systemLogProblem()).toBeNull();
    await expect(runLogProgram(logProgram(process.platform, line))).resolves.toBeUndefined();
  });

  const hasLogger = process.platform === 'linux' && existsSync('/usr/bin/logger');
  it.runIf(hasLogger)('takes the longest line whole: the system’s own logger', async () => {
    const long = 'é'.repeat(400);
    const account = { ...ACCOUNT, name: long, subject: long, clientId: long, server: `https://${long}` };
    const event = { event: 'consent-given', tool: 'x'.repeat(64), host: long, duration: 'until-lock' } as const;
    const line = auditLine(event, account, { ...ORIGIN, systemUser: long }, AT);
    const folder = mkdtempSync(join(tmpdir(), 'companion-audit-'));
    const received: string[] = [];
    const server = createServer(
      (socket) => void socket.setEncoding('utf8').on('data', (text) => received.push(String(text))),
    );
    try {
      const socket = join(folder, 'log');
      await new Promise<void>((listening) => server.listen(socket, listening));
      const { file, args, input } = logProgram('linux', line);
      // Write to the test's own log, because not every container has a system log.
      await runLogProgram({ file, args: [...args, '--tcp', '--socket', socket], input });
      await expect.poll(() => received.join('')).toContain('}}');
    } finally {
      server.close();
      rmSync(folder, { recursive: true });
    }
    const text = received.join('');
    expect(text).toMatch(/^<38>.* transparenc-companion: /);
    expect(text.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1))).toEqual(JSON.parse(line));
  });

  it('rejects if it fails or is not there', async () => {
    await expect(runLogProgram({ file: '/bin/false', args: [], input: 'x'.repeat(1 << 20) })).rejects.toThrow();
    await expect(runLogProgram({ file: '/nowhere/logger', args: [], input: '' })).rejects.toThrow();
    await expect(runLogProgram({ file: '/bin/cat', args: [], input: '{}\n' })).resolves.toBeUndefined();
  });

  it.runIf(process.platform !== 'win32')('gets nothing of this process: no variables, and not its folder', async () => {
    vi.stubEnv('COMPANION_SECRET', 'x');
    const script = 'test "$(pwd)" = / && test -z "$COMPANION_SECRET"';
    const run = () => runLogProgram({ file: '/bin/sh', args: ['-c', script], input: null });
    await expect(run()).resolves.toBeUndefined();
    // Windows has no such folder.
    const platform = vi.spyOn(process, 'platform', 'get').mockReturnValue('win32');
    await expect(run()).rejects.toThrow();
    platform.mockRestore();
    vi.unstubAllEnvs();
  });

  it('is reported as unusable without the program, and on Linux without a system log', () => {
    expect(systemLogProblem('linux', () => true)).toBeNull();
    expect(systemLogProblem('linux', (path) => path !== '/dev/log')).toBe('no-log');
    expect(systemLogProblem('darwin', (path) => path !== '/dev/log')).toBeNull();
    expect(systemLogProblem('linux', () => false)).toBe('no-program');
    expect(systemLogProblem('win32', () => false)).toBe('no-program');
  });
});

describe('an audit', () => {
  function audited(run: (program: LogProgram) => Promise<void>, problem: () => string | null = () => null) {
    const told = { lost: 0 };
    const parts = { origin: ORIGIN, now: () => AT, onLost: () => void told.lost++, platform: 'linux' as const };
    return { audit: createAudit({ ...parts, run, problem }), told };
  }

  it('writes lines one by one, in the order in which things happened', async () => {
    const written: string[] = [];
    let open = 0;
    const { audit } = audited(async ({ input }) => {
      expect(++open).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      written.push(JSON.parse(input ?? '').event);
    });
    const all = EVENTS.map((event) => audit.note(event, ACCOUNT));
    expect(written).toEqual([]);
    await Promise.all(all);
    expect(written).toEqual(EVENTS.map(({ event }) => event));
    // As many as there are: only those that wait are counted.
    for (let count = 0; count < 100; count++) await audit.note({ event: 'sign-in' }, ACCOUNT);
    expect(audit.lost()).toBe(0);
  });

  it('that can’t be written blocks nothing and counts the lost lines', async () => {
    const { audit, told } = audited(() => Promise.reject(new Error('full')));
    await expect(audit.note({ event: 'sign-in' }, ACCOUNT)).resolves.toBeUndefined();
    expect([audit.lost(), told.lost]).toEqual([1, 1]);
  });

  it('starts no program if nothing could be written', async () => {
    const { audit } = audited(
      () => expect.fail('it was started'),
      () => 'no-log',
    );
    await audit.note({ event: 'sign-in' }, ACCOUNT);
    expect(audit.lost()).toBe(1);
  });

  it('that hangs queues at most a hundred lines', () => {
    const { audit } = audited(() => new Promise(() => {}));
    for (let count = 0; count < 130; count++) void audit.note({ event: 'sign-in' }, ACCOUNT);
    expect(audit.lost()).toBe(30);
  });
});

it('the schema is the one that the page of the audit log names', () => {
  expect(readText('docs/audit.md')).toContain('](audit.schema.json)');
});
