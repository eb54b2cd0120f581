import {html, useEffect, useRef, useState} from '../../lib/htm-preact.js';
import {paramsOf, valuesOf} from '../model/forms.js';
import {refusalText} from '../model/words.js';
import {CopyButton} from './parts.js';

const MAX_ANSWERS = 100;

/** Every method as a form, as the server describes it. */
export function MethodsView({desk, entry, redraw}) {
  const method = desk.methods.find(({name}) => name === entry) ?? desk.methods[0];
  if (!method) {
    return html`<h2>Methods</h2><p class="empty">The server has not described its methods.</p>`;
  }
  return html`<div class="methods">
    <nav aria-label="Methods"><ul>
      ${desk.methods.map(({name, kind}) => html`<li key=${name}>
        <a href=${`#methods/${name}`} aria-current=${name === method.name ? 'true' : undefined}>${name}</a> <small>${kind}</small></li>`)}
    </ul></nav>
    <${MethodForm} key=${method.name} desk=${desk} method=${method} redraw=${redraw} />
  </div>`;
}

function MethodForm({desk, method, redraw}) {
  const [values, setValues] = useState({});
  const [others, setOthers] = useState('');
  const [faults, setFaults] = useState({});
  const [answers, setAnswers] = useState([]);
  const isThere = useRef(true);
  const told = useRef(new Set());
  useEffect(() => () => {
    isThere.current = false;
    told.current.forEach(one => one.close?.().catch(() => {}));
  }, []);
  const tell = answer => isThere.current && setAnswers(before => [...before, answer].slice(-MAX_ANSWERS));
  const send = async event => {
    event.preventDefault();
    const {params, faults: found} = paramsOf(method.fields, values, others);
    setFaults(found ?? {});
    if (found) {
      const first = event.target.querySelector(`[name="${Object.keys(found)[0]}"]`);
      first?.focus();
    } else if (desk.isOpen) {
      const one = await desk.request(method, params, tell);
      one && told.current.add(one);
      redraw();
    }
  };
  const fill = ({params}) => {
    setValues(valuesOf(method.fields, params));
    setFaults({});
    const known = new Set(method.fields.map(({name}) => name));
    const further = Object.fromEntries(Object.entries(params).filter(([name]) => !known.has(name)));
    setOthers(Object.keys(further).length ? JSON.stringify(further) : '');
  };
  return html`<section aria-labelledby="method-title" class="method">
    <h2 id="method-title">${method.name}</h2>
    <p>${method.summary} <small>(${method.kind})</small></p>
    <form onSubmit=${send} novalidate>
      ${method.fields.map(field => html`<${Field} key=${field.name} field=${field} value=${values[field.name]} fault=${faults[field.name]}
        onChange=${value => setValues(now => ({...now, [field.name]: value}))} />`)}
      ${method.others && html`<${Field} field=${{name: 'others', type: 'json', help: 'Further parameters, as a JSON object.'}} value=${others}
        fault=${faults.others} onChange=${setOthers} />`}
      <div class="actions">
        <button class="main" aria-disabled=${desk.isOpen ? 'false' : 'true'}>Send</button>
        ${method.examples.map(example => html`<button key=${example.name} type="button" class="small" onClick=${() => fill(example)}>Fill in: ${example.name}</button>`)}
      </div>
    </form>
    <h3 id="answers-title">Answers</h3>
    <div class="bar">
      <${CopyButton} text=${() => answers.map(answerText).join('\n')} label="Copy the answers" />
      <button type="button" class="small" onClick=${() => setAnswers([])}>Clear</button>
    </div>
    <ol class="log" tabindex="0" aria-labelledby="answers-title" role="log">
      ${answers.map((answer, index) => html`<li key=${index} class=${answer.error ? 'bad' : ''}>${answerText(answer)}</li>`)}
    </ol>
  </section>`;
}

function answerText({result, notice, error, isOver}) {
  if (error) {
    return refusalText(error);
  }
  return isOver ? 'Over.' : JSON.stringify(result ?? notice, null, 2);
}

function Field({field, value, fault, onChange, prefix = ''}) {
  const {name, type, isRequired, help, choices} = field;
  const id = `field-${prefix}${name}`;
  const about = `${id}-about`;
  if (type === 'group' || type === 'several') {
    return html`<fieldset aria-describedby=${about}><legend>${name}${isRequired && ' *'}</legend>
      ${type === 'group'
        ? field.fields.map(inner => html`<${Field} key=${inner.name} field=${inner} prefix=${`${prefix}${name}-`} value=${value?.[inner.name]}
            onChange=${changed => onChange({...value, [inner.name]: changed})} />`)
        : choices.map(choice => html`<label key=${choice} class="check"><input type="checkbox" checked=${Boolean(value?.includes(choice))}
            onChange=${event => onChange(event.target.checked ? [...(value ?? []), choice] : value.filter(one => one !== choice))} /> ${choice}</label>`)}
      <${About} id=${about} help=${help} fault=${fault} />
    </fieldset>`;
  }
  const common = {id, name, value: value ?? '', 'aria-describedby': about, 'aria-invalid': fault ? 'true' : undefined,
    'aria-required': isRequired ? 'true' : undefined, onInput: event => onChange(event.target.value)};
  return html`<div class="formfield">
    <label for=${id}>${name}${isRequired && html`<span aria-hidden="true"> *</span>`}</label>
    ${control(type, common, field)}
    <${About} id=${about} help=${help} fault=${fault} />
  </div>`;
}

const About = ({id, help, fault}) => html`<p id=${id} class="hint">${fault && html`<strong class="bad">${fault}. </strong>`}${help}</p>`;

function control(type, common, {choices, maxLength, format}) {
  switch (type) {
    case 'choice':
    case 'flag':
      return html`<select ...${common}><option value="">–</option>${(choices ?? ['true', 'false']).map(choice =>
        html`<option key=${choice} value=${String(choice)}>${String(choice)}</option>`)}</select>`;
    case 'number': return html`<input ...${common} inputmode="numeric" autocomplete="off" />`;
    case 'json': return html`<textarea ...${common} rows="3" spellcheck="false"></textarea>`;
    default:
      return html`<input ...${common} maxlength=${maxLength} spellcheck="false" autocomplete="off" list=${/uri/.test(format ?? '') ? 'parties' : undefined} />`;
  }
}
