import type { VNode } from 'preact';
import { highlight } from './highlight.js';

/** A block of code, coloured where its language is known. Scripts put a button beside it that copies it. */
export function CodeBlock({ code, language = '' }: { code: string; language?: string }): VNode {
  return (
    <pre class="code" tabIndex={0}>
      <code dangerouslySetInnerHTML={{ __html: highlight(code, language) }} />
    </pre>
  );
}
