/** Puts a page's styles and scripts into the page, since Chromium needs some 20 ms to request each file. */
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

/** What would end an inline script or style early, or keep it from ending. */
const NOT_INLINE = /<\/(?:script|style)|<!--/i;

/**
 * @param html the built page
 * @param first the scripts of its first view, which run before the page's last one
 * @param read returns a file's text. A file that can't be read stays a link, so that only those that need it are without it.
 */
export function wholePage(html: string, first: readonly string[], read: (path: string) => string): WholePage {
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
      const own = text.replaceAll('url(./', `url(./${posix.dirname(style)}/`);
      styles.push(hashOf(own));
      return `<style>${own}</style>`;
    }),
    scripts,
    styles,
  };
}

/** The text of a file; null if it can't be in a page. */
function inlineText(path: string, read: (path: string) => string): string | null {
  try {
    const text = read(path);
    return NOT_INLINE.test(text) ? null : text;
  } catch {
    return null;
  }
}

/** As a policy names a text. */
function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
