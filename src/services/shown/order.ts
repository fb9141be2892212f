import type { InboundContent, OrderItem } from '../../domain/inboundContent';
import { text, type Say } from '../../domain/text';
import { toRocketChat } from '../../whatsapp/formatting/toRocketChat';

type Order = Extract<InboundContent, { kind: 'order' }>;

/** ISO 4217: the currencies that have no hundredths, or have thousandths, among those that WhatsApp takes. */
const DECIMALS: Record<string, number> = {
  CLP: 0,
  JPY: 0,
  KRW: 0,
  VND: 0,
  XAF: 0,
  XOF: 0,
  BHD: 3,
  KWD: 3,
  TND: 3,
};

/** The order as a table, which Rocket.Chat shows as code: its markup has no tables. */
export function showOrder({ items, text: words }: Order, say: Say): string {
  const head = ['product', 'quantity', 'price', 'sum'].map((column) => say(text(`shown.order-${column}`)));
  const rows = items.map((item) => [
    item.productId.replaceAll(/[\s`]+/g, ' '),
    String(item.quantity),
    money(item.price, item),
    money(item.price === undefined ? undefined : item.price * item.quantity, item),
  ]);
  const total = totalOf(items);
  const foot = total === undefined ? [] : [[say(text('shown.order-total')), '', '', total]];
  const table = ['```', ...aligned([head, ...rows, ...foot]), '```'].join('\n');
  return [say(text('shown.order')), table, ...(words ? [toRocketChat(words)] : [])].join('\n');
}

function money(amount: number | undefined, { currency = '' }: OrderItem): string {
  return amount === undefined ? '' : `${amount.toFixed(DECIMALS[currency] ?? 2)} ${currency}`.trim();
}

/** Prices in several currencies, or without any, have no sum. */
function totalOf(items: readonly OrderItem[]): string | undefined {
  const [first] = items;
  const alike = items.every(({ price, currency }) => price !== undefined && currency === first?.currency);
  const total = items.reduce((sum, { price = 0, quantity }) => sum + price * quantity, 0);
  return first && alike ? money(total, first) : undefined;
}

/** Words to the left, figures to the right. */
function aligned(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
