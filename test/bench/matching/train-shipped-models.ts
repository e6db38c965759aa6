import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { formatModelSource } from '../../../jobs/resolution/format-model-source.ts';
import { trainModel } from '../../../jobs/resolution/train-model.ts';
import { entityTypes } from '../../../schema/model/identity.ts';
import { shippedSettings } from '../../../schema/rules/resolution/settings/shipped-settings.ts';
import { packageRoot } from '../../../schema/runtime/package-root.ts';
import { districtRecords } from './district-records.ts';

/**
 * Writes the models the hub is shipped with: EM on one generated district, without looking at its truth. Run after a
 * change of the settings: `npm run build && node dist/test/bench/matching/train-shipped-models.js`, then the build again.
 */
const district = { residents: 24_000, seed: 809, today: '2026-11-01' };

const { records } = districtRecords(district);
for (const entityType of entityTypes) {
  const model = await trainModel(
    records.filter((record) => record.entityType === entityType),
    shippedSettings(entityType),
    { seed: district.seed, label: 'shipped' },
  );
  const file = path.join(packageRoot(), `schema/rules/resolution/models/${entityType}-parameters.ts`);
  writeFileSync(file, formatModelSource(model));
  process.stdout.write(`${model.version} -> ${path.relative(packageRoot(), file)}\n`);
}
