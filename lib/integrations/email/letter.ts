import type { ReactNode } from 'react';
import type { EmailProps, EmailTemplate } from './schema';
import type { Words } from './words';

/** What a template makes of its props; the layout puts the brand above it and the footer below. */
export interface Letter {
  subject: string;
  /** The line that mail readers show beside the subject. */
  preview: string;
  heading: string;
  body: ReactNode;
}

export type Template<T extends EmailTemplate> = (props: EmailProps<T>, words: Words) => Letter;
export type Templates<T extends EmailTemplate> = { [Name in T]: Template<Name> };
