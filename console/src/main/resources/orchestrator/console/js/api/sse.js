/**
 * One message of a stream of server-sent events.
 *
 * @typedef {{event: string, data: string, id: string}} Message
 */

/** No message of a well-behaved door is longer. */
const LONGEST = 64 << 20;

/** Takes the text of a stream in parts, and gives the messages that are whole. */
export class SseParser {
  constructor() {
    this.rest = '';
    this.event = '';
    /** @type {string[]} */
    this.data = [];
    this.id = '';
  }

  /**
   * @param {string} text
   * @returns {Message[]}
   */
  take(text) {
    /** @type {Message[]} */
    const messages = [];
    const lines = (this.rest + text).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    if (this.rest.length > LONGEST) {
      throw new Error('a message of the stream is too long');
    }
    for (const line of lines) {
      if (line === '') {
        if (this.data.length > 0) {
          messages.push({
            event: this.event || 'message',
            data: this.data.join('\n'),
            id: this.id,
          });
        }
        this.event = '';
        this.data = [];
      } else {
        this.field(line);
      }
    }
    return messages;
  }

  /** @param {string} line */
  field(line) {
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') {
      this.event = value;
    } else if (name === 'data') {
      this.data.push(value);
    } else if (name === 'id') {
      this.id = value;
    }
  }
}
