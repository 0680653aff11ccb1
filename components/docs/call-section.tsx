import { useTranslations } from 'next-intl';
import { Chip } from '@/components/ui/chip';
import { CodeBlock } from './code-block';
import { type FieldRow, FieldTable } from './field-table';
import { InlineCode } from './inline-code';

export interface Call {
  name: string;
  method: string;
  path: string;
  summary: string;
  description: string;
  scope: string;
  needsKey: boolean;
  parameters: FieldRow[];
  body: FieldRow[];
  answer: FieldRow[];
  codes: string[];
  status: number;
  request: string;
  response: string;
}

/** One call: what it does, its fields, how it is asked and what it answers. */
export function CallSection({ call }: { call: Call }) {
  const t = useTranslations('api.page');
  return (
    <section id={call.name} aria-labelledby={`${call.name}-title`} className="scroll-mt-12 border-t pt-6">
      <h3 id={`${call.name}-title`} className="text-base font-semibold">
        {call.summary}
      </h3>
      <p className="mt-1 flex flex-wrap items-center gap-2">
        <Chip tone={call.method === 'GET' ? 'info' : 'accent'}>{call.method}</Chip>
        <code className="font-mono text-sm break-all">{call.path}</code>
        <Chip>{t('scope', { scope: call.scope })}</Chip>
        {call.needsKey && <Chip tone="warning">{t('keyNeeded')}</Chip>}
      </p>
      {call.description && (
        <p className="prose-width mt-2 text-base">
          <InlineCode text={call.description} />
        </p>
      )}
      <div className="mt-4 grid gap-6 xl:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          {call.parameters.length > 0 && (
            <FieldTable call={call.summary} label={t('parameters')} rows={call.parameters} />
          )}
          {call.body.length > 0 && <FieldTable call={call.summary} label={t('body')} rows={call.body} />}
          <FieldTable
            call={call.summary}
            label={t('answer', { status: call.status })}
            rows={call.answer}
            isAnswer
          />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <CodeBlock call={call.summary} label={t('request')} code={call.request} />
          <CodeBlock call={call.summary} label={t('answer', { status: call.status })} code={call.response} />
          <Codes
            codes={call.codes}
            label={t('errors')}
            everyCall={t(call.codes.length > 0 ? 'everyCall' : 'onlyEveryCall')}
          />
        </div>
      </div>
    </section>
  );
}

function Codes({ codes, label, everyCall }: { codes: string[]; label: string; everyCall: string }) {
  return (
    <div>
      <h4 className="text-muted mb-1 text-sm font-medium">{label}</h4>
      <ul className="flex flex-wrap gap-1">
        {codes.map((code) => (
          <li key={code}>
            <a
              href={`#${code}`}
              className="bg-sunken hover:bg-hover inline-flex min-h-6 items-center rounded-sm px-1.5 font-mono text-xs"
            >
              {code}
            </a>
          </li>
        ))}
        <li>
          <a
            href="#codes"
            className="text-muted hover:text-ink inline-flex min-h-6 items-center rounded-sm text-xs"
          >
            {everyCall}
          </a>
        </li>
      </ul>
    </div>
  );
}
