import type { InboundContent, OrderItem } from '../../domain/inboundContent';
import { compact } from '../compact';
import { read } from '../wire/fields';
import { orderBodySchema, orderItemSchema } from '../wire/message';

type OrderContent = Extract<InboundContent, { kind: 'order' }>;

/** Reads what the customer put together from a catalogue; an item that is none is left out. */
export function readOrder(message: unknown): InboundContent | undefined {
  const order = read(orderBodySchema, message)?.order;
  const items = order?.product_items.flatMap(readItem) ?? [];
  return items.length > 0
    ? compact<OrderContent>({ kind: 'order', items, text: order?.text || undefined })
    : undefined;
}

function readItem(item: unknown): OrderItem[] {
  const parsed = read(orderItemSchema, item);
  if (!parsed) {
    return [];
  }
  const { product_retailer_id: productId, quantity = 1, item_price: price, currency } = parsed;
  return [compact<OrderItem>({ productId, quantity, price, currency })];
}
