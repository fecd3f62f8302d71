/** Every fault while waiting, but for the sample in faults-waiting.spec.ts. */
import { testWaiting } from './fault-stories.ts';
import { TOKEN_FAULTS } from './fault-table.ts';

testWaiting(TOKEN_FAULTS.filter(({ sample }) => sample !== 'waiting'));
