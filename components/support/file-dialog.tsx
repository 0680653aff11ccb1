'use client';

import { Download, Printer } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { useTransition } from 'react';
import { PdfPreview } from '@/components/pdf/pdf-preview';
import { printPdf } from '@/components/pdf/print-pdf';
import { Button } from '@/components/ui/button';
import { buttonStyle } from '@/components/ui/button-style';
import { Dialog } from '@/components/ui/dialog';
import { useToast } from '@/components/ui/toast';
import type { AttachmentDto } from '@/lib/domain/support/schema.dto';

interface FileDialogProps {
  file: AttachmentDto;
  /** Our own address that serves it to this reader. */
  src: string;
  close: () => void;
}

/** A picture or a PDF to look at without leaving the conversation; a PDF can be printed from here. */
export function FileDialog({ file: { fileName, mediaType }, src, close }: FileDialogProps) {
  const t = useTranslations('thread.files');
  const toast = useToast();
  const [printing, startPrinting] = useTransition();
  const print = () =>
    startPrinting(async () => {
      await printPdf(src).catch(() => toast({ title: t('printFailed'), tone: 'critical' }));
    });
  const footer = (
    <>
      {mediaType === 'application/pdf' && (
        <Button loading={printing} onClick={print}>
          <Printer aria-hidden />
          {t('print')}
        </Button>
      )}
      <a href={src} download={fileName} className={buttonStyle({ variant: 'primary' })}>
        <Download aria-hidden />
        {t('download')}
      </a>
    </>
  );
  return (
    <Dialog open onOpenChange={(open) => !open && close()} title={fileName} size="lg" footer={footer}>
      <PdfPreview src={src} fileName={fileName} mediaType={mediaType} className="h-[65vh]" />
    </Dialog>
  );
}
