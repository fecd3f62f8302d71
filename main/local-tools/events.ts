/**
 * The latest events of local tools: which got a token, which didn't, and why.
 * They contain no tokens, claims or texts from servers.
 */
import * as v from 'valibot';
import type { ToolEvent, ToolProblem } from '../../preload/api.ts';
import { isProblemType } from './problems.ts';

export const MOST_EVENTS = 500;

/** Validates stored events. */
export const EventsSchema: v.GenericSchema<unknown, readonly ToolEvent[]> = v.fallback(
  v.array(
    v.object({
      at: v.number(),
      tool: v.string(),
      accountId: v.nullable(v.string()),
      host: v.nullable(v.string()),
      what: v.picklist(['token', 'refused', 'allowed', 'removed']),
      problem: v.nullable(v.custom<ToolProblem>(isProblemType)),
    }),
  ),
  [],
);

export function createEvents(onChange: () => void) {
  let events: readonly ToolEvent[] = [];
  return {
    /** The newest first. */
    all: () => events,
    note(event: ToolEvent): void {
      events = [event, ...events.slice(0, MOST_EVENTS - 1)];
      onChange();
    },
    /** Continues from stored events. */
    restore(kept: readonly ToolEvent[]): void {
      events = kept.slice(0, MOST_EVENTS);
    },
  };
}
