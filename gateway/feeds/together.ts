/** Takes one item among others; settles when its group has been done. */
export type Together<Item, Result> = (item: Item) => Promise<Result>;

/**
 * Does what is asked for at the same time together: while one group is being done the next one gathers, so a lone item
 * waits for nobody, and under load the cost of a group is shared. A group that fails is done again one by one, so that
 * an item fails by its own fault only.
 * @param work gives the results in the order of the items
 * @param most items of a group
 */
export function createTogether<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  most: number,
): Together<Item, Result> {
  const waiting: Asked<Item, Result>[] = [];
  let running = false;

  const run = async (): Promise<void> => {
    running = true;
    while (waiting.length > 0) await doGroup(work, waiting.splice(0, most));
    running = false;
  };
  return (item) =>
    new Promise<Result>((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!running) void run();
    });
}

interface Asked<Item, Result> {
  readonly item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
}

async function doGroup<Item, Result>(
  work: (items: readonly Item[]) => Promise<readonly Result[]>,
  group: readonly Asked<Item, Result>[],
): Promise<void> {
  try {
    const results = await work(group.map(({ item }) => item));
    group.forEach(({ resolve, reject }, place) => {
      const result = results[place];
      if (result === undefined) reject(new Error('a group gave fewer results than it has items.'));
      else resolve(result);
    });
  } catch (error) {
    const [only] = group;
    if (group.length === 1 && only) only.reject(error);
    else for (const asked of group) await doGroup(work, [asked]);
  }
}
