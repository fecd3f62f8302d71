/** A sentence with names in it. */
import type { VNode } from 'preact';
import type { Sentence } from '../../locales/rich.ts';

/** Characters that must not start a line, or that follow a no-break space. */
const CLOSING = /^([.,;:!?…)。、，；：！？）»”،؛؟]|\u00a0\S+)+/;

/** Renders a sentence. Keeps punctuation after a name on the same line. */
export function RichText({ parts }: { readonly parts: Sentence<VNode> }) {
  return parts.map((part, at) => {
    const before = parts[at - 1];
    if (typeof part === 'string') return typeof before === 'object' ? part.replace(CLOSING, '') : part;
    const after = parts[at + 1];
    const closing = typeof after === 'string' ? CLOSING.exec(after)?.[0] : undefined;
    return (
      <span key={at} class="whole">
        {part}
        {closing}
      </span>
    );
  });
}
