import type { Records } from './records';

/** The message in the setup room that shows a number, so that it can be kept up to date. */
export class NumberCards {
  constructor(private readonly records: Records) {}

  async save(numberId: string, messageId: string): Promise<void> {
    await this.records.put([keyOf(numberId)], { messageId });
  }

  async messageOf(numberId: string): Promise<string | undefined> {
    return (await this.records.newest<{ messageId: string }>(keyOf(numberId)))?.messageId;
  }

  async remove(numberId: string): Promise<void> {
    await this.records.remove(keyOf(numberId));
  }
}

function keyOf(numberId: string): string {
  return `number-card:${numberId}`;
}
