import { expect, it } from 'vitest';
import { createEvent } from '../../../main/app/event.ts';

it('an event reaches those who listen at that moment, in their order, until they stop', () => {
  const event = createEvent<[number]>();
  const heard: string[] = [];
  event.emit(0);
  const stop = event.on((value) => heard.push(`first ${value}`));
  event.on((value) => heard.push(`second ${value}`));
  event.emit(1);
  stop();
  event.emit(2);
  expect(heard).toEqual(['first 1', 'second 1', 'second 2']);
});
