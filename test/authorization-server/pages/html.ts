/** Creates HTML from templates. Values are escaped, unless they are templates themselves. */

/** Finished HTML. */
export interface Markup {
  readonly markup: string;
  toString(): string;
}

/** `html\`<p>${text}</p>\`` */
export function html(parts: TemplateStringsArray, ...values: readonly (string | Markup)[]): Markup {
  const markup = parts.reduce((all, part, at) => all + inner(values[at - 1] ?? '') + part);
  return { markup, toString: () => markup };
}

function inner(value: string | Markup): string {
  return typeof value === 'string' ? escaped(value) : value.markup;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
