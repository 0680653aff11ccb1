import { daysOf, historyOf } from './history';
import { shrinkHistory } from './shrink';

/** What scripts/simulate.mjs needs of it: it starts the runs and knows nothing of what happens in them. */
export const plan = { historyOf, daysOf, shrinkHistory };
