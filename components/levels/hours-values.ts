import type { z } from 'zod';
import type { SaveCalendarInput } from '@/lib/domain/sla/schema';

export type HoursValues = z.input<typeof SaveCalendarInput>;
