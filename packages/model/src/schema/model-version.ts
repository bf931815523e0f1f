/** Version of the form of model documents: the first number changes when those who read the old form can not read the new. */
export const modelVersion = '1.1.0';

/** The name of the JSON Schema that model documents follow. */
export const modelSchemaId = 'urn:domainry:model-document:1';

/** What writes them. */
export const generator = '@domainry/model 0.1.0';

/** Version of the form of the documentation that is kept in a file. */
export const documentationVersion = '1';
