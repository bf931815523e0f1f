import type { ElementDocument, Landscape } from '@domainry/model';
import { contextOf } from '../names/element-names.js';

/**
 * Category of the streams that a message travels in: that of its aggregate, or of the decider or process it belongs to. What
 * belongs to nothing travels in a stream of its context.
 */
export function channelAddress(landscape: Landscape, message: ElementDocument): string {
  const owners = [message.aggregate, message.belongsTo].flatMap((id) =>
    id === undefined ? [] : (landscape.find(id) ?? []),
  );
  const category =
    owners.flatMap((owner) => streamOf(owner) ?? [])[0] ?? owners[0]?.id ?? contextOf(landscape, message);
  // Braces would name parameters.
  const address = category.replaceAll('{', '%7B').replaceAll('}', '%7D');
  return message.kind === 'command' ? `${address}.commands` : address;
}

function streamOf({ storage, options }: ElementDocument): string | undefined {
  const { stream } = options;
  return storage?.stream ?? (typeof stream === 'string' ? stream : undefined);
}
