import { z } from 'zod';
import type { HealthCondition, Immunization } from '../../schema/model/lookup.ts';
import { LookupError } from '../lookup/lookup-result.ts';

const text = z.string().max(1000);
const code = z.object({
  text: text.optional(),
  coding: z.array(z.object({ system: text.optional(), code: text.optional(), display: text.optional() })).optional(),
});

/** A FHIR R4 search result; its entries are checked one by one, by type. */
export const bundleSchema = z.object({
  resourceType: z.literal('Bundle'),
  type: z.literal('searchset'),
  link: z.array(z.object({ relation: text, url: z.string().max(4000) })).default([]),
  entry: z.array(z.object({ resource: z.looseObject({ resourceType: text }) })).default([]),
});
export type Bundle = z.infer<typeof bundleSchema>;
type Entry = Bundle['entry'][number];

const patientSchema = z.object({
  id: text,
  identifier: z.array(z.object({ system: text.optional(), value: text.optional() })).default([]),
});
const conditionSchema = z.object({
  code,
  clinicalStatus: code.optional(),
  onsetDateTime: text.optional(),
  subject: z.object({ reference: text }),
});
const immunizationSchema = z.object({
  status: text,
  vaccineCode: code,
  occurrenceDateTime: text.optional(),
  lotNumber: text.optional(),
  patient: z.object({ reference: text }),
});

interface Facts {
  readonly Condition: HealthCondition;
  readonly Immunization: Immunization;
}

/** The facts of one type with the identity number of whom they are about. A fact about anybody not asked for is refused. */
export function readClinicalFacts<T extends keyof Facts>(
  entries: readonly Entry[],
  type: T,
  asked: readonly string[],
  identifierSystem: string,
): readonly { readonly idNumber: string; readonly fact: Facts[T] }[] {
  const patients = readPatients(entries, asked, identifierSystem);
  return entries.flatMap(({ resource }) => {
    if (resource.resourceType !== type) return [];
    const { patient, fact } = readers[type](resource);
    const idNumber = patients.get(patient);
    if (idNumber === undefined) throw new LookupError('SOURCE_INVALID');
    return [{ idNumber, fact }];
  });
}

const readers: {
  readonly [T in keyof Facts]: (resource: unknown) => { readonly patient: string; readonly fact: Facts[T] };
} = {
  Condition: (resource) => {
    const condition = parse(conditionSchema, resource);
    const coding = condition.code.coding?.[0];
    return {
      patient: condition.subject.reference,
      fact: {
        code: coding?.code ?? null,
        system: coding?.system ?? null,
        name: condition.code.text ?? coding?.display ?? '',
        clinicalStatus: condition.clinicalStatus?.coding?.[0]?.code ?? null,
        onsetDate: condition.onsetDateTime?.slice(0, 10) ?? null,
      },
    };
  },
  Immunization: (resource) => {
    const immunization = parse(immunizationSchema, resource);
    const coding = immunization.vaccineCode.coding?.[0];
    return {
      patient: immunization.patient.reference,
      fact: {
        code: coding?.code ?? null,
        vaccine: immunization.vaccineCode.text ?? coding?.display ?? '',
        date: immunization.occurrenceDateTime?.slice(0, 10) ?? null,
        status: immunization.status,
        lotNumber: immunization.lotNumber ?? null,
      },
    };
  },
};

/** Reference (`Patient/…`) → identity number, of the patients that came with the answer. */
function readPatients(
  entries: readonly Entry[],
  asked: readonly string[],
  system: string,
): ReadonlyMap<string, string> {
  const wanted = new Set(asked);
  return new Map(
    entries.flatMap(({ resource }) => {
      if (resource.resourceType !== 'Patient') return [];
      const patient = parse(patientSchema, resource);
      const number = patient.identifier.find((one) => one.system === system)?.value?.toUpperCase();
      return number !== undefined && wanted.has(number) ? [[`Patient/${patient.id}`, number] as const] : [];
    }),
  );
}

function parse<T>(schema: z.ZodType<T>, resource: unknown): T {
  const parsed = schema.safeParse(resource);
  if (!parsed.success) throw new LookupError('SOURCE_INVALID');
  return parsed.data;
}
