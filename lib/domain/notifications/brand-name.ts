import { defaultBrand } from '@/lib/integrations/email/brand';
import { readBrandSetting } from './settings';

/** The name that mails come under, for the pages that they lead to. */
export async function getBrandName(): Promise<string> {
  return (await readBrandSetting())?.name ?? defaultBrand.name;
}
