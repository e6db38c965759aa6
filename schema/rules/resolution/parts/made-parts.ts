/** Parts without their prefix; '' names the part that bears the prefix alone. */
export type MadeParts = Readonly<Record<string, string | undefined>>;
export type PartMaker = (...values: readonly (string | undefined)[]) => MadeParts;
