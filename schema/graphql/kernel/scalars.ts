import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';
import type { Subgraph } from '../subgraph.ts';

const day = `日期 / A day, YYYY-MM-DD

脱敏时只有年份。/ Only the year, YYYY, where it is masked.`;

export const scalarSubgraph: Subgraph = {
  name: 'scalars',
  typeDefs: `
    scalar Date
    scalar DateTime
    scalar Decimal

    """
    字段的分级与访问路径 / How a field is classified and what an agreement calls it

    级别 1–4（GB/T 43697 一般数据），4 最敏感。/ Grades 1–4 of GB/T 43697; 4 is the most sensitive.
    """
    directive @access(path: String!, grade: Int!) on FIELD_DEFINITION
  `,
  resolvers: {
    Date: textScalar('Date', day, (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && isDay(text)),
    DateTime: textScalar(
      'DateTime',
      '时刻 / An instant in UTC, ISO 8601',
      (text) => /^\d{4}-\d{2}-\d{2}T/.test(text) && !Number.isNaN(Date.parse(text)),
    ),
    Decimal: textScalar('Decimal', '十进制数 / A decimal number as text, so that no digit is lost', (text) =>
      /^-?\d{1,30}(\.\d{1,10})?$/.test(text),
    ),
  },
};

/** A scalar that travels as text; what the hub gives was shaped before, what a client gives is checked. */
function textScalar(name: string, description: string, isValid: (text: string) => boolean): GraphQLScalarType {
  const parse = (value: unknown): string => {
    if (typeof value === 'string' && isValid(value)) return value;
    throw new GraphQLError(`${name}: the value has not the right form; see the description of ${name}.`);
  };
  return new GraphQLScalarType({
    name,
    description,
    serialize: (value) => (value instanceof Date ? value.toISOString() : value),
    parseValue: parse,
    parseLiteral: (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : null),
  });
}

const isDay = (text: string): boolean => new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true;
