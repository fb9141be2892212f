/**
 * Clients send a view back as a whole, with everything that is entered in it, and the host reads no bigger request: it
 * answers 413, of which clients show nothing. Bytes. Rocket.Chat: `bodyParser.json()` in
 * `ee/server/apps/communication/uikit.ts`, whose limit is 100 kB.
 */
const REQUEST = 100 * 1024;
/** Of each block: the ids of app and block that the engine adds. Apps-Engine: `UIHelper.assignIds`. */
const PER_BLOCK = 100;
/** What a request has besides the view. */
const FRAME = 1_000;

/** As far as its size matters. */
interface Sized {
  blocks: readonly object[];
}

type State = Record<string, Record<string, unknown> | null>;

interface Field {
  blockId?: string;
  element?: { actionId?: string; initialValue?: unknown };
}

/**
 * Whether a client could send a view back.
 * @param state what is entered: `{ <block id>: { <action id>: value } }`; without it, what the fields begin with
 */
export function fits(view: Sized, state: unknown = beginning(view)): boolean {
  const sent = Buffer.byteLength(JSON.stringify({ ...view, state }));
  return sent + view.blocks.length * PER_BLOCK + FRAME <= REQUEST;
}

/** The block with the longest entry: where a view that is too big can be made smaller. */
export function longestField(state: unknown): string | undefined {
  const sizes = Object.entries((state ?? {}) as State).map(([id, values]) => ({
    id,
    size: JSON.stringify(values ?? {}).length,
  }));
  return sizes.sort((a, b) => b.size - a.size)[0]?.id;
}

/** What is entered in a view that was just opened. */
function beginning({ blocks }: Sized): State {
  const fields = (blocks as Field[]).flatMap(({ blockId, element }) =>
    blockId && element?.actionId ? [[blockId, { [element.actionId]: element.initialValue }] as const] : [],
  );
  return Object.fromEntries(fields);
}
