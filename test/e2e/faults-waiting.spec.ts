/** A sample of faults-waiting.long.spec.ts. */
import { tellWaiting } from './fault-stories.ts';
import { TOKEN_FAULTS } from './fault-table.ts';

tellWaiting(TOKEN_FAULTS.filter(({ sample }) => sample === 'waiting'));
