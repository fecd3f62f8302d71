/** Which proxy a request takes, as Chromium on Linux decides. */
import { isIPv4 } from 'node:net';

/** Where a session's proxies come from. */
export type ProxySetting =
  | { readonly kind: 'direct' }
  | { readonly kind: 'system' }
  | { readonly kind: 'fixed'; readonly rules: string; readonly bypass: string };

/** The argument of `session.setProxy`. Throws for unsupported ones: PAC scripts and automatic detection. */
export function readProxyConfig(config: {
  mode?: string;
  pacScript?: string;
  proxyRules?: string;
  proxyBypassRules?: string;
}): ProxySetting {
  const mode = config.mode ?? (config.pacScript ? 'pac_script' : config.proxyRules ? 'fixed_servers' : 'direct');
  switch (mode) {
    case 'direct':
      return { kind: 'direct' };
    case 'system':
      return { kind: 'system' };
    case 'fixed_servers':
      return { kind: 'fixed', rules: config.proxyRules ?? '', bypass: config.proxyBypassRules ?? '' };
    default:
      throw new Error(`session.setProxy({ mode: '${mode}' }) is not implemented by the Electron stand-in`);
  }
}

/** The proxy's address for `url`; null for a direct connection. Throws if it isn't an HTTP proxy. */
export function proxyFor(url: URL, setting: ProxySetting, environment: NodeJS.ProcessEnv): string | null {
  if (setting.kind === 'direct') return null;
  const { server, bypass } = setting.kind === 'fixed' ? fixed(url, setting) : fromEnvironment(url, environment);
  if (server === undefined || server === '' || server === 'direct://' || isBypassed(url, bypass)) return null;
  const address = /^[a-z0-9]+:\/\//i.test(server) ? server : `http://${server}`;
  if (!/^https?:/i.test(address)) throw new Error(`The proxy ${address} is not implemented by the Electron stand-in`);
  return address;
}

/** Parses `host:port` or `http=host:port;https=host:port`. Uses the first of several alternatives. */
function fixed(url: URL, { rules, bypass }: { rules: string; bypass: string }) {
  const list = rules.split(';').map((rule) => rule.trim());
  const forScheme = list.find((rule) => rule.startsWith(`${url.protocol.slice(0, -1)}=`));
  const rule = forScheme?.slice(url.protocol.length) ?? list.find((each) => !each.includes('='));
  return { server: rule?.split(',')[0]?.trim(), bypass: bypass.split(/[;,]/) };
}

function fromEnvironment(url: URL, environment: NodeJS.ProcessEnv) {
  const read = (name: string) => environment[name] || environment[name.toUpperCase()] || undefined;
  const server = read(url.protocol === 'https:' ? 'https_proxy' : 'http_proxy') ?? read('all_proxy');
  // In this variable, `.example.org` and `example.org` both mean the domain and its subdomains.
  const bypass = (read('no_proxy') ?? '')
    .split(/[,;\s]/)
    .flatMap((rule) => (/^[.*<]|^$/.test(rule) ? [rule] : [rule, `.${rule}`]));
  return { server, bypass };
}

/** Loopback is always reached directly, unless the rules contain `<-loopback>`. */
function isBypassed({ hostname, port, protocol }: URL, rules: readonly string[]): boolean {
  const given = rules.map((rule) => rule.trim().toLowerCase()).filter((rule) => rule !== '');
  if (isLoopback(hostname) && !given.includes('<-loopback>')) return true;
  const actualPort = port || (protocol === 'https:' ? '443' : '80');
  return given.some((rule) => {
    if (rule === '*') return true;
    if (rule === '<local>') return !hostname.includes('.') && !hostname.startsWith('[');
    const [, host = rule, wantedPort] = /^(.*?):(\d+)$/.exec(rule) ?? [];
    return (wantedPort === undefined || wantedPort === actualPort) && matches(hostname, host);
  });
}

function matches(hostname: string, rule: string): boolean {
  const pattern = rule.startsWith('.') ? `*${rule}` : rule;
  const source = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${source.join('.*')}$`).test(hostname);
}

function isLoopback(hostname: string): boolean {
  if (hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '[::1]') return true;
  return isIPv4(hostname) && hostname.startsWith('127.');
}
