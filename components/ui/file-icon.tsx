import { File, FileArchive, FileImage, FileText } from 'lucide-react';

function iconOf(mediaType: string) {
  if (mediaType.startsWith('image/')) return FileImage;
  if (mediaType === 'application/zip') return FileArchive;
  if (mediaType.startsWith('text/') || mediaType === 'application/pdf') return FileText;
  return File;
}

/** Only a picture: the file's name always stands beside it. */
export function FileIcon({ mediaType }: { mediaType: string }) {
  const props = { 'aria-hidden': true, className: 'size-4 shrink-0 text-muted' } as const;
  const Icon = iconOf(mediaType);
  return <Icon {...props} />;
}
