import type { AuditEventModel } from '@/lib/core/db';
import { DAY_MS } from '@/lib/core/time';
import type { Staff } from './people';
import { planOffers } from './promotions';
import type { Story } from './story';
import { HOUR_MS, type World, later } from './world';

type Record = Pick<AuditEventModel, 'action' | 'recordType' | 'recordId'> & Partial<AuditEventModel>;

/** What the company's own people did besides answering requests: corrections, customers' classes, prices, promotion codes, targets. */
export function companyAudits(world: World, staff: Staff[], stories: readonly Story[]): AuditEventModel[] {
  const idOf = (role: 'admin' | 'finance') =>
    staff.find(({ user }) => user.staffRoles.includes(role))?.user.id ?? null;
  const at = (day: number, hour: number) => later(world.start, day * DAY_MS + hour * HOUR_MS);
  const record = (when: Date, actorId: string | null, more: Record): AuditEventModel => ({
    ...{ id: world.ids.at('audit', when), at: when, actorKind: 'staff', actorId, organisationId: null },
    ...{ before: null, after: null, reason: null, ip: '198.51.100.24', requestId: null, ...more },
  });
  const admin = idOf('admin');
  const validity = { before: { validityDays: 90 }, after: { validityDays: 365 }, recordType: 'pack' };
  const packs = [...world.packs.keys()].map((recordId, nth) =>
    record(later(at(70, 0), -nth * 45_000), admin, { action: 'catalogue.update', recordId, ...validity }),
  );
  const vip = stories.find(({ household }) => household.organisation.customerClass === 'vip')?.household
    .organisation;
  const ofVip = vip && { recordType: 'organisation', recordId: vip.id, organisationId: vip.id };
  const classes = ofVip
    ? [
        record(later(vip.createdAt, 2 * HOUR_MS), admin, {
          ...{ action: 'organisation.update', ...ofVip, reason: 'Founding customer' },
          ...{ before: { customerClass: 'standard' }, after: { customerClass: 'vip' } },
        }),
      ]
    : [];
  const targets = record(at(92, 10), idOf('finance'), {
    ...{ action: 'targets.change', recordType: 'setting', recordId: 'targets' },
    ...{ before: { revenueMinor: 100_000 }, after: { revenueMinor: 150_000 } },
  });
  const corrections = stories.flatMap(({ household: { organisation }, extras }) =>
    extras
      .filter(({ source }) => source === 'adjustment')
      .map(({ at: when, amountMicro, reason, by }) =>
        record(when, by, {
          ...{ action: 'wallet.adjust', recordType: 'wallet', recordId: organisation.id },
          ...{ organisationId: organisation.id, after: { amountMicro: amountMicro.toString() }, reason },
        }),
      ),
  );
  const offers = planOffers(world).map(({ creditsMicro, startsAt, endsAt, createdAt, ...offer }) =>
    record(createdAt, admin, {
      ...{ action: 'promotion.create', recordType: 'promotion', recordId: offer.code },
      after: {
        ...offer,
        creditsMicro: creditsMicro.toString(),
        startsAt: startsAt.toISOString(),
        endsAt: endsAt?.toISOString(),
        createdAt: createdAt.toISOString(),
      },
    }),
  );
  return [...packs, ...classes, targets, ...offers, ...corrections].sort(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
}
