import type { Documentation } from '@domainry/model';
import type { VNode } from 'preact';
import { Points } from './facts-list.js';
import { Line, Prose } from './prose.js';

/** What a comment says beyond its summary: remarks, reasons, what is open. */
export function Remarks({ documentation }: { documentation: Documentation }): VNode {
  const { remarks, why = [], questions = [], assumptions = [], metrics = [], examples = [] } = documentation;
  return (
    <>
      {remarks === undefined ? '' : <Prose text={remarks} />}
      <Told title="Why it is so" texts={why} />
      <Told title="Open questions" texts={questions} />
      <Told title="Assumptions" texts={assumptions} />
      <Told title="It works when" texts={metrics} />
      {examples.map((example, index) => (
        <Prose key={index} text={example} />
      ))}
    </>
  );
}

/** Whether there is anything to say beyond the summary. */
export function hasRemarks(documentation: Documentation | undefined): documentation is Documentation {
  if (documentation === undefined) return false;
  const { remarks, why, questions, assumptions, metrics, examples } = documentation;
  return [remarks, why, questions, assumptions, metrics, examples].some((part) => (part?.length ?? 0) > 0);
}

/** Texts under a small heading; nothing where there are none. */
function Told({ title, texts }: { title: string; texts: readonly string[] }): VNode {
  if (texts.length === 0) return <></>;
  return (
    <div class="told">
      <h3>{title}</h3>
      <Points
        items={texts.map((text) => (
          <Line key={text} text={text} />
        ))}
      />
    </div>
  );
}
