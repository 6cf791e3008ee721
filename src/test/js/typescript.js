// Makes TypeScript of the document as a node serves it, has it compiled together with booking.ts, and books with it.
import openapiTypeScript, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { obey, say } from './lines.js';

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** As strict as the compiler can be, so that whoever is less so can use the types as well. */
const OPTIONS = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noUnusedLocals: true,
  noEmitOnError: true,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  target: ts.ScriptTarget.ES2022,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts'],
  types: [],
  outDir: `${HERE}generated`,
  rootDir: HERE,
};

async function generate(document) {
  mkdirSync(`${HERE}generated`, { recursive: true });
  writeFileSync(`${HERE}generated/api.ts`, astToString(await openapiTypeScript(document)));
}

/** What the compiler objects to; nothing when booking.js is there. */
function compile() {
  const program = ts.createProgram([`${HERE}booking.ts`], OPTIONS);
  const { diagnostics } = program.emit();
  return [...ts.getPreEmitDiagnostics(program), ...diagnostics].map(
    (it) => `${it.file?.fileName ?? ''} ${it.start ?? ''}: ${ts.flattenDiagnosticMessageText(it.messageText, '\n')}`);
}

// Says so after each step: the test waits for each anew.
async function book({ document, ...given }) {
  await generate(document);
  say('generated');
  const objections = compile();
  say('compiled', { objections });
  if (objections.length === 0) {
    const { bookASeat } = await import('./generated/booking.js');
    say('booked', { seen: await bookASeat(given.base, given) });
  }
}

obey({ book });
