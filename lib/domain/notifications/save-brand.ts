import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { type Context, authorise } from '@/lib/core/context';
import { type Tx, transaction } from '@/lib/core/db';
import { AppError, notFound, parse } from '@/lib/core/errors';
import { recordAudit } from '@/lib/domain/audit/record-audit';
import { imageSize } from '@/lib/domain/proofs/image-rules';
import { defaultBrand } from '@/lib/integrations/email/brand';
import { fileStore } from '@/lib/integrations/storage/choose';
import { type BrandSetting, SaveBrandInput, brandLimits } from './schema';
import { readBrandSetting } from './settings';

const unset: BrandSetting = { name: defaultBrand.name, colour: defaultBrand.colour, logoKey: null };

async function change(ctx: Context, over: Partial<BrandSetting>): Promise<BrandSetting> {
  return transaction(async (tx: Tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('brand'))`;
    const before = (await readBrandSetting(tx)) ?? unset;
    const after = { ...before, ...over };
    await tx.setting.upsert({
      where: { key: 'brand' },
      create: { key: 'brand', value: after },
      update: { value: after },
    });
    await recordAudit(tx, ctx, {
      ...{ action: 'settings.change', recordType: 'setting', recordId: 'brand', before, after },
    });
    return before;
  });
}

/** The brand as it stands, or as it is before anybody set one. */
export async function getBrand(ctx: Context): Promise<BrandSetting> {
  authorise(ctx, 'catalogue:manage');
  return (await readBrandSetting()) ?? unset;
}

/**
 * Says under which name and in which colour (`#rrggbb`, white readable on it) mails go out, from the next one on.
 * Errors: `forbidden`; `invalid` with `colour` or `darkerColour`.
 */
export async function saveBrand(ctx: Context, input: z.input<typeof SaveBrandInput>): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  await change(ctx, parse(SaveBrandInput, input));
}

const kinds = { '89504e47': 'image/png', ffd8ff: 'image/jpeg' } as const;

/** PNG or JPEG by its first bytes: mail readers show nothing else everywhere, and an SVG could carry scripts. */
function kindOf(bytes: Uint8Array) {
  const head = Buffer.from(bytes.subarray(0, 4)).toString('hex');
  return Object.entries(kinds).find(([magic]) => head.startsWith(magic))?.[1];
}

/**
 * Sets the picture that mails show instead of the name: a PNG or JPEG that is whole, of at most 200 kB and 2,000 pixels
 * a side. Errors: `forbidden`; `invalid` on `file`; `provider_unavailable` when the storage is down.
 */
export async function saveLogo(ctx: Context, bytes: Uint8Array): Promise<{ logoKey: string }> {
  authorise(ctx, 'catalogue:manage');
  const contentType = kindOf(bytes);
  const size = contentType && imageSize(bytes, contentType);
  const isFit = size && Math.max(size.width, size.height) <= brandLimits.logoPixels;
  if (!contentType || !isFit || bytes.byteLength > brandLimits.logoBytes)
    throw new AppError('invalid', 'invalidInput', { fields: { file: 'logo' } });
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const logoKey = `brand/${sha256.slice(0, 32)}.${contentType === 'image/png' ? 'png' : 'jpg'}`;
  // The file is stored before the setting names it.
  await fileStore().put(logoKey, bytes, { contentType, size: bytes.byteLength, sha256 });
  await change(ctx, { logoKey });
  return { logoKey };
}

/** Mails show the name again. The picture itself stays: mails that were sent go on showing it. */
export async function removeLogo(ctx: Context): Promise<void> {
  authorise(ctx, 'catalogue:manage');
  await change(ctx, { logoKey: null });
}

/** A picture of ours (`<hash>.png`), for whoever opens a mail that shows it. Error: `not_found`. */
export async function readLogo(name: string) {
  if (!/^[0-9a-f]{32}\.(png|jpg)$/.test(name)) throw notFound();
  const file = await fileStore().get(`brand/${name}`);
  return { ...file, mediaType: name.endsWith('.png') ? 'image/png' : 'image/jpeg' };
}
