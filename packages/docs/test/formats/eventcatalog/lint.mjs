// Runs EventCatalog's linter over the folder it is given. In a process of its own: Jest cannot load what the linter requires.
import { parseAllFiles, scanCatalogFiles, validateCatalog } from '@eventcatalog/linter';

const { parsed, errors } = await parseAllFiles(await scanCatalogFiles(process.argv[2]));
process.stdout.write(JSON.stringify({ unreadable: errors, found: validateCatalog(parsed) }));
