import {
  DocBlockTag,
  DocCodeSpan,
  DocDeclarationReference,
  DocErrorText,
  DocEscapedText,
  DocExcerpt,
  DocFencedCode,
  DocHtmlEndTag,
  DocHtmlStartTag,
  DocInheritDocTag,
  DocInlineTag,
  DocLinkTag,
  DocPlainText,
  TSDocParser,
  type DocBlock,
  type DocComment,
  type DocNode,
} from '@microsoft/tsdoc';
import type { SuppressionDocument } from '../document/element-document.js';
import { tagConfiguration } from './doc-tags.js';

/** A comment, part by part, as it was written: nothing in it was looked up yet. */
export interface WrittenComment {
  readonly summary: string;
  readonly remarks: string;
  /** Texts of the blocks, by the name of their tag with `@`, in the order of the source. */
  readonly blocks: ReadonlyMap<string, readonly string[]>;
  readonly isHidden: boolean;
  /** What `{@link …}` names, each once. */
  readonly links: readonly string[];
  readonly suppressions: readonly SuppressionDocument[];
}

const parser = new TSDocParser(tagConfiguration());

/** Reads a doc comment. Whatever does not follow the grammar of TSDoc stays as it is written. */
export function readDocComment(text: string): WrittenComment {
  const { docComment } = parser.parseString(text);
  const links = new Set<string>();
  const render = (node: DocNode): string => textOf(node, links).trim();
  const [summary, rest] = atFirstBlankLine(render(docComment.summarySection));
  const blocks = new Map<string, string[]>();
  for (const block of blocksOf(docComment)) {
    const name = block.blockTag.tagName.toLowerCase();
    blocks.set(name, [...(blocks.get(name) ?? []), render(block.content)]);
  }
  const remarks = docComment.remarksBlock === undefined ? '' : render(docComment.remarksBlock.content);
  return {
    summary,
    remarks: [rest, remarks].filter(Boolean).join('\n\n'),
    blocks,
    isHidden: docComment.modifierTagSet.nodes.some(({ tagName }) => /^@(internal|hidden)$/i.test(tagName)),
    links: [...links],
    suppressions: (blocks.get('@suppress') ?? []).flatMap(suppressionIn),
  };
}

function atFirstBlankLine(text: string): readonly [string, string] {
  const [gap] = /\n[ \t]*\n/.exec(text) ?? [];
  if (gap === undefined) return [text, ''];
  const at = text.indexOf(gap);
  return [text.slice(0, at).trim(), text.slice(at + gap.length).trim()];
}

function blocksOf(comment: DocComment): readonly DocBlock[] {
  return [comment.deprecatedBlock, ...comment.seeBlocks, ...comment.customBlocks].filter(
    (block): block is DocBlock => block !== undefined,
  );
}

/** `UNHANDLED_EVENT nobody has to know`. */
function suppressionIn(text: string): readonly SuppressionDocument[] {
  const [, code, reason] = /^([A-Za-z][\w-]*)(?:\s+(?:-\s+)?([\s\S]+))?$/.exec(text) ?? [];
  if (code === undefined) return [];
  return [reason === undefined ? { code } : { code, reason: reason.trim() }];
}

/** The Markdown of a node. */
function textOf(node: DocNode, links: Set<string>): string {
  if (node instanceof DocPlainText) return node.text;
  if (node instanceof DocCodeSpan) return `\`${node.code}\``;
  if (node instanceof DocEscapedText) return node.encodedText;
  if (node instanceof DocErrorText) return node.text;
  if (node instanceof DocFencedCode) return `\n\`\`\`${node.language}\n${node.code.trimEnd()}\n\`\`\`\n`;
  if (node instanceof DocHtmlStartTag || node instanceof DocHtmlEndTag) return node.emitAsHtml();
  if (node instanceof DocLinkTag) return linkOf(node, links);
  if (node instanceof DocInheritDocTag) return '';
  // A tag that nobody knows, in the middle of a text.
  if (node instanceof DocBlockTag) return node.tagName;
  if (node instanceof DocInlineTag) return `{${node.tagName} ${node.tagContent}}`;
  if (node.kind === 'SoftBreak') return '\n';
  if (node instanceof DocExcerpt || node instanceof DocDeclarationReference) return '';
  const inside = node.getChildNodes().map((child) => textOf(child, links));
  return node.kind === 'Paragraph' ? `${inside.join('').trim()}\n\n` : inside.join('');
}

/** Links to elements stay `{@link Account}`, for those who show them; others become links of Markdown. */
function linkOf({ urlDestination, codeDestination, linkText }: DocLinkTag, links: Set<string>): string {
  if (urlDestination !== undefined) return `[${linkText ?? urlDestination}](${urlDestination})`;
  const name = codeDestination?.emitAsTsdoc().trim() ?? '';
  links.add(name);
  return linkText === undefined ? `{@link ${name}}` : `{@link ${name} | ${linkText}}`;
}
