import { fixedAddresses } from '../addresses.js';
import { section, sections, type Page, type PageSection } from '../page.js';
import { PageLink } from '../parts/links.js';
import { PageHead } from '../parts/page-head.js';
import { offeredFormats, type OfferedFormat } from '../schema-files.js';
import type { Site } from '../site.js';

/** The contracts of the system as files, by format; and the models themselves. */
export function schemasPage(site: Site): Page {
  return {
    address: fixedAddresses.schemas,
    title: 'Schemas',
    trail: [],
    head: (
      <PageHead
        title="Schemas"
        text="The contracts as files that other tools read. Their addresses stay the same as long as names and versions do."
      />
    ),
    sections: sections(...offeredFormats(site).map(formatSection), modelsSection(site)),
  };
}

function formatSection({
  format: { name, title, description },
  files,
}: OfferedFormat): PageSection | undefined {
  return section(
    name,
    title,
    <>
      <p class="quiet">{description}</p>
      <details class="files">
        <summary>{files.size === 1 ? '1 file' : `${files.size} files`}</summary>
        <FileLinks paths={[...files.keys()]} folder={`schemas/${name}/`} />
      </details>
    </>,
    files.size,
  );
}

function modelsSection({ landscape, addresses }: Site): PageSection | undefined {
  const paths = landscape.documents.map(({ context }) => addresses.model(context.name));
  return section(
    'models',
    'The models themselves',
    paths.length > 0 && (
      <>
        <p class="quiet">What every page of this site is written from, one document for each context.</p>
        <FileLinks paths={paths} folder="models/" />
      </>
    ),
    paths.length,
  );
}

function FileLinks({
  paths,
  folder,
}: {
  paths: readonly string[];
  folder: string;
}): ReturnType<typeof PageLink> {
  return (
    <ul class="file-list">
      {paths.map((path) => (
        <li key={path}>
          <PageLink to={path}>
            <code>{path.slice(folder.length)}</code>
          </PageLink>
        </li>
      ))}
    </ul>
  );
}
