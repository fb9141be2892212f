import type { ChatMessage } from '../dialog360';

const TICKS: Record<string, string> = { sent: '✓', delivered: '✓✓', read: '✓✓ read', failed: '✗ failed' };

/** Prints what happens, a line each, for somebody who watches. */
export class Narrator {
  constructor(private readonly print: (line: string) => void) {}

  heading(words: string): void {
    this.print(`\n${words}\n`);
  }

  step(words: string): void {
    this.print(`  … ${words}`);
  }

  customer(name: string, words: string): void {
    this.print(`  ${name} (WhatsApp)      →  ${words}`);
  }

  agent(name: string, words: string): void {
    this.print(`  ${name} (Rocket.Chat)  →  ${words}`);
  }

  room(words: string): void {
    this.print(`    in Rocket.Chat: ${words}`);
  }

  /** What the customer's phone shows, with the ticks that the business sees. */
  phone({ preview, statuses }: ChatMessage): void {
    const last = statuses.at(-1)?.status ?? '';
    this.print(`    on the phone:   ${preview}  ${TICKS[last] ?? ''}`);
  }

  text(words: string): void {
    this.print(words);
  }
}
