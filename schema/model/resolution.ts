import type { Label, RecordId } from './identity.ts';

/*
 * The terms of the Fellegi–Sunter model as data. A record is first turned into `parts` (comparison forms, each a
 * text), a comparison reads the parts of two records and finds the first of its levels that holds, a model gives
 * every level a weight. A new entity type is a new value of ResolutionSettings, not new code.
 */

/** How parts are made of a record's values. `into` is the prefix of the parts' names, for instance `name.pinyin`. */
export interface PartSettings {
  readonly kind: PartKind;
  /** Standard elements or fields read, in the order the kind expects; for `joined` and `start` earlier parts. */
  readonly from: readonly string[];
  /** An earlier part that stands in where the record lacks the first value: the birth date inside a sound number. */
  readonly elsePart?: string;
  readonly into: string;
  /** Latin kinds: a word → the words that mean the same and are read as it, such as short forms of a given name. */
  readonly sameWords?: Readonly<Record<string, readonly string[]>>;
  /** Latin kinds: words that name nobody and nothing, and are left out: titles, particles. */
  readonly dropWords?: readonly string[];
  /** `start`: how many characters are kept of each part read. */
  readonly characters?: number;
}

export type PartKind =
  | 'citizen-document'
  | 'person-name'
  | 'date'
  | 'text'
  | 'phone'
  | 'address'
  | 'credit-code'
  | 'organisation-name'
  /** A person's name in Latin letters; from given name and surname, or the whole name alone. */
  | 'latin-name'
  /** Words in Latin letters: a place, a street, an occupation. */
  | 'latin-text'
  /** A date as written, also one that no calendar has (1856-86-18): a slip must not become a missing value. */
  | 'written-date'
  | 'postcode'
  /** Letters and digits without anything between them. */
  | 'code'
  /** Earlier parts put together; absent where one of them is. */
  | 'joined'
  /** The first `characters` of earlier parts, put together. */
  | 'start';

/**
 * When a level holds for two records; every test is symmetric. A part that a record lacks equals nothing.
 * `with` compares a's part with b's other part, or the other way round. `date` names relations of
 * `rules/elements/date-relation.ts`.
 */
export type LevelTest =
  | { readonly test: 'equal'; readonly part: string; readonly with?: string }
  /** Damerau distance: letters added, left out, replaced or swapped with their neighbour. */
  | { readonly test: 'edits'; readonly part: string; readonly with?: string; readonly atMost: number }
  /** Jaro–Winkler likeness, 0–1; for names in letters. It says nothing of names of two characters. */
  | { readonly test: 'jaro-winkler'; readonly part: string; readonly with?: string; readonly atLeast: number }
  /** So many words in common; a text is taken as a set of words separated by blanks. */
  | { readonly test: 'words'; readonly part: string; readonly with?: string; readonly atLeast: number }
  /** All words of the one, of which there are at least `atLeast`, are among the other's. */
  | { readonly test: 'words-within'; readonly part: string; readonly with?: string; readonly atLeast: number }
  /** The first characters are the same; shorter texts must be equal. */
  | { readonly test: 'start'; readonly part: string; readonly with?: string; readonly characters: number }
  /** The shorter of the two, at least `atLeast` characters long, begins the longer. */
  | { readonly test: 'begins'; readonly part: string; readonly with?: string; readonly atLeast: number }
  /** At most so many days apart; days that no calendar has are near nothing. */
  | { readonly test: 'near-date'; readonly part: string; readonly with?: string; readonly days: number }
  /** Same number of syllables, alike but for one that sounds alike or is illegible in one of the two. */
  | { readonly test: 'like-name'; readonly part: string }
  /** Same number of characters, one differs. */
  | { readonly test: 'one-character'; readonly part: string }
  /** The shorter text, at least `atLeast` characters long, lies within the longer. */
  | { readonly test: 'contains'; readonly part: string; readonly atLeast: number }
  | { readonly test: 'date'; readonly part: string; readonly with?: string; readonly relations: readonly string[] }
  /** `part` is the prefix of an address; relations of `rules/elements/address-relation.ts`. */
  | { readonly test: 'address'; readonly part: string; readonly with?: string; readonly relations: readonly string[] }
  | { readonly test: 'both'; readonly part: string; readonly is: string }
  | { readonly test: 'either'; readonly part: string; readonly is: string }
  | { readonly test: 'absent'; readonly part: string }
  | { readonly test: 'all'; readonly of: readonly LevelTest[] }
  | { readonly test: 'any'; readonly of: readonly LevelTest[] }
  | { readonly test: 'not'; readonly of: LevelTest }
  | { readonly test: 'otherwise' };

