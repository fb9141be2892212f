import type { MessageVariant } from '../../domain/number';

export interface WorkspaceLanguage {
  /** As Rocket.Chat writes it, such as `pt-BR`; undefined where the workspace does not tell. */
  workspaceLanguage(): Promise<string | undefined>;
}

export interface MessageVariants {
  /** One a language; from memory where possible. */
  of(numberId: string, options?: { fresh?: boolean }): Promise<MessageVariant[]>;
  /** One without texts goes. */
  save(numberId: string, variant: MessageVariant): Promise<void>;
  removeAll(numberId: string): Promise<void>;
}
