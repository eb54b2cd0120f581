// Forms for methods, from the OpenRPC document. Pure: no page, no connection.

/** The methods of a document: {name, kind, summary, fields, others, examples}. */
export function methodsOf(document) {
  return (document.methods ?? []).map(method => ({
    name: method.name,
    kind: method.tags?.[0]?.name ?? 'query',
    summary: method.summary ?? '',
    fields: (method.params ?? []).map(param => ({
      ...field(param.name, resolve(param.schema ?? {}, document), document),
      isRequired: Boolean(param.required),
      help: param.summary ?? resolve(param.schema ?? {}, document).description ?? '',
    })),
    others: Boolean(method['x-additional-params']),
    examples: (method.examples ?? []).map(example => ({
      name: example.name,
      params: Object.fromEntries((example.params ?? []).map(({name, value}) => [name, value])),
    })),
  }));
}

function resolve(schema, document) {
  let found = schema;
  for (let hops = 0; found.$ref && hops < 8; hops++) {
    found = found.$ref.replace(/^#\//, '').split('/').reduce((node, name) => node?.[name], document) ?? {};
  }
  return found;
}

/** type: text, number, flag, choice, several, group, json. */
function field(name, schema, document, depth = 0) {
  const choices = schema.enum ?? (schema.const !== undefined ? [schema.const] : undefined);
  if (choices) {
    return {name, type: 'choice', choices};
  }
  const several = (schema.anyOf ?? schema.oneOf ?? [schema]).map(one => resolve(one, document))
    .find(one => one.type === 'array' && resolve(one.items ?? {}, document).enum);
  if (several) {
    return {name, type: 'several', choices: resolve(several.items, document).enum};
  }
  switch (schema.type) {
    case 'boolean': return {name, type: 'flag'};
    case 'integer':
    case 'number': return {name, type: 'number', isWhole: schema.type === 'integer', min: schema.minimum, max: schema.maximum};
    case 'string': return {name, type: 'text', maxLength: schema.maxLength, format: schema.format};
    case 'object':
      return schema.properties && depth < 3
        ? {name, type: 'group', help: schema.description, fields: Object.entries(schema.properties).map(([inner, of]) => ({
          ...field(inner, resolve(of, document), document, depth + 1),
          isRequired: Boolean(schema.required?.includes(inner)),
          help: of.description ?? '',
        }))}
        : {name, type: 'json'};
    default: return {name, type: 'json'};
  }
}

/**
 * What a form says as parameters. values are texts (lists for "several", objects for "group") by the
 * names of the fields; others is the text of further parameters. {params} or {faults} by name.
 */
export function paramsOf(fields, values, others = '') {
  const params = {};
  const faults = {};
  for (const one of fields) {
    const {value, fault} = valueOf(one, values[one.name]);
    if (fault) {
      faults[one.name] = fault;
    } else if (value !== undefined) {
      params[one.name] = value;
    } else if (one.isRequired) {
      faults[one.name] = 'is missing';
    }
  }
  const further = others.trim() ? json(others) : {value: {}};
  if (further.fault || typeof further.value !== 'object' || Array.isArray(further.value) || further.value === null) {
    faults.others = 'must be a JSON object';
  }
  return Object.keys(faults).length ? {faults} : {params: {...further.value, ...params}};
}

function valueOf(field, given) {
  switch (field.type) {
    case 'several':
      return given?.length ? {value: given.length === 1 ? given[0] : [...given]} : {};
    case 'group': {
      if (!given || !Object.values(given).some(value => value !== undefined && value !== '')) {
        return {};
      }
      const {params, faults} = paramsOf(field.fields, given);
      return faults ? {fault: Object.entries(faults).map(pair => pair.join(' ')).join(', ')} : {value: params};
    }
    default:
      return given === undefined || given === '' ? {} : single(field, given);
  }
}

function single(field, given) {
  switch (field.type) {
    case 'flag': return {value: given === 'true'};
    case 'choice': return {value: field.choices.find(choice => String(choice) === given)};
    case 'number': {
      const number = Number(given);
      const isRight = Number.isFinite(number) && (!field.isWhole || Number.isInteger(number));
      return isRight ? {value: number} : {fault: field.isWhole ? 'must be a whole number' : 'must be a number'};
    }
    case 'json': return json(given);
    default: return {value: given};
  }
}

function json(text) {
  try {
    return {value: JSON.parse(text)};
  } catch {
    return {fault: 'must be JSON'};
  }
}

/** The other way round: what to fill in for parameters. */
export function valuesOf(fields, params) {
  const values = {};
  for (const one of fields) {
    const value = params[one.name];
    if (value !== undefined) {
      values[one.name] = one.type === 'group' ? valuesOf(one.fields, value)
        : one.type === 'several' ? [value].flat()
          : one.type === 'json' ? JSON.stringify(value, null, 2) : String(value);
    }
  }
  return values;
}
