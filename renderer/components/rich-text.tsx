/** A sentence with names in it. */
import type { VNode } from 'preact';
import type { Sentence } from '../../locales/rich.ts';

/** Characters that must not start a line, or that follow a no-break space. */
const CLOSING = /^([.,;:!?…)。、，；：！？）»”“」،؛؟]|\u00a0\S+)+/;
/** Characters that must not end a line, with a no-break space. */
const OPENING = /([(（«„“「]\u00a0?)+$/;

/** Renders a sentence. Keeps the punctuation around a name on the same line. */
export function RichText({ parts }: { readonly parts: Sentence<VNode> }) {
  return parts.map((part, at) => {
    const [before, after] = [parts[at - 1], parts[at + 1]];
    if (typeof part === 'string') {
      const rest = typeof before === 'object' ? part.replace(CLOSING, '') : part;
      return typeof after === 'object' ? rest.replace(OPENING, '') : rest;
    }
    const opening = typeof before === 'string' ? OPENING.exec(before)?.[0] : undefined;
    const closing = typeof after === 'string' ? CLOSING.exec(after)?.[0] : undefined;
    return (
      <span key={at} class="whole">
        {opening}
        {part}
        {closing}
      </span>
    );
  });
}
