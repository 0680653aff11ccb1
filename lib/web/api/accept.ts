import { AppError } from '@/lib/core/errors';
import { type ApiCall, type FileType, fileTypes } from './call';

const isFileType = (name: string): name is FileType => (fileTypes as readonly string[]).includes(name);
const isJson = (name: string) => ['application/json', 'application/*', '*/*'].includes(name);

/**
 * The file that a request prefers to JSON, when the call has files: by weight, and of equals the one that is named first.
 * Error: `invalid` notAcceptable for a request that wants nothing of what there is.
 */
export function fileAsked(request: Request, { files }: ApiCall): FileType | undefined {
  const asked = request.headers.get('accept')?.trim();
  if (!files || !asked) return undefined;
  const wanted = asked
    .split(',')
    .map((part) => {
      const [name = '', ...options] = part.split(';').map((one) => one.trim().toLowerCase());
      const weight = options.find((option) => option.startsWith('q='));
      return { name, weight: weight ? Number(weight.slice(2)) : 1 };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  const first = wanted.find(({ name }) => isJson(name) || (isFileType(name) && files[name]));
  if (!first) {
    const types = ['application/json', ...Object.keys(files)].join(', ');
    throw new AppError('invalid', 'notAcceptable', { values: { types } });
  }
  return isFileType(first.name) ? first.name : undefined;
}
