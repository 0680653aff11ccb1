import { isSandbox } from '@/lib/core/env';
import type { KeyMode } from './rules';

/** A key works only where it was made: a test key never reaches money, a live one never plays. */
export const deploymentMode = (): KeyMode => (isSandbox() ? 'test' : 'live');
