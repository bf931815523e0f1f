import type { VNode } from 'preact';
import type { SiteFinding } from '../site-input.js';
import { Line } from './prose.js';
import { SourceLink } from './links.js';

/** What the checks found about what the page is about. */
export function FindingsBox({ findings }: { findings: readonly SiteFinding[] }): VNode {
  if (findings.length === 0) return <></>;
  const worst = findings[0]!.level;
  return (
    <aside class={`findings findings-${worst}`} aria-label="Findings">
      <p class="findings-title">{findings.length === 1 ? '1 finding' : `${findings.length} findings`}</p>
      <ul>
        {findings.map((finding) => (
          <li key={`${finding.code} ${finding.message}`}>
            <FindingText finding={finding} />
          </li>
        ))}
      </ul>
    </aside>
  );
}

/** One finding: its level and code, what was found, why that is bad and what to do. */
export function FindingText({ finding }: { finding: SiteFinding }): VNode {
  const { level, code, message, why, fix, source } = finding;
  return (
    <details class="finding">
      <summary>
        <Level level={level} /> <Line text={message} /> <code class="finding-code">{code}</code>
      </summary>
      <dl>
        {why === undefined ? '' : <Part term="Why it matters" text={why} />}
        {fix === undefined ? '' : <Part term="What to do" text={fix} />}
        <Part term="To live with it" text={`Write \`@suppress ${code}\` and the reason into its comment.`} />
      </dl>
      <SourceLink place={source} />
    </details>
  );
}

/** A level, as a word and a sign: colour is not all that tells it. */
export function Level({ level }: { level: SiteFinding['level'] }): VNode {
  return (
    <span class={`level level-${level}`}>
      <span aria-hidden="true">{signs[level]}</span> {level}
    </span>
  );
}

const signs = { error: '✖', warning: '▲', info: '●' } as const;

function Part({ term, text }: { term: string; text: string }): VNode {
  return (
    <div>
      <dt>{term}</dt>
      <dd>
        <Line text={text} />
      </dd>
    </div>
  );
}
