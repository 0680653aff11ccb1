import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const DOMAIN = path.resolve(import.meta.dirname, '../domain');

/** A function of the domain that takes its caller as `ctx`: a use case or a read, reachable from some door. */
export type Verb = {
  name: string;
  file: string;
  run: (ctx: unknown, ...input: unknown[]) => Promise<unknown>;
};

const isOfInterest = (file: string) =>
  file.endsWith('.ts') && !file.endsWith('.test.ts') && path.basename(file) !== 'internal.ts';

function isExported(node: ts.Node): boolean {
  return ts.canHaveModifiers(node)
    ? Boolean(ts.getModifiers(node)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    : false;
}

const takesContext = (parameters: ts.NodeArray<ts.ParameterDeclaration>, source: ts.SourceFile) =>
  parameters[0]?.name.getText(source) === 'ctx';

function namesIn(file: string): string[] {
  const text = readFileSync(path.join(DOMAIN, file), 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return source.statements.filter(isExported).flatMap((node) => {
    if (ts.isFunctionDeclaration(node))
      return node.name && takesContext(node.parameters, source) ? [node.name.text] : [];
    if (!ts.isVariableStatement(node)) return [];
    return node.declarationList.declarations.flatMap(({ name, initializer }) =>
      initializer && ts.isArrowFunction(initializer) && takesContext(initializer.parameters, source)
        ? [name.getText(source)]
        : [],
    );
  });
}

/** Every one of them, found in the sources: a new verb is here as soon as it is written. */
export async function allVerbs(): Promise<Verb[]> {
  const files = readdirSync(DOMAIN, { recursive: true, encoding: 'utf8' }).filter(isOfInterest);
  const found = await Promise.all(
    files.flatMap((file) =>
      namesIn(file).map(async (name) => {
        const loaded = (await import(path.join(DOMAIN, file))) as Record<string, Verb['run']>;
        const run = loaded[name];
        if (!run) throw new Error(`${file} does not export ${name}`);
        return { name: `${path.dirname(file)}/${name}`, file, run };
      }),
    ),
  );
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