export interface LevelSettings {
  readonly key: string;
  readonly label: Label;
  readonly when: LevelTest;
  /** No evidence either way: the value is missing or known not to be the subject's own. Its weight is 0. */
  readonly neutral?: boolean;
  /** Rare values prove more: the weight is adjusted by the frequency of this part (the commoner of the two sides). */
  readonly frequencyOf?: string;
  /** A part that frequencies of `frequencyOf` are counted within as well: names by decade of birth. */
  readonly frequencyBy?: string;
  /** Starting m for EM, and the value kept when no candidate pair shows the level. */
  readonly m: number;
  /** The weight (bits) may not pass these whatever the data says; a guard against what EM cannot see. */
  readonly atMost?: number;
  readonly atLeast?: number;
}

export interface ComparisonSettings {
  readonly name: string;
  readonly label: Label;
  /** Ordered: the first that holds is taken; the last holds always. */
  readonly levels: readonly LevelSettings[];
}

export interface BlockingRule {
  readonly name: string;
  readonly label: Label;
  /** All must be present for a record to emit the rule's key. */
  readonly parts: readonly string[];
  /** Records in a block, over all current records, above which its refined keys take its place. */
  readonly cap: number;
  /** Parts added to the coarse key when its block is over the cap. */
  readonly refine: readonly (readonly string[])[];
  /** Records in a refined block above which it makes no pairs and is reported. */
  readonly refinedCap: number;
}

/** Comparison → the level keys under which a condition holds. All named comparisons must agree. */
export type PatternCondition = Readonly<Record<string, readonly string[]>>;

/** Pairs that may not link by themselves however heavy; the first guard that holds is the reason. */
export interface PairGuard {
  readonly reason: DoubtReason;
  readonly label: Label;
  readonly when: PatternCondition;
  /** `review`: a person is asked when the rest of the evidence would have linked; `distinct`: nobody is asked. */
  readonly outcome: 'review' | 'always-review' | 'distinct';
  /** Evidence left out when asking whether the rest would have linked. */
  readonly without?: readonly string[];
  /** Weight in bits that the rest must reach before a person is asked; the link cut unless given. */
  readonly restAtLeast?: number;
  /** Two records of one cluster may not stand so to each other either. */
  readonly withinCluster: boolean;
  /** … unless one of the two stands like one of these to another record of the other's cluster: known there by that name. */
  readonly excusedBy?: readonly PatternCondition[];
}

/**
 * Evidence that is one fact counted several times, limited while one of the conditions holds.
 * `odds`: with the prior the named comparisons prove at most odds of 2^atMost, however many records there are.
 * `observed`: strangers agree in them together more often than chance has it, as often as training sees pairs do that
 * are known to be two subjects (`among`): namesakes born the same day whose numbers are valid and differ.
 */
export interface EvidenceCap {
  readonly label: Label;
  readonly when: readonly PatternCondition[];
  readonly comparisons: readonly string[];
  readonly limit:
    | { readonly kind: 'odds'; readonly atMost: number }
    | { readonly kind: 'observed'; readonly among: PatternCondition };
}

/** @typeParam Name an EntityType in the hub; a data set of its own, a bench's say, may have any name. */
export interface ResolutionSettings<Name extends string = string> {
  readonly entityType: Name;
  readonly version: string;
  readonly parts: readonly PartSettings[];
  readonly comparisons: readonly ComparisonSettings[];
  readonly blocking: readonly BlockingRule[];
  readonly guards: readonly PairGuard[];
  readonly caps: readonly EvidenceCap[];
  readonly cuts: {
    /** Expected share, 0–1, of right links among all that the engine makes by itself; training chooses the cut by it. */
    readonly linkPrecision: number;
    /** The weakest link is at least this probable, 0–1, even where the target would allow less. */
    readonly leastProbability: number;
    /** A pair at or above this probability, and under the link cut, is shown to a person. */
    readonly reviewProbability: number;
    /**
     * Evidence in bits, without the prior, under which a pair that a third record would bring into one cluster speaks
     * against it; the engine's own unless given. Where most records have little in common by chance, it is lower.
     */
    readonly contradiction?: number;
  };
}

