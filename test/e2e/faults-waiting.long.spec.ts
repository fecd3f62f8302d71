/** Every fault while waiting for approval, except those in faults-waiting.spec.ts. */
import { testWaiting } from './fault-stories.ts';
import { TOKEN_FAULTS } from './fault-table.ts';

testWaiting(TOKEN_FAULTS.filter(({ sample }) => sample !== 'waiting'));
