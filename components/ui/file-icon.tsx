import { File, FileArchive, FileImage, FileText } from 'lucide-react';

const STYLE = { 'aria-hidden': true, className: 'text-muted size-4 shrink-0' } as const;

/** Only a picture: the file's name always stands beside it. */
export function FileIcon({ mediaType }: { mediaType: string }) {
  if (mediaType.startsWith('image/')) return <FileImage {...STYLE} />;
  if (mediaType === 'application/zip') return <FileArchive {...STYLE} />;
  if (mediaType.startsWith('text/') || mediaType === 'application/pdf') return <FileText {...STYLE} />;
  return <File {...STYLE} />;
}
