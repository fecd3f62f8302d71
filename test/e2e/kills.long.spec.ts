/** A hundred kills, of both ways of running. */
import { tellKills } from './kill-stories.ts';

tellKills([
  { run: 'terminal', times: 60, rehearsals: 3 },
  { run: 'window', times: 40, rehearsals: 3 },
]);
