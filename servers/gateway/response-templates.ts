/** What API Gateway takes anything for that says nothing else. */
export const JSON_TYPE = 'application/json';

/**
 * Of several templates the one for JSON, else the first.
 * @param templates by media type
 */
export function chosenTemplate<Template>(templates: Readonly<Record<string, Template>>): {
  readonly mediaType: string;
  readonly template?: Template;
} {
  const mediaTypes = Object.keys(templates);
  const mediaType = mediaTypes.includes(JSON_TYPE) ? JSON_TYPE : (mediaTypes[0] ?? JSON_TYPE);
  const template = templates[mediaType];
  return { mediaType, ...(template !== undefined && { template }) };
}
