import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readContractSource } from './contract-document.ts';
import { formatProblem, type Problem } from './contract-problem.ts';
import { createShapeCheck } from './document-shape.ts';
import { invalid } from './errors.ts';
import type { ResolutionSettings } from './resolution.ts';
import { checkSettingsMeaning } from './settings-meaning.ts';

/** The settings in a YAML text, or every fault found in it. `fileName` only names the place of a fault. */
export function parseResolutionSettings(
  text: string,
  fileName: string,
): { readonly settings: ResolutionSettings | null; readonly problems: readonly Problem[] } {
  const source = readContractSource(text, fileName);
  if (source.syntaxProblems.length > 0) return { settings: null, problems: source.syntaxProblems };
  const shape = findShapeProblems(source);
  if (shape.length > 0) return { settings: null, problems: sortByPlace(shape) };
  const settings = source.value as ResolutionSettings;
  const problems = checkSettingsMeaning(source, settings);
  return problems.length === 0 ? { settings, problems } : { settings: null, problems: sortByPlace(problems) };
}

/**
 * The settings in one file `<name>.settings.yaml`.
 * @throws HubError SETTINGS_INVALID that lists every fault with its line and the next step.
 */
export function loadResolutionSettings(file: string): ResolutionSettings {
  const { settings, problems } = parseResolutionSettings(readFileSync(file, 'utf8'), path.basename(file));
  if (settings) return settings;
  const list = problems.map(formatProblem).join('\n');
  throw invalid(
    'SETTINGS_INVALID',
    `${problems.length} fault(s) in the settings; mend them and start again:\n${list}`,
    {
      problems,
    },
  );
}

const findShapeProblems = createShapeCheck({
  schemaFile: 'schema/model/resolution-settings.schema.json',
  noun: 'settings document',
  advice: {
    'settings document': 'write a YAML map that begins with "entityType: <name>"',
    label: 'write "label: { zh: …, en: … }"',
    zh: 'write the label in Chinese too',
    en: 'write the label in English too',
    when: 'write "when: { test: equal, part: … }"',
    m: 'write a share between 0 and 1: how often records of one entity show this level',
  },
});

const sortByPlace = (problems: readonly Problem[]): readonly Problem[] =>
  problems.toSorted((a, b) => a.line - b.line || a.column - b.column);
