/** Puts a page's styles, scripts and fonts into the page, because Chromium takes about 20 ms to request each file. */
import { createHash } from 'node:crypto';
import { posix } from 'node:path';

/** A page that can be shown without requesting anything else. */
export interface WholePage {
  readonly html: string;
  /** The only inline scripts and styles that its policy has to allow, as hashes. */
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

/** A stylesheet or a script of the built page. */
const FILE =
  /<link rel="stylesheet" crossorigin href="\.\/([\w./-]+)">|<script type="module" crossorigin src="\.\/([\w./-]+)"><\/script>/g;

/** A font beside its stylesheet. */
const FONT = /url\(\.\/([\w.-]+\.woff2)\)/g;

/** Returns a file's text or, for `base64`, its bytes. Throws if it can't be read. */
export type ReadAsset = (path: string, encoding: 'utf8' | 'base64') => string;

/** What would end an inline script or style early, or keep it from ending. */
const NOT_INLINE = /<\/(?:script|style)|<!--/i;

/**
 * @param html the built page
 * @param first the scripts of its first view, which run before the page's last one
 * @param read if it throws, the file stays a link, so that only what needs it is affected
 */
export function wholePage(html: string, first: readonly string[], read: ReadAsset): WholePage {
  const [scripts, styles]: [string[], string[]] = [[], []];
  const last = html.lastIndexOf('<script');
  const links = first.map((path) => `<script type="module" crossorigin src="./${path}"></script>`);
  const linked = html.slice(0, last) + links.join('') + html.slice(last);
  return {
    html: linked.replaceAll(FILE, (link: string, style: string | undefined, script: string | undefined) => {
      const text = inlineText(style ?? script ?? '', read);
      if (text === null) return link;
      if (style === undefined) {
        scripts.push(hashOf(text));
        return `<script type="module">${text}</script>`;
      }
      const own = withFonts(text, posix.dirname(style), read);
      styles.push(hashOf(own));
      return `<style>${own}</style>`;
    }),
    scripts,
    styles,
  };
}

/**
 * Puts the fonts of a style into it. A font that arrives after the first layout causes another, and until then Chromium searches
 * for other fonts.
 */
function withFonts(style: string, folder: string, read: ReadAsset): string {
  return style.replaceAll(FONT, (_, name: string) => {
    const path = `${folder}/${name}`;
    try {
      return `url(data:font/woff2;base64,${read(path, 'base64')})`;
    } catch {
      return `url(./${path})`;
    }
  });
}

/** The text of a file; null if it can't be in a page. */
function inlineText(path: string, read: ReadAsset): string | null {
  try {
    const text = read(path, 'utf8');
    return NOT_INLINE.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** The hash of a text, as in a content security policy. */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
