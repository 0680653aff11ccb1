import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ApiScope, Context } from '@/lib/core/context';
import { newId } from '@/lib/core/ids';
import {
  anonymous,
  catalogueFile,
  ensureCatalogue,
  memberOf,
  newOrganisation,
  staff,
} from '@/lib/testing/factories';
import { present } from '@/lib/testing/present';
import { listPacksForApi, listServicesForApi, listTiersForApi } from './api-lists';
import { ApiPack, ApiService, ApiTier } from './api-schema';
import { listPriceHistory, listPrices } from './price-history';
import { updateItem } from './save-item';
import { setItemActive } from './set-item-active';

const program = async (...scopes: ApiScope[]): Promise<Context> => ({
  ...anonymous(),
  actor: { kind: 'api-key', keyId: newId('apiKey'), scopes },
  organisationId: await newOrganisation(),
});

beforeAll(() => ensureCatalogue('business-services'));

describe('the catalogue for other programs', () => {
  it('lists more than twenty services with their prices in words', async () => {
    const services = await listServicesForApi(await program('catalogue:read'));
    expect(z.array(ApiService).parse(services)).toEqual(services);
    expect(services.length).toBeGreaterThan(20);
    const text = (code: string) => services.find((one) => one.code === code)?.priceText;
    expect(text('lead-collection')).toBe('20 credits per 100 leads');
    expect(text('chat-message')).toBe('1 credit per message');
    expect(text('crm-query')).toBe('2 credits per query');
    expect(text('csv-export')).toBe('5 credits per export');
    expect(text('outbound-calling')).toBe('50 credits per campaign hour');
    expect(text('company-enrichment')).toBe('4 credits per company');
    expect(text('transcription')).toBe('5 credits per 10 minutes');
    // Each group stands together on the price list.
    const groups = services.map(({ group }) => group);
    expect(groups.filter((group, index) => group !== groups[index - 1])).toHaveLength(new Set(groups).size);
    expect(text('email-verification')).toBe('1 credit per 10 addresses');
  });

  it('lists packs and tiers with decimals', async () => {
    const ctx = await program('catalogue:read');
    const [packs, tiers] = await Promise.all([listPacksForApi(ctx), listTiersForApi(ctx)]);
    expect(z.array(ApiPack).parse(packs)).toEqual(packs);
    expect(z.array(ApiTier).parse(tiers)).toEqual(tiers);
    expect(packs[0]).toMatchObject({ code: 'pack-200', credits: '200', price: '20.00', currency: 'USD' });
    expect(tiers[0]).toMatchObject({ code: 'free', allowance: '100', rollover: '0', price: '0.00' });
  });

  it('leaves out what is not sold, and knows since when a price stands', async () => {
    const [ctx, admin] = [await program('catalogue:read'), await staff(['admin'])];
    const code = 'sms';
    const [before] = (await listServicesForApi(ctx)).filter((one) => one.code === code);
    const file = catalogueFile('business-services').services.find((one) => one.code === code);
    await updateItem(admin, 'service', { ...present(file), price: '3', rounding: 'nearest' });
    const [after] = (await listServicesForApi(ctx)).filter((one) => one.code === code);
    expect(Date.parse(present(after).since)).toBeGreaterThan(Date.parse(present(before).since));
    expect((await listPriceHistory(admin))[code]).toMatchObject([
      { price: '3', perUnits: 2, rounding: 'nearest', validFrom: after?.since },
      { price: '1', perUnits: 2, rounding: 'up', validFrom: before?.since },
    ]);
    await setItemActive(admin, { kind: 'service', code, active: false });
    expect((await listServicesForApi(ctx)).some((one) => one.code === code)).toBe(false);
  });

  it('shows members the price list, with the plural of a unit, and finds a part of a name or group', async () => {
    const ctx = await memberOf(await newOrganisation(), 'member');
    const rows = await listPrices(ctx);
    expect(rows.find(({ code }) => code === 'company-enrichment')).toMatchObject({ units: 'companies' });
    expect((await listPrices(ctx, ' ENRICH ')).map(({ code }) => code)).toEqual([
      'contact-enrichment',
      'company-enrichment',
    ]);
    expect((await listPrices(ctx, 'outreach')).length).toBeGreaterThan(2);
    expect(await listPrices(ctx, 'nothing of the kind')).toEqual([]);
    await expect(listPrices(await program('credits:read'))).rejects.toMatchObject({ reason: 'missingScope' });
  });

  it('is for members and for keys with the scope', async () => {
    expect(await listServicesForApi(await memberOf(await newOrganisation(), 'member'))).not.toEqual([]);
    for (const list of [listServicesForApi, listPacksForApi, listTiersForApi]) {
      await expect(list(await program('credits:read'))).rejects.toMatchObject({ reason: 'missingScope' });
      await expect(list(anonymous())).rejects.toMatchObject({ code: 'unauthenticated' });
    }
    await expect(listPriceHistory(await program('catalogue:read'))).rejects.toMatchObject({
      code: 'forbidden',
    });
  });
});
