/** The latest events of local tools: which got a token, which didn't, and why. They contain no tokens, claims or texts from servers. */
import * as v from 'valibot';
import type { ToolEvent, ToolProblem } from '../../preload/api.ts';
import { isProblemType } from './problems.ts';

export const MOST_EVENTS = 500;

export interface Events {
  /** The newest first. */
  all(): readonly ToolEvent[];
  note(event: ToolEvent): void;
  /** Continues from stored events. */
  restore(kept: readonly ToolEvent[]): void;
}

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

export function createEvents(onChange: () => void): Events {
  let events: readonly ToolEvent[] = [];
  return {
    all: () => events,
    note(event) {
      events = [event, ...events.slice(0, MOST_EVENTS - 1)];
      onChange();
    },
    restore(kept) {
      events = kept.slice(0, MOST_EVENTS);
    },
  };
}
