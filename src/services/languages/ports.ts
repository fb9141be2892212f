import type { MessageVariant } from '../../domain/number';

export interface MessageVariants {
  /** One a language; from memory where possible. */
  of(numberId: string, options?: { fresh?: boolean }): Promise<MessageVariant[]>;
  /** One without texts goes. */
  save(numberId: string, variant: MessageVariant): Promise<void>;
  removeAll(numberId: string): Promise<void>;
}
