/** A page that contains its files. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { wholePage } from '../../../main/desktop/whole-page.ts';

const HTML =
  '<head><script type="module" crossorigin src="./assets/window.js"></script>' +
  '<script type="module" crossorigin src="./assets/index.js"></script>' +
  '<link rel="stylesheet" crossorigin href="./assets/style.css"></head>';

const FILES: Readonly<Record<string, string>> = {
  'assets/window.js': 'window',
  'assets/index.js': 'index',
  'assets/style.css': '@font-face { src: url(./font.woff2), url(./gone.woff2) }',
  'assets/font.woff2': 'wOF2',
  'assets/hostile.css': 'p::after { content: "</STYLE>" }',
  'assets/view.js': "replaced('$&')",
  'assets/hostile.js': 'const end = "</SCRIPT>"',
  'assets/comment.js': 'a <!--b',
};

/** As the file system does it. */
function read(path: string, encoding: 'utf8' | 'base64'): string {
  const text = FILES[path];
  if (text === undefined) throw new Error('ENOENT');
  return Buffer.from(text).toString(encoding);
}

const scriptsOf = (html: string) => [...html.matchAll(/<script[^>]*>.*?<\/script>/g)].map(([script]) => script);
const inline = (text: string) => `<script type="module">${text}</script>`;
const link = (path: string) => `<script type="module" crossorigin src="./${path}"></script>`;

it('the scripts of the first view run after what they depend on, and before the last one', () => {
  const { html } = wholePage(HTML, ['assets/view.js'], read);
  expect(scriptsOf(html)).toEqual([inline('window'), inline("replaced('$&')"), inline('index')]);
});

it('a style contains its fonts, and the policy names the style as it is in the page; a font that is gone stays a link', () => {
  const { html, styles } = wholePage(HTML, [], read);
  const text = '@font-face { src: url(data:font/woff2;base64,d09GMg==), url(./assets/gone.woff2) }';
  expect(html).toContain(`<style>${text}</style>`);
  expect(styles).toEqual([`'sha256-${createHash('sha256').update(text).digest('base64')}'`]);
});

it('a text that would end its style stays a link, which the policy does not name', () => {
  const page = HTML.replace('style.css', 'hostile.css');
  const { html, styles } = wholePage(page, [], read);
  expect(html).toContain('<link rel="stylesheet" crossorigin href="./assets/hostile.css">');
  expect(styles).toEqual([]);
});

it.each([
  ['a file that is gone', 'assets/gone.js'],
  ['a text that would end its script', 'assets/hostile.js'],
  ['a text that would hide the end of its script', 'assets/comment.js'],
])('%s stays a link, which the policy does not name', (_, path) => {
  const { html, scripts } = wholePage(HTML, [path], read);
  expect(scriptsOf(html)).toEqual([inline('window'), link(path), inline('index')]);
  expect(scripts).toHaveLength(2);
});
