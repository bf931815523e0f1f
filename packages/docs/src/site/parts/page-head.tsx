import type { VNode } from 'preact';
import { Line } from './prose.js';

/** The top of a page that is about no single element. */
export function PageHead({ title, text, kind }: { title: string; text?: string; kind?: string }): VNode {
  return (
    <header class="head">
      {kind === undefined ? '' : <p class="kind">{kind}</p>}
      <h1>{title}</h1>
      {text === undefined ? (
        ''
      ) : (
        <p class="lead">
          <Line text={text} />
        </p>
      )}
    </header>
  );
}
