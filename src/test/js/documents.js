// Reads the documents as the tools do that people point at them.
import Ajv2020 from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import asyncapi from '@asyncapi/parser';
import { lintFromString, loadConfig } from '@redocly/openapi-core';
import spectral from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import { fileURLToPath } from 'node:url';
import { obey, say } from './lines.js';

const ERROR = 0;
const HOME = 'https://evently.example/openapi';

/** Every schema compiles; amounts of two places are taken; every example is of its schema. */
function openapi(document) {
  const ajv = new Ajv2020.default({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema({ $id: HOME, components: document.components });
  const schemas = Object.keys(document.components.schemas);
  const compiled = Object.fromEntries(
    schemas.map((name) => [name, ajv.compile({ $ref: `${HOME}#/components/schemas/${name}` })]));
  let refusedAmounts = 0;
  for (let cents = 0; cents <= 100_000; cents++) {
    const amount = Number((cents / 100).toFixed(2));
    refusedAmounts += compiled.Price(amount) && compiled.Money(amount) ? 0 : 1;
  }
  const wrongExamples = [];
  let examples = 0;
  const visit = (node, path) => {
    if (node === null || typeof node !== 'object') {
      return;
    }
    if (node.schema && node.example !== undefined) {
      examples++;
      const check = ajv.compile(JSON.parse(JSON.stringify(node.schema).replaceAll('"#/', `"${HOME}#/`)));
      if (!check(node.example)) {
        wrongExamples.push(`${path}: ${ajv.errorsText(check.errors)}`);
      }
    }
    Object.entries(node).forEach(([name, child]) => visit(child, `${path}/${name}`));
  };
  visit(document, '');
  return { schemas: schemas.length, refusedAmounts, examples, wrongExamples };
}

/** What the usual rules for OpenAPI documents object to. */
async function lint(document) {
  const linter = new spectral.Spectral();
  linter.setRuleset({ extends: [rulesets.oas] });
  return (await linter.run(document)).map((it) => `${it.severity} ${it.code} ${it.path.join('.')}: ${it.message}`);
}

/** What Redocly objects to, by the rules of redocly.yaml. */
async function redocly(document) {
  const config = await loadConfig({ configPath: fileURLToPath(new URL('redocly.yaml', import.meta.url)) });
  const problems = await lintFromString({ source: JSON.stringify(document), absoluteRef: 'openapi.json', config });
  return problems.map((it) => `${it.severity} ${it.ruleId} ${it.location[0]?.pointer}: ${it.message}`);
}

async function sockets(document) {
  const { document: parsed, diagnostics } = await new asyncapi.Parser().parse(JSON.stringify(document));
  return {
    parsed: parsed !== undefined,
    errors: diagnostics.filter((it) => it.severity === ERROR).map((it) => `${it.path.join('.')}: ${it.message}`),
  };
}

obey({
  openapi: (command) => say('openapi', openapi(command.document)),
  lint: async (command) => say('lint', { findings: await lint(command.document) }),
  redocly: async (command) => say('redocly', { findings: await redocly(command.document) }),
  asyncapi: async (command) => say('asyncapi', await sockets(command.document)),
});
