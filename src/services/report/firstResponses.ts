import { responseStep, TALLY } from '../../domain/report';
import type { Counter } from '../health/counter';
import type { RoomMessage } from '../outbound/message';
import type { Told } from '../outbound/ports';
import { Recent } from '../recent';

/** Rooms that are known to be answered. */
const REMEMBERED = 10_000;

/** Counts how long customers wait until a person answers: from the opening of a room to the first answer in it. */
export class FirstResponses {
  private readonly answered = new Recent<true>(REMEMBERED);

  constructor(
    private readonly told: Told,
    private readonly counter: Pick<Counter, 'note'>,
  ) {}

  /**
   * To be told of what people wrote in rooms. Asks the database at the first message of a room alone.
   * @param openedAt of the room, Unix milliseconds
   */
  async wrote({ author, roomId, numberId, writtenAt }: RoomMessage, openedAt: number): Promise<void> {
    if (!author || author.automatic || this.answered.get(roomId)) {
      return;
    }
    this.answered.set(roomId, true);
    if (await this.told.first(`answered:${roomId}`)) {
      this.counter.note(numberId, TALLY.response + responseStep((writtenAt - openedAt) / 1000));
    }
  }
}
