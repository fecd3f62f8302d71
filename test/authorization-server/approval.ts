/** The approval pages: the user enters the code, logs in, sees which device asks, and allows or denies it (RFC 8628 §3.3). */
import { readFileSync } from 'node:fs';
import type Provider from 'oidc-provider';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { loginFrom } from './accounts.ts';
import type { Markup } from './pages/html.ts';
import { approvedPage, codePage, type Device, decisionPage, deniedPage, endedPage, loginPage } from './pages/pages.ts';

export const DEVICE_PATH = '/device';
const STYLES_PATH = '/device.css';
/** All paths that a browser needs to approve a code. The pages have no others. */
export const APPROVAL_PATHS: readonly string[] = [DEVICE_PATH, STYLES_PATH];
const STYLES = readFileSync(new URL('pages/pages.css', import.meta.url), 'utf8');

/** Allows only our own stylesheet, and forms that submit to this server. */
const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

type DeviceFlow = NonNullable<NonNullable<Configuration['features']>['deviceFlow']>;

/** The pages, in the form in which oidc-provider requests them. */
export const approvalPages = {
  deviceInfo: (ctx) => ({ type: ctx.oidc.params?.['device_type'], os: ctx.oidc.params?.['device_os'] }),

  async userCodeInputSource(ctx, _form, _out, error) {
    show(ctx, pageAfter(ctx, error));
  },

  async userCodeConfirmSource(ctx, _form, client, deviceInfo, userCode) {
    const { session, body, deviceCode } = ctx.oidc;
    const form = { action: ctx.oidc.urlFor('code_verification'), xsrf: xsrfOf(ctx), userCode };
    const login = loginFrom(body?.['login']);
    if (login) session?.loginAccount({ accountId: login });
    const account = body?.['someone_else'] ? undefined : session?.accountId;
    const asked = new Date((deviceCode?.iat ?? 0) * 1000);
    const request = {
      form,
      client: client.clientName ?? client.clientId,
      device: deviceFrom(deviceInfo),
      asked,
      locale: localeFrom(ctx.acceptsLanguages()),
    };
    show(
      ctx,
      account ? decisionPage({ ...request, account }) : loginPage({ ...request, tooShort: 'login' in (body ?? {}) }),
    );
  },

  async successSource(ctx) {
    const device = deviceFrom(ctx.oidc.deviceCode?.deviceInfo ?? {});
    show(ctx, approvedPage({ device, account: ctx.oidc.session?.accountId ?? '' }));
  },
} satisfies Partial<DeviceFlow>;

/** Adds the stylesheet, the headers, and the entered code of a `verification_uri_complete`. */
export function serveApprovalPages(provider: Provider): void {
  provider.use(async (ctx, next) => {
    if (ctx.path === STYLES_PATH) {
      ctx.type = 'css';
      ctx.body = STYLES;
      return;
    }
    if (ctx.path === DEVICE_PATH && ctx.method === 'GET' && typeof ctx.query['user_code'] === 'string') {
      // oidc-provider would submit the form with a script. Here the user sees the code and presses the button.
      ctx.state['userCode'] = ctx.query['user_code'];
      ctx.query = {};
    }
    if (ctx.path === DEVICE_PATH && ctx.method === 'POST' && !ctx.cookies.get(provider.cookieName('session'))) {
      // The form did not come from one of our pages, or the browser keeps no cookies: oidc-provider responds with 500.
      ctx.status = 303;
      ctx.set('Location', 'device');
      return;
    }
    await next();
    if (ctx.response.is('html')) {
      ctx.set('Content-Security-Policy', CONTENT_SECURITY_POLICY);
      ctx.set('Referrer-Policy', 'no-referrer');
      ctx.set('X-Content-Type-Options', 'nosniff');
      ctx.set('Cache-Control', 'no-store');
    }
  });
}

function pageAfter(ctx: KoaContextWithOIDC, error: (Error & { userCode?: string }) | undefined): Markup {
  const form = {
    action: ctx.oidc.urlFor('code_verification'),
    xsrf: xsrfOf(ctx),
    userCode: error?.userCode ?? ctx.state['userCode'] ?? '',
  };
  switch (error?.name) {
    case undefined:
      return codePage({ form, problem: null });
    case 'AbortedError':
      // oidc-provider also does this if it refuses what the user has approved, and then states a cause.
      return error?.cause === undefined ? deniedPage() : endedPage('refused');
    case 'ExpiredError':
      return endedPage('expired');
    case 'AlreadyUsedError':
      return endedPage('used');
    case 'NoCodeError':
      return codePage({ form, problem: 'Enter the code that the computer shows.' });
    case 'NotFoundError':
      return codePage({ form, problem: 'No request has this code. Compare it with the computer, letter by letter.' });
    case 'InvalidRequest':
      return codePage({ form, problem: 'This page had been open for too long. Enter the code again.' });
    default:
      return endedPage('refused');
  }
}

function show(ctx: KoaContextWithOIDC, page: Markup): void {
  ctx.type = 'html';
  ctx.body = String(page);
}

/** The first language that Intl understands, in the order of the person's preference. */
function localeFrom(accepted: readonly string[]): string {
  return accepted.find(isLocale) ?? 'en';
}

function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    // A browser may send `*` or anything else.
    return false;
  }
}

function xsrfOf(ctx: KoaContextWithOIDC): string {
  return String(ctx.oidc.session?.state?.['secret'] ?? '');
}

function deviceFrom(info: Readonly<Record<string, unknown>>): Device {
  const text = (value: unknown) => (typeof value === 'string' ? [...value].slice(0, 64).join('') : '');
  return { type: text(info['type']), os: text(info['os']) };
}
