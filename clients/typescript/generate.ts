// Writes src/api.ts. The document names no secret, but the environment is parsed whole: it gets what tests get.
import '@/lib/testing/environment';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { clientText } from './generate-text';

process.env.DATABASE_URL ??= 'postgresql://nobody@127.0.0.1/none';
const { openApi } = await import('@/lib/web/api/openapi');
const options = { parser: 'typescript', singleQuote: true, printWidth: 110 } as const;
writeFileSync(path.join(import.meta.dirname, 'src/api.ts'), await format(clientText(openApi), options));
