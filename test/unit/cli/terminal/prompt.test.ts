/** The code in the terminal: its page, its QR code and the warning. */
import { describe, expect, it } from 'vitest';
import { english } from '../../../harness/messages.ts';
import { GRANT, TOKENS } from '../../session/parts.ts';
import { json, pending, terminal } from './world.ts';

describe('the terminal', () => {
  it('prints the address, the code and the QR code, and reports who is signed in', async () => {
    const { code, output, vault } = await terminal({ token: [pending, json(TOKENS)] });
    expect(code).toBe(0);
    expect(output).toContain('https://login.example.org/device');
    expect(output).toContain('WDJB-MJHT');
    expect(output).toContain('[QR of https://login.example.org/device]');
    expect(output).toMatch(/Approve only if you started this on ada-thinkpad/);
    expect(output).toMatch(/Signed in to login\.example\.org/);
    expect(vault.calls).toEqual(['save refresh-secret-1']);
    expect(output).not.toContain('secret');
  });

  it('shows the code before the QR code is drawn, and draws nothing once it has ended', async () => {
    const drawn = Promise.withResolvers<string>();
    const { code, output } = await terminal({
      token: [pending, json(TOKENS)],
      drawQr: () => drawn.promise,
      onWritten(text) {
        if (text.includes('Signed in')) drawn.resolve('[QR]');
      },
    });
    expect(code).toBe(0);
    expect(output).toMatch(/^Open +https:\/\/login\.example\.org\/device\nCode +WDJB-MJHT$/m);
    expect(output).not.toMatch(/\[QR\]|Approve only if/);
  });

  it('names the fields that it ignored', async () => {
    const start = json({ ...GRANT, expires_in: null, verification_uri_complete: 'javascript:alert(1)' });
    const { code, output } = await terminal({ start, token: [json(TOKENS)] });
    expect(output).toContain('field `verification_uri_complete`: ignored, must be https');
    expect(output).toContain('field `expires_in`: missing, 600 s assumed');
    expect(output).not.toContain('alert(1)');
    expect(code).toBe(0);
  });

  it('offers nothing to scan if the terminal has no room for a QR code', async () => {
    const { code, output } = await terminal({ narrow: true });
    expect(code).toBe(0);
    expect(output.split('\n')).toEqual([
      '',
      'Open      https://login.example.org/device',
      'Code      WDJB-MJHT',
      '',
      english.terminal.caution({ server: 'login.example.org', computer: 'ada-thinkpad' }),
      english.terminal.waiting({ duration: '10 minutes' }),
      expect.stringMatching(/^Signed in to login\.example\.org/),
      'To get a token for a script or tool: transparenc-companion token',
    ]);
  });

  it('explains the QR code only if there is one, by whether it contains the code', async () => {
    const { output } = await terminal({});
    expect(output).toContain(`]\n${english.terminal.thenEnter}\n`);
    const start = json({ ...GRANT, verification_uri_complete: 'https://login.example.org/device?user_code=WDJB-MJHT' });
    expect((await terminal({ start })).output).toContain(`]\n${english.terminal.thenCompare}\n`);
    const undrawn = await terminal({ drawQr: () => Promise.reject(new Error('too long')) });
    expect(undrawn.output).toBe((await terminal({ narrow: true })).output);
  });

  it.each([
    'http://localhost:8628/device',
    'http://sso.localhost/device',
    'http://127.1.2.3/device',
    'http://[::1]:8628/device',
    'https://[::ffff:7f00:1]/device',
    'https://0.0.0.0/device',
  ])('draws no QR code of %s, which no phone can open', async (page) => {
    for (const complete of [undefined, `${page}?user_code=WDJB-MJHT`]) {
      const start = json({ ...GRANT, verification_uri: page, verification_uri_complete: complete });
      const { code, output } = await terminal({ baseUrl: 'http://localhost:8628', start });
      expect(code).toBe(0);
      expect(output).toContain(page);
      expect(output).toContain('WDJB-MJHT');
      expect(output).toContain(english.terminal.onlyHere);
      expect(output).not.toMatch(/\[QR|scan/i);
    }
  });
});