/**
 * How often a record of another subject carries one part's value: the commonest values by name, all others by `rest`.
 * Smoothed shares, 0–1.
 */
export interface TermFrequency {
  /** Records that have the part. */
  readonly total: number;
  /** The mean over records: what a level's u supposes of a value. */
  readonly average: number;
  readonly rest: number;
  readonly values: Readonly<Record<string, number>>;
  /** Value of the part counted within → values whose share differs there; all others have their overall one. */
  readonly within?: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export interface LevelParameters {
  /** P(level | same entity), P(level | different entities); over the levels that are not neutral. */
  readonly m: number;
  readonly u: number;
}

/** What is particular to pairs of these two datasets; a pair of datasets without it is weighed by the general parameters. */
export interface DatasetPairParameters {
  /** In alphabetical order; twice the same for pairs within one dataset. */
  readonly datasets: readonly [string, string];
  /** Probability that two random records of these are one entity. */
  readonly prior: number;
  /** comparison → level → m. */
  readonly m: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** What training expects of its own model, before guards and clusters. Shares are 0–1. */
export interface ModelEstimates {
  readonly records: number;
  readonly candidatePairs: number;
  /** Expected number of pairs that are one entity. */
  readonly matches: number;
  readonly links: number;
  readonly reviews: number;
  readonly precision: number;
  readonly recall: number;
}

/** Everything that decides a pair: frozen, versioned, never changed by a push. */
export interface ResolutionModel<Name extends string = string> {
  readonly entityType: Name;
  readonly version: string;
  readonly settings: ResolutionSettings<Name>;
  /** comparison → level → parameters. */
  readonly parameters: Readonly<Record<string, Readonly<Record<string, LevelParameters>>>>;
  /** Probability that two random records are the same entity. */
  readonly prior: number;
  readonly datasetPairs?: readonly DatasetPairParameters[];
  /** part → frequencies. */
  readonly termFrequencies: Readonly<Record<string, TermFrequency>>;
  /** The most bits that each `observed` cap lets through, in the order of the settings' caps; null = all. */
  readonly limits?: readonly (number | null)[];
  readonly estimates?: ModelEstimates;
  /** Weights in bits (log2 of the posterior odds) at or above which a pair is a link, or a review. */
  readonly cuts: { readonly link: number; readonly review: number };
}

export type PairOutcome = 'link' | 'review' | 'distinct';

/** A pair at or above the review cut, as it is kept. `a` is numerically below `b`. */
export interface WeighedPair {
  readonly a: RecordId;
  readonly b: RecordId;
  readonly weight: number;
  readonly outcome: 'link' | 'review';
}

/** The same with what made its weight. */
export interface ScoredPair extends WeighedPair {
  /** comparison → level key. */
  readonly levels: Readonly<Record<string, string>>;
}

export type DoubtReason =
  | 'VALID_IDS_DIFFER'
  | 'BELOW_LINK_CUT'
  | 'TWINS'
  | 'CHILD_UNDER_PARENT_NUMBER'
  | 'NUMBER_ON_TWO_PEOPLE'
  | 'BRANCH'
  | 'VALID_CODES_DIFFER'
  | 'CLUSTER_SPLIT'
  | 'DECISIONS_CONTRADICT';

/** What a person should look at: a pair that may or may not be one entity. `a` is numerically below `b`. */
export interface Doubt {
  readonly a: RecordId;
  readonly b: RecordId;
  readonly weight: number;
  readonly reason: DoubtReason;
  /** Comparison and level keys, codes; never personal data. */
  readonly details: Readonly<Record<string, string>>;
}

/** Records that are one entity; numerically sorted, never empty. */
export interface ResolvedCluster {
  readonly members: readonly RecordId[];
}

/** 64-bit key of one blocking rule and value, signed as PostgreSQL's bigint. */
export interface BlockingKey {
  readonly rule: string;
  readonly key: bigint;
  /** The coarse key that this one refines; null = coarse. */
  readonly refines: bigint | null;
}

/** A record in comparison form. A part that is not given is absent. */
export interface PreparedRecord {
  readonly id: RecordId;
  readonly dataset: string;
  readonly key: string;
  readonly entityType: string;
  readonly parts: Readonly<Record<string, string>>;
}
