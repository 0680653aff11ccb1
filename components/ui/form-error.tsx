'use client';

import { OctagonAlert } from 'lucide-react';
import { useTranslations } from 'next-intl';
import type { Ref } from 'react';
import { CopyButton } from './copy-button';

interface FormErrorProps {
  message?: string;
  requestId?: string;
  /** Errors of fields that the form does not show. */
  fields?: string[];
  ref?: Ref<HTMLDivElement>;
}

/** What went wrong with the whole form, said before it and focused. */
export function FormError({ message, requestId, fields = [], ref }: FormErrorProps) {
  const t = useTranslations('ui.form');
  return (
    <div
      ref={ref}
      role="alert"
      tabIndex={-1}
      className="border-critical-line bg-critical-soft text-critical flex items-start gap-2.5 rounded-md border px-3 py-2.5 text-sm"
    >
      <OctagonAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="flex min-w-0 flex-col gap-1">
        <p>{message || t('failed')}</p>
        {fields.length > 0 && (
          <ul className="list-disc ps-4">
            {fields.map((field) => (
              <li key={field}>{field}</li>
            ))}
          </ul>
        )}
        {requestId && (
          <p className="text-ink flex flex-wrap items-center gap-1.5">
            <span>{t('requestId')}</span>
            <code className="font-mono break-all">{requestId}</code>
            <CopyButton text={requestId} />
          </p>
        )}
      </div>
    </div>
  );
}
