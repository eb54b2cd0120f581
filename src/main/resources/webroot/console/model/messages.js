// The raw messages. Pure: no page, no connection.

const MAX_LINES = 500;
const MAX_CHARS = 1_000_000;

// Whoever is sent a copy must not be able to take over the session.
const SECRET = /("token"\s*:\s*")[^"]*"/g;

export class MessageLog {
  #lines = [];
  #chars = 0;
  #number = 0;
  version = 0;

  add(sent, text, at) {
    const shown = text.includes('"token"') ? text.replace(SECRET, '$1…"') : text;
    this.#lines.push({
      number: ++this.#number, sent, text: shown, at, isFault: !sent && /"error":|"event":"Error"/.test(shown),
    });
    this.#chars += shown.length;
    while (this.#lines.length > MAX_LINES || (this.#chars > MAX_CHARS && this.#lines.length > 1)) {
      this.#chars -= this.#lines.shift().text.length;
    }
    this.version++;
  }

  get size() {
    return this.#lines.length;
  }

  /** Those that have the text in them, the oldest first. */
  find(text = '') {
    const wanted = text.toLowerCase();
    return wanted ? this.#lines.filter(line => line.text.toLowerCase().includes(wanted)) : [...this.#lines];
  }

  clear() {
    this.#lines = [];
    this.#chars = 0;
    this.version++;
  }
}

export const lineText = ({at, sent, text}) => `${new Date(at).toISOString()} ${sent ? '->' : '<-'} ${text}`;
