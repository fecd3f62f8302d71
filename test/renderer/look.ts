/** Visible defects: texts from no message, and texts that are cut off. */
import type { Snapshot } from '../../preload/api.ts';
import { type Inside, type Stage, withSigns } from './stage.ts';

/** One view, as it is drawn. */
export interface Look {
  /** The title, all visible or audible text, and accessible names, without the code and the codes under Details. */
  readonly texts: readonly string[];
  /** Elements that are wider than their container, or higher than one that hides overflow. */
  readonly clipped: readonly string[];
  /** Pixels below the window's lower edge; negative or 0: none. */
  readonly below: number;
}

/** The part of an element that this file reads. */
interface Drawn {
  readonly tagName: string;
  readonly className: string;
  readonly textContent: string;
  readonly childNodes: Iterable<Drawn & { readonly nodeType: number }>;
  readonly clientWidth: number;
  readonly clientHeight: number;
  readonly scrollWidth: number;
  readonly scrollHeight: number;
  checkVisibility(): boolean;
  closest(selector: string): unknown;
  matches(selector: string): boolean;
  getAttribute(name: string): string | null;
}
declare const document: {
  readonly title: string;
  readonly body: Drawn;
  readonly documentElement: Drawn;
  querySelectorAll(selector: string): Iterable<Drawn>;
};
declare const innerHeight: number;
declare const getComputedStyle: (one: Drawn) => { readonly overflowY: string };
declare const inside: Inside;

/** Draws the snapshots one after the other, and returns the look of each. */
export function look(stage: Stage, snapshots: readonly Snapshot[]): Promise<readonly Look[]> {
  return statIfExists(stage, withSigns(snapshots));
}

/** Returns the look of the current view. */
export async function lookAgain(stage: Stage): Promise<readonly Look[]> {
  return statIfExists(stage, [null]);
}

function statIfExists(stage: Stage, views: readonly (readonly [Snapshot, string] | null)[]): Promise<readonly Look[]> {
  return stage.page.evaluate(async (all) => {
    const looks: Look[] = [];
    for (const view of all) {
      if (view) await inside.draw(...view);
      const elements = [...document.querySelectorAll('html, body, body *:not(svg *)')];
      const names = elements.flatMap((one) => ['aria-label', 'title'].map((name) => one.getAttribute(name) ?? ''));
      looks.push({
        texts: [document.title, textOf(document.body), ...names].filter(Boolean),
        clipped: elements.filter(isClipped).map(nameOf),
        below: document.documentElement.scrollHeight - innerHeight,
      });
    }
    return looks;

    function textOf(one: Drawn): string {
      if (one.matches('.support bdi, .row__facts, .code [aria-hidden], .code[aria-hidden]')) return '';
      return [...one.childNodes]
        .map((child) => (child.nodeType === 1 ? textOf(child) : child.nodeType === 3 ? child.textContent : ''))
        .join('');
    }

    function isClipped(one: Drawn): boolean {
      const [beside, under] = [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight];
      if (one.clientWidth === 0 || (beside <= 1 && under <= 1)) return false;
      // The bar truncates a long name, and shows all of it in a tooltip.
      if (one.closest('.unseen, .here') || !one.checkVisibility()) return false;
      const hides = one.matches('button') || !['visible', 'auto', 'scroll'].includes(getComputedStyle(one).overflowY);
      return beside > 1 || hides;
    }

    function nameOf({ tagName, className, textContent }: Drawn): string {
      return `${tagName.toLowerCase()} ${className}: ${textContent.trim().slice(0, 60)}`;
    }
  }, views);
}
