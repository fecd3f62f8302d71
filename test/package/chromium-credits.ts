/** Electron's published list of Chromium's components: LICENSES.chromium.html, which is in every package. */

export interface Credit {
  readonly name: string;
  /** Null if the list has no http or https address. */
  readonly homepage: string | null;
}

/** Each project once, in the list's order. Throws if the page lists none: then it is not that page. */
export function creditsOf(html: string): readonly Credit[] {
  const credits = new Map<string, Credit>();
  for (const product of html.split('<div class="product">').slice(1)) {
    const name = decode(/<span class="title">([^<]*)<\/span>/.exec(product)?.[1] ?? '').trim();
    const homepage = decode(/<span class="homepage"><a href="([^"]*)"/.exec(product)?.[1] ?? '');
    if (name !== '' && !credits.has(name))
      credits.set(name, { name, homepage: /^https?:\/\/\S+$/.test(homepage) ? homepage : null });
  }
  if (credits.size === 0) throw new Error('LICENSES.chromium.html lists no projects');
  return [...credits.values()];
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#x27': "'",
  '#39': "'",
  '#34': '"',
};

const decode = (text: string) => text.replace(/&([\w#]+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
