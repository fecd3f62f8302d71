/** A user with a phone: submits the forms of the approval pages, like a browser without scripts. */

export interface Decision {
  readonly userCode: string;
  /** The name to log in with (`ada`). Any password will do. */
  readonly name?: string;
  readonly decision: 'approve' | 'deny';
}

export interface Outcome {
  /** The last page: `approved`, `denied`, `code` (the code was wrong), `expired`, `used` or `refused`. */
  readonly page: string;
  /** The device as the page showed it; null if the page never showed one. */
  readonly device: string | null;
  /** The last page as the server sent it. */
  readonly html: string;
}

/** Opens `pageUrl` (a `verification_uri`, or a complete one) and goes through the pages to the decision. */
export async function approveByForms(
  pageUrl: string,
  { userCode, name = 'ada', decision }: Decision,
): Promise<Outcome> {
  const browser = createBrowser();
  let page = await browser.open(pageUrl);
  page = await browser.submit(page, { user_code: userCode });
  if (pageName(page) === 'login') page = await browser.submit(page, { login: name, password: 'any' });
  if (pageName(page) !== 'decision') return { page: pageName(page), device: null, html: page.html };
  const device = text(/data-fact="device">(.*?)<\/dd>/s.exec(page.html)?.[1] ?? '');
  page = await browser.submit(page, decision === 'approve' ? { confirm: 'yes' } : { abort: 'yes' });
  return { page: pageName(page), device, html: page.html };
}

interface OpenPage {
  readonly url: string;
  readonly html: string;
}

/** Doesn't follow redirects, because the pages need none. */
function createBrowser() {
  const cookies = new Map<string, string>();

  async function request(url: string, init: RequestInit): Promise<OpenPage> {
    const cookie = [...cookies].map(([key, value]) => `${key}=${value}`).join('; ');
    const response = await fetch(url, {
      ...init,
      redirect: 'error',
      headers: { accept: 'text/html', connection: 'close', cookie },
    });
    for (const line of response.headers.getSetCookie()) {
      const [, key, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (key !== undefined && value !== undefined) cookies.set(key, value);
    }
    return { url, html: await response.text() };
  }

  return {
    open: (url: string) => request(url, {}),
    submit(page: OpenPage, fields: Readonly<Record<string, string>>) {
      const action = /<form[^>]* action="([^"]*)"/.exec(page.html)?.[1];
      if (action === undefined) throw new Error(`no form on the page "${pageName(page)}"`);
      const form = new URLSearchParams({ ...hiddenFields(page.html), ...fields });
      return request(new URL(text(action), page.url).href, { method: 'POST', body: form });
    },
  };
}

function hiddenFields(html: string): Record<string, string> {
  const inputs = html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g);
  return Object.fromEntries([...inputs].map(([, name = '', value = '']) => [name, text(value)]));
}

function pageName(page: OpenPage): string {
  return /<body data-page="([^"]*)"/.exec(page.html)?.[1] ?? 'unknown';
}

const CHARACTERS: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
};

function text(markup: string): string {
  return markup.replace(/<[^>]*>/g, '').replace(/&[#\w]+;/g, (entity) => CHARACTERS[entity] ?? entity);
}
