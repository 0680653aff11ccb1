'use client';

import { useTranslations } from 'next-intl';
import { useState, type ComponentProps } from 'react';
import { cn } from '@/components/ui/cn';
import { Field } from '@/components/ui/field';
import { Markdown } from '@/components/ui/markdown';
import { Textarea } from '@/components/ui/textarea';

interface MarkdownFieldProps extends ComponentProps<'textarea'> {
  label: string;
  hint?: string;
  error?: string;
  hideLabel?: boolean;
  /** The text as it is now, for the preview. */
  text: string;
}

/** A text area with a preview of what the other side will see. The area stays in the page: nothing typed is lost. */
export function MarkdownField({ label, hint, error, hideLabel, text, ...textarea }: MarkdownFieldProps) {
  const t = useTranslations('support.editor');
  const [isPreview, setPreview] = useState(false);
  return (
    <div className="relative">
      <div role="group" aria-label={t('mode')} className="absolute end-0 top-0 z-10 flex gap-1">
        {[false, true].map((mode) => (
          <button
            key={String(mode)}
            type="button"
            aria-pressed={isPreview === mode}
            onClick={() => setPreview(mode)}
            className="text-muted hover:text-ink aria-pressed:bg-hover aria-pressed:text-ink rounded-sm px-1.5 text-sm pointer-coarse:py-1"
          >
            {t(mode ? 'preview' : 'write')}
          </button>
        ))}
      </div>
      <div className={cn(hideLabel && 'pt-7')}>
        <Field label={label} hint={hint} error={error} hideLabel={hideLabel}>
          <Textarea {...textarea} className={cn('text-base', isPreview && 'hidden', textarea.className)} />
        </Field>
        {isPreview && (
          <div
            className="bg-surface mt-1.5 min-h-20 rounded-md border px-3 py-2"
            tabIndex={0}
            aria-label={t('preview')}
            role="region"
          >
            {text.trim() ? <Markdown text={text} /> : <p className="text-muted text-base">{t('nothing')}</p>}
          </div>
        )}
      </div>
    </div>
  );
}
