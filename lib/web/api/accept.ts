import { type ApiCall, type FileType, fileTypes } from './call';

const isFileType = (name: string): name is FileType => (fileTypes as readonly string[]).includes(name);

/** The file that a request prefers to JSON, when the call has it: by weight, and of equals the one that is named first. */
export function fileAsked(request: Request, call: ApiCall): FileType | undefined {
  if (!call.files) return undefined;
  const wanted = (request.headers.get('accept') ?? '')
    .split(',')
    .map((part) => {
      const [name = '', ...options] = part.split(';').map((one) => one.trim().toLowerCase());
      const weight = options.find((option) => option.startsWith('q='));
      return { name, weight: weight ? Number(weight.slice(2)) : 1 };
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight);
  const first = wanted.find(({ name }) => name === 'application/json' || name === '*/*' || isFileType(name));
  return first && isFileType(first.name) && call.files[first.name] ? first.name : undefined;
}
