import { expect, it } from 'vitest';
import { createEvent } from '../../../main/time/event.ts';

it('an event reaches those who listen at that moment, in their order, until they stop', () => {
  const event = createEvent();
  const heard: string[] = [];
  event.emit();
  const stop = event.on(() => heard.push('first'));
  event.on(() => heard.push('second'));
  event.emit();
  stop();
  event.emit();
  expect(heard).toEqual(['first', 'second', 'second']);
});
