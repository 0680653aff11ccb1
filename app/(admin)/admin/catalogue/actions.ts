'use server';

import { importCatalogue, previewImport } from '@/lib/domain/catalog/import-catalogue';
import { moveItem } from '@/lib/domain/catalog/move-item';
import { createItem, updateItem } from '@/lib/domain/catalog/save-item';
import { savePriceRule } from '@/lib/domain/catalog/save-price-rule';
import {
  ImportCatalogueInput,
  MoveItemInput,
  PackInput,
  PreviewImportInput,
  SavePriceRuleInput,
  ServiceInput,
  SetItemActiveInput,
  SupportCategoryInput,
  TierInput,
} from '@/lib/domain/catalog/schema';
import { setItemActive } from '@/lib/domain/catalog/set-item-active';
import { staffAction } from '@/lib/web/actions';

export const createPack = staffAction(PackInput, (ctx, input) => createItem(ctx, 'pack', input));
export const updatePack = staffAction(PackInput, (ctx, input) => updateItem(ctx, 'pack', input));
export const createTier = staffAction(TierInput, (ctx, input) => createItem(ctx, 'tier', input));
export const updateTier = staffAction(TierInput, (ctx, input) => updateItem(ctx, 'tier', input));
export const createService = staffAction(ServiceInput, (ctx, input) => createItem(ctx, 'service', input));
export const updateService = staffAction(ServiceInput, (ctx, input) => updateItem(ctx, 'service', input));
export const createCategory = staffAction(SupportCategoryInput, (ctx, input) =>
  createItem(ctx, 'supportCategory', input),
);
export const updateCategory = staffAction(SupportCategoryInput, (ctx, input) =>
  updateItem(ctx, 'supportCategory', input),
);
export const setActive = staffAction(SetItemActiveInput, setItemActive);
export const move = staffAction(MoveItemInput, moveItem);
export const saveRule = staffAction(SavePriceRuleInput, savePriceRule);
export const previewFile = staffAction(PreviewImportInput, previewImport);
export const applyFile = staffAction(ImportCatalogueInput, importCatalogue);
