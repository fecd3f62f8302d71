/** The credentials sent to a proxy, and when they are forgotten. */
import { describe, expect, it } from 'vitest';
import { createProxyPasswords } from '../../../main/net/proxy-passwords.ts';

const office = { isProxy: true, scheme: 'basic', host: 'proxy.example.org', port: 3128, realm: 'office' };
const right = { user: 'ada', password: 'correct horse' };
const proxy = 'proxy.example.org:3128';

/** The passwords, after one proxy has asked for its password. */
function asked(challenge = office) {
  const passwords = createProxyPasswords();
  expect(passwords.forRequest()(challenge)).toBeNull();
  return passwords;
}

describe('an answer', () => {
  it('is wanted once a proxy has asked, and not before', () => {
    const passwords = createProxyPasswords();
    expect([passwords.challenge(), passwords.answer({ proxy, ...right })]).toEqual([null, false]);
    expect(passwords.forRequest()(office)).toBeNull();
    expect(passwords.challenge()).toEqual({ host: 'proxy.example.org:3128', refused: false });
    expect(passwords.answer({ proxy, ...right })).toBe(true);
  });

  it('is given to that proxy in every request, until the program quits', () => {
    const passwords = asked();
    passwords.answer({ proxy, ...right });
    passwords.passed();
    expect(passwords.challenge()).toBeNull();
    for (let requests = 0; requests < 3; requests += 1) expect(passwords.forRequest()(office)).toEqual(right);
    expect(passwords.challenge()).toBeNull();
  });

  it.each([
    ['another host', { host: 'evil.example' }],
    ['another port', { port: 8080 }],
    ['another realm', { realm: 'elsewhere' }],
    ['another scheme', { scheme: 'digest' }],
    ['a server', { isProxy: false }],
  ])('is not given to %s', (_whom, other) => {
    const passwords = asked();
    passwords.answer({ proxy, ...right });
    expect(passwords.forRequest()({ ...office, ...other })).toBeNull();
  });

  it('that was typed for one proxy is not given to another that asks by the time it comes', () => {
    const passwords = asked();
    passwords.forRequest()({ ...office, host: 'evil.example' });
    expect(passwords.challenge()?.host).toBe('evil.example:3128');
    expect(passwords.answer({ proxy, ...right })).toBe(false);
    expect(passwords.forRequest()({ ...office, host: 'evil.example' })).toBeNull();
    expect(passwords.forRequest()(office)).toBeNull();
  });

  it('is not wanted by a server', () => {
    expect(asked({ ...office, isProxy: false }).challenge()).toBeNull();
  });
});

describe('a wrong answer', () => {
  it('is reported as such, forgotten, and asked for again', () => {
    const passwords = asked();
    passwords.answer({ proxy, user: 'ada', password: 'wrong' });
    const answering = passwords.forRequest();
    expect(answering(office)).toMatchObject({ password: 'wrong' });
    expect(answering(office)).toBeNull();
    expect(answering(office)).toBeNull();
    expect(passwords.challenge()).toEqual({ host: 'proxy.example.org:3128', refused: true });
    expect(passwords.forRequest()(office)).toBeNull();
    expect(passwords.challenge()?.refused, 'as long as no one has given another').toBe(true);
    passwords.answer({ proxy, ...right });
    expect(passwords.challenge()?.refused).toBe(false);
    expect(passwords.forRequest()(office)).toEqual(right);
  });

  it('does not take the right one with it that was typed in the meantime', () => {
    const passwords = asked();
    passwords.answer({ proxy, user: 'ada', password: 'wrong' });
    const early = passwords.forRequest();
    early(office);
    passwords.answer({ proxy, ...right });
    expect(early(office)).toEqual(right);
    expect(passwords.forRequest()(office)).toEqual(right);
  });
});

describe('the name of a proxy', () => {
  it.each([
    ['proxy.example.org', 80, 'proxy.example.org'],
    ['pröxy.example.org', 3128, 'xn--prxy-6qa.example.org:3128'],
    ['10.0.0.7', 8080, '10.0.0.7:8080'],
    ['::1', 8080, '[::1]:8080'],
    ['[::1]', 8080, '[::1]:8080'],
    [`${'a'.repeat(63)}.`.repeat(4).slice(0, -1), 80, `${'a'.repeat(63)}.`.repeat(4).slice(0, -1)],
  ])('%s on %i is shown as %s', (host, port, shown) => {
    expect(asked({ ...office, host, port }).challenge()?.host).toBe(shown);
  });

  it.each(['', 'a b', 'evil.example/@proxy', 'ada@proxy', 'proxy\u202egro', 'a\nb', `${'a'.repeat(64)}.`.repeat(5)])(
    'that cannot be one is not asked for: %j',
    (host) => {
      expect(asked({ ...office, host }).challenge()).toBeNull();
    },
  );
});

describe('a request that no one waits for', () => {
  it('gets the known password, once, and doesn’t ask the user', () => {
    const passwords = createProxyPasswords();
    expect(passwords.forBackgroundRequest()(office)).toBeNull();
    expect(passwords.challenge()).toBeNull();
    passwords.forRequest()(office);
    passwords.answer({ proxy, ...right });
    const answering = passwords.forBackgroundRequest();
    expect([answering(office), answering(office)]).toEqual([right, null]);
    expect(passwords.forRequest()(office)).toEqual(right);
  });
});
