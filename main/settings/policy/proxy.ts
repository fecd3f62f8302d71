/** Converts the administrator's proxy to Electron's format. */
import type { ProxyConfig } from 'electron';
import type { PolicyProxy } from './schema.ts';

/** For `session.setProxy`, which takes precedence over Chromium's switches and the environment. */
export function proxyConfig(proxy: PolicyProxy): ProxyConfig {
  switch (proxy.mode) {
    case 'system':
    case 'direct':
      return { mode: proxy.mode };
    case 'fixed':
      return { mode: 'fixed_servers', proxyRules: proxy.rules, proxyBypassRules: proxy.bypass ?? '' };
    case 'pac':
      return { mode: 'pac_script', pacScript: proxy.url };
    default:
      return proxy satisfies never;
  }
}
