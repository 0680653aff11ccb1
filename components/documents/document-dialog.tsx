'use client';

import { useQuery } from '@tanstack/react-query';
import { Download, FileText, Printer } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useState, useTransition } from 'react';
import { PdfPreview } from '@/components/pdf/pdf-preview';
import { QueryProvider } from '@/components/query-provider';
import { readJson } from '@/components/read-json';
import type { Action } from '@/components/ui/action-result';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { buttonStyle } from '@/components/ui/button-style';
import { Dialog } from '@/components/ui/dialog';
import { useAction } from '@/components/ui/form';
import { Skeleton } from '@/components/ui/skeleton';
import { useHydrated } from '@/components/ui/use-hydrated';
import type { DocumentDto, DocumentKind, Paper } from '@/lib/domain/documents/schema';
import { printPdf } from '@/components/pdf/print-pdf';

const EVERY_MS = 600;

/** Whose it is: finance asks for a customer's, a member always for their own. */
export type AskedDocument = { kind: DocumentKind; subject: string; paper?: Paper; organisationId: string };
export type AskDocument = Action<AskedDocument, DocumentDto>;

interface DocumentDialogProps {
  asked: AskedDocument;
  ask: AskDocument;
  /** Where the reader's documents are served: the portal's, or finance's. */
  door: '/api/portal/documents' | '/api/finance/documents';
  label?: string;
}

/** A button that shows a document in a dialog, with its printing and its download. It is made when it is first asked for. */
export function DocumentDialog({ asked, ask, door, label }: DocumentDialogProps) {
  const t = useTranslations('invoices.document');
  const hydrated = useHydrated();
  const [document, setDocument] = useState<DocumentDto | null>(null);
  const { run, pending } = useAction(ask, { onSuccess: setDocument });
  const name = label ?? t(asked.kind);
  return (
    <>
      <Button disabled={!hydrated} loading={pending} onClick={() => run(asked)}>
        <FileText aria-hidden />
        {name}
      </Button>
      {document && (
        <QueryProvider>
          <Opened
            key={document.documentId}
            first={document}
            title={t(asked.kind)}
            door={door}
            again={() => run(asked)}
            close={() => setDocument(null)}
          />
        </QueryProvider>
      )}
    </>
  );
}

type OpenedProps = { first: DocumentDto; title: string; door: string; again: () => void; close: () => void };

function Opened({ first, title, door, again, close }: OpenedProps) {
  const t = useTranslations('invoices.document');
  const [printing, startPrinting] = useTransition();
  const here = `${door}/${first.documentId}`;
  const { data } = useQuery({
    queryKey: ['document', first.documentId],
    queryFn: () => readJson<DocumentDto>(here),
    initialData: first,
    refetchInterval: ({ state }) => (state.data?.status === 'queued' ? EVERY_MS : false),
  });
  const isReady = data.status === 'ready';
  const preview = `${here}/file?as=preview`;
  const footer = isReady && (
    <>
      <Button loading={printing} onClick={() => startPrinting(() => printPdf(preview))}>
        <Printer aria-hidden />
        {t('print')}
      </Button>
      <a
        href={`${here}/file?as=download`}
        download={data.fileName}
        className={buttonStyle({ variant: 'primary' })}
      >
        <Download aria-hidden />
        {t('download')}
      </a>
    </>
  );
  return (
    <Dialog open onOpenChange={(open) => !open && close()} title={title} size="lg" footer={footer}>
      {isReady ? (
        <PdfPreview src={preview} fileName={data.fileName} mediaType="application/pdf" className="h-[65vh]" />
      ) : (
        <Waiting status={data.status} again={again} />
      )}
    </Dialog>
  );
}

function Waiting({ status, again }: { status: DocumentDto['status']; again: () => void }) {
  const t = useTranslations('invoices.document');
  if (status === 'failed')
    return (
      <Banner tone="critical" role="alert" action={<Button onClick={again}>{t('again')}</Button>}>
        {t('failed')}
      </Banner>
    );
  return (
    <>
      <p role="status" className="sr-only">
        {t('making')}
      </p>
      <Skeleton className="h-96 w-full" />
    </>
  );
}
