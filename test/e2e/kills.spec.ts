/** A sample of kills.long.spec.ts. Terminals alone: a window costs the start of a whole browser. */
import { tellKills } from './kill-stories.ts';

tellKills([{ run: 'terminal', times: 3, rehearsals: 1 }]);
