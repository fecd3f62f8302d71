/** The approval pages, made for a phone. `data-page` names the open one for tests. */
import { html, type Markup } from './html.ts';
import { MARKS } from './marks.ts';

/** A device's description of itself. It may be hostile, so it is only displayed, and escaped. */
export interface Device {
  readonly type: string;
  readonly os: string;
}

export interface Form {
  readonly action: string;
  readonly xsrf: string;
  readonly userCode: string;
}

export interface Request {
  readonly form: Form;
  readonly client: string;
  readonly device: Device;
  /** When the device requested the code. */
  readonly asked: Date;
  /** The locale in which the time is formatted. */
  readonly locale: string;
}

export function codePage({ form, problem }: { form: Form; problem: string | null }): Markup {
  return page({
    name: 'code',
    mark: MARKS.working,
    title: 'Enter the code',
    lead: html`The computer that you want to sign in shows it.`,
    content: html`
      <form method="post" action="${form.action}" class="fields">
        <input type="hidden" name="xsrf" value="${form.xsrf}">
        <label for="user_code">Code</label>
        <input class="input input--code" id="user_code" name="user_code" value="${form.userCode}" required autofocus
          autocapitalize="characters" autocomplete="off" autocorrect="off" spellcheck="false" enterkeyhint="go" maxlength="64"
          ${problem ? html`aria-invalid="true" aria-describedby="problem"` : ''}>
        ${problem ? html`<p class="problem" id="problem" role="alert">${problem}</p>` : html`<p class="note">Capitals and the hyphen do not matter.</p>`}
        <button class="primary">Continue</button>
      </form>`,
  });
}

export function loginPage({ form, client, tooShort }: Request & { tooShort: boolean }): Markup {
  return page({
    name: 'login',
    mark: MARKS.working,
    title: 'Log in',
    lead: html`Then you see what <bdi>${client}</bdi> asks for, and decide.`,
    content: html`
      <form method="post" action="${form.action}" class="fields">
        ${hidden(form)}
        <label for="login">Name</label>
        <input class="input" id="login" name="login" required autofocus autocomplete="username" autocapitalize="none" spellcheck="false"
          ${tooShort ? html`aria-invalid="true" aria-describedby="problem"` : ''}>
        ${tooShort ? html`<p class="problem" id="problem" role="alert">Enter a name.</p>` : ''}
        <label for="password">Password</label>
        <input class="input" id="password" name="password" type="password" required autocomplete="current-password">
        <p class="note">This is a server for trying things out: any name and any password will do.</p>
        <button class="primary">Log in</button>
      </form>`,
  });
}

export function decisionPage({ form, client, device, asked, locale, account }: Request & { account: string }): Markup {
  return page({
    name: 'decision',
    mark: null,
    title: 'Sign in this computer?',
    lead: html`Check that it shows exactly this code:`,
    content: html`
      <p class="code" translate="no">${form.userCode}</p>
      <dl class="facts">
        <div><dt>Device</dt><dd data-fact="device"><bdi>${deviceInWords(device)}</bdi></dd></div>
        <div><dt>Program</dt><dd><bdi>${client}</bdi></dd></div>
        <div><dt>Asked</dt><dd><time datetime="${asked.toISOString()}">at ${clock(asked, locale)}</time></dd></div>
        <div><dt>Your account</dt><dd data-fact="account"><bdi>${account}</bdi></dd></div>
      </dl>
      <p class="caution">Continue only if you started this yourself, at a computer in front of you.</p>
      <form method="post" action="${form.action}" class="actions">
        ${hidden(form)}
        <button class="primary" name="confirm" value="yes">Yes, sign it in</button>
        <button name="abort" value="yes">No, this was not me</button>
        <button class="quiet" name="someone_else" value="yes">Use another account</button>
      </form>`,
  });
}

export function approvedPage({ device, account }: { device: Device; account: string }): Markup {
  return page({
    name: 'approved',
    mark: MARKS.ok,
    title: 'Approved',
    lead: html`<bdi>${deviceInWords(device)}</bdi> will be signed in as <bdi>${account}</bdi> in a moment.`,
    content: html`<p class="note note--center">You can close this page.</p>`,
  });
}

export function deniedPage(): Markup {
  return page({
    name: 'denied',
    mark: MARKS.attention,
    title: 'Not approved',
    lead: html`The computer stays signed out, and its code is of no use to anybody.`,
    content: html`<p class="note note--center">You can close this page.</p>`,
  });
}

const ENDS = {
  expired: { title: 'This code has expired', lead: 'Ask for a new one at the computer.' },
  used: { title: 'This code has been used', lead: 'If it was not you who used it, ask for a new one at the computer.' },
  refused: { title: 'That did not work', lead: 'The server refused it. Ask for a new code at the computer.' },
};

export function endedPage(how: keyof typeof ENDS): Markup {
  return page({
    name: how,
    mark: MARKS.attention,
    title: ENDS[how].title,
    lead: html`${ENDS[how].lead}`,
    content: html`<p class="actions"><a class="button" href="device">Enter another code</a></p>`,
  });
}

export function errorPage(problem: string): string {
  return String(
    page({ name: 'error', mark: MARKS.attention, title: 'That did not work', lead: html`${problem}`, content: html`` }),
  );
}

function hidden(form: Form): Markup {
  return html`<input type="hidden" name="xsrf" value="${form.xsrf}"><input type="hidden" name="user_code" value="${form.userCode}">`;
}

const DEVICE_TYPES: Readonly<Record<string, string>> = {
  desktop: 'Desktop computer',
  laptop: 'Laptop',
  mobile: 'Phone',
  tablet: 'Tablet',
  tv: 'Television',
};

function deviceInWords({ type, os }: Device): string {
  const kind = Object.hasOwn(DEVICE_TYPES, type) ? DEVICE_TYPES[type] : type;
  return [kind, os].filter(Boolean).join(' · ') || 'Unknown device';
}

/** The page is in English. The user's locale determines whether the time has 12 or 24 hours. */
function clock(at: Date, locale: string): string {
  const { hourCycle } = new Intl.DateTimeFormat(locale, { timeStyle: 'short' }).resolvedOptions();
  const english = new Intl.Locale(locale).language === 'en' ? locale : 'en';
  return at.toLocaleTimeString(english, { timeStyle: 'short', ...(hourCycle && { hourCycle }) });
}

interface Page {
  readonly name: string;
  readonly mark: Markup | null;
  readonly title: string;
  readonly lead: Markup;
  readonly content: Markup;
}

function page({ name, mark, title, lead, content }: Page): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="color-scheme" content="light dark">
  <title>${title}</title>
  <link rel="stylesheet" href="device.css">
</head>
<body data-page="${name}">
  <main class="screen">
    <div class="head">${mark ?? ''}<h1>${title}</h1><p>${lead}</p></div>
    ${content}
  </main>
</body>
</html>`;
}
