import type { Route } from '../http';
import { paymobApi } from './api';
import { paymobControl } from './control';
import { PaymobDeliveries } from './deliveries';
import { paymobPages } from './pages';
import { PaymobStore } from './store';

/** The Paymob stand-in: its API, its checkout page and its control, on the sandbox's own port. */
export function openPaymob(options: { dir: string; endpoint: string; secret: string; now: () => Date }): {
  routes: Route[];
  stop: () => void;
  /** How many callbacks are on their way. */
  waiting: () => number;
} {
  const store = new PaymobStore(options.dir);
  const deliveries = new PaymobDeliveries(store, options.endpoint, options.secret);
  const world = { store, deliveries, now: options.now };
  return {
    routes: [
      ...paymobApi(world),
      ...paymobPages({ ...world, secret: options.secret }),
      ...paymobControl(world),
    ],
    stop: () => deliveries.stop(),
    waiting: () => deliveries.waiting(),
  };
}
