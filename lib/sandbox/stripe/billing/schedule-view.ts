import type { BillingRecord, ScheduleState } from './records';

/** A schedule as API version 2026-10-28 answers it. */
export function scheduleView(billing: BillingRecord, schedule: ScheduleState) {
  const running = schedule.status === 'active' ? schedule.phases[0] : undefined;
  const invoiceSettings = {
    ...{ account_tax_ids: null, custom_fields: null, days_until_due: null, description: null, footer: null },
    issuer: { type: 'self' },
  };
  return {
    id: schedule.id,
    object: 'subscription_schedule',
    application: null,
    billing_mode: { type: 'flexible', flexible: { proration_discounts: 'included' } },
    ...{ canceled_at: schedule.canceledAt, completed_at: schedule.completedAt, created: schedule.created },
    current_phase: running ? { start_date: running.start, end_date: running.end } : null,
    ...{ customer: billing.customer, customer_account: null },
    default_settings: {
      ...{ application_fee_percent: null, billing_cycle_anchor: 'automatic', billing_thresholds: null },
      ...{ collection_method: 'charge_automatically', default_payment_method: null, description: null },
      ...{ invoice_settings: invoiceSettings, on_behalf_of: null, transfer_data: null },
    },
    ...{
      end_behavior: schedule.endBehavior,
      livemode: false,
      metadata: schedule.metadata,
      pause_schedules: [],
    },
    phases: schedule.phases.map((phase) => ({
      ...{ add_invoice_items: [], application_fee_percent: null, billing_cycle_anchor: null },
      ...{ billing_thresholds: null, collection_method: null, currency: 'usd', default_payment_method: null },
      ...{ default_tax_rates: [], description: null },
      discounts: phase.discounts.map((one) => ({ ...one, promotion_code: null })),
      ...{ end_date: phase.end, invoice_settings: null },
      items: [
        {
          ...{
            billing_thresholds: null,
            discounts: [],
            metadata: {},
            plan: phase.priceId,
            price: phase.priceId,
          },
          ...{ quantity: phase.quantity, tax_rates: [] },
        },
      ],
      ...{ metadata: phase.metadata, on_behalf_of: null, proration_behavior: phase.proration },
      ...{ start_date: phase.start, transfer_data: null, trial_end: phase.trialEnd },
    })),
    ...{ released_at: schedule.releasedAt, released_subscription: schedule.releasedSubscription },
    ...{ status: schedule.status, subscription: schedule.subscription, test_clock: null },
  };
}
