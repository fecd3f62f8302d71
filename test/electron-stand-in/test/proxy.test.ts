import { describe, expect, it } from 'vitest';
import { proxyFor, readProxyConfig } from '../src/fetch/proxy.ts';

const site = new URL('https://auth.example.org/token');

describe('the proxy of a request', () => {
  it.each([
    ['proxy:3128', '', 'https://auth.example.org/', 'http://proxy:3128'],
    ['http=a:1;https=b:2', '', 'https://auth.example.org/', 'http://b:2'],
    ['http=a:1;https=b:2', '', 'http://auth.example.org/', 'http://a:1'],
    ['http=a:1', '', 'https://auth.example.org/', null],
    ['a:1,b:2', '', 'https://auth.example.org/', 'http://a:1'],
    ['direct://', '', 'https://auth.example.org/', null],
    ['proxy:3128', 'auth.example.org', 'https://auth.example.org/', null],
    ['proxy:3128', '*.example.org', 'https://auth.example.org/', null],
    ['proxy:3128', '.example.org', 'https://auth.example.org/', null],
    ['proxy:3128', 'auth.example.org:8443', 'https://auth.example.org/', 'http://proxy:3128'],
    ['proxy:3128', '<local>', 'https://intranet/', null],
    ['proxy:3128', '', 'http://127.0.0.1:8080/', null],
    ['proxy:3128', '', 'http://localhost/', null],
    ['proxy:3128', '', 'http://app.localhost/', null],
    ['proxy:3128', '', 'http://[::1]/', null],
    ['proxy:3128', '<-loopback>', 'http://127.0.0.1:8080/', 'http://proxy:3128'],
  ])('rules %s without %s send %s to %s', (proxyRules, proxyBypassRules, url, expected) => {
    const setting = readProxyConfig({ proxyRules, proxyBypassRules });
    expect(proxyFor(new URL(url), setting, {})).toBe(expected);
  });

  it.each([
    [{ https_proxy: 'http://proxy:1' }, 'http://proxy:1'],
    [{ HTTPS_PROXY: 'proxy:1' }, 'http://proxy:1'],
    [{ http_proxy: 'http://proxy:1' }, null],
    [{ all_proxy: 'http://proxy:1' }, 'http://proxy:1'],
    [{ https_proxy: 'http://proxy:1', no_proxy: 'example.org' }, null],
    [{ https_proxy: 'http://proxy:1', NO_PROXY: 'other.org, .example.org' }, null],
    [{ https_proxy: 'http://proxy:1', no_proxy: '*' }, null],
    [{}, null],
  ])('the environment %o is followed until a session is set otherwise', (environment, expected) => {
    expect(proxyFor(site, { kind: 'system' }, environment)).toBe(expected);
    expect(proxyFor(site, readProxyConfig({ mode: 'direct' }), environment)).toBeNull();
  });

  it('refuses unsupported options by name', () => {
    expect(() => readProxyConfig({ pacScript: 'https://example.org/proxy.pac' })).toThrow('pac_script');
    expect(() => proxyFor(site, readProxyConfig({ proxyRules: 'socks5://proxy:1080' }), {})).toThrow(
      'socks5://proxy:1080',
    );
  });
});
