import assert from 'node:assert/strict';
import { fill, mapArgs, phrases, placesOf, render } from '../../src/engine/messages';

const say = phrases({
  host: '{what} goes to {host}, and {host} is far away.',
  request: 'This request',
});
const message = say('host', { what: say('request'), host: 'a.example' });

describe('messages', () => {
  it('are plain data', () => {
    assert.deepEqual(structuredClone(message), message);
    assert.deepEqual(message, {
      id: 'host',
      text: say.texts.host,
      args: { what: { id: 'request', text: 'This request', args: {} }, host: 'a.example' },
    });
  });

  it('are checked by the compiler', () => {
    // @ts-expect-error there is no such text
    assert.equal(say('nowhere').text, undefined);
    // @ts-expect-error a place is left empty
    assert.equal(render(say('host', { host: 'x' })), '{what} goes to x, and x is far away.');
    // @ts-expect-error the text has no places
    say('request', { host: 'x' });
  });

  it('read as their text with the places filled, parts included', () => {
    assert.equal(render(message), 'This request goes to a.example, and a.example is far away.');
  });

  it('fill places once: a value that looks like a place is a value', () => {
    assert.equal(
      render(say('host', { what: '{host}', host: '{what}' })),
      '{host} goes to {what}, and {what} is far away.',
    );
    assert.equal(fill('{toString} {__proto__} { }', {}), '{toString} {__proto__} { }');
  });

  it('are translated text by text', () => {
    const shout: typeof fill = (text, args) =>
      fill(
        text.toUpperCase().replace(/\{\w+\}/g, (place) => place.toLowerCase()),
        args,
      );
    assert.equal(render(message, shout), 'THIS REQUEST GOES TO a.example, AND a.example IS FAR AWAY.');
  });

  it('change in every value', () => {
    const nested = say('host', { what: say('host', { what: 'a', host: 'b' }), host: 'c' });
    assert.equal(
      render(mapArgs(nested, (value) => value.toUpperCase())),
      'A goes to B, and B is far away. goes to C, and C is far away.',
    );
    assert.equal(render(nested), 'a goes to b, and b is far away. goes to c, and c is far away.');
  });

  it('name their places once each, in order', () => {
    assert.deepEqual(placesOf('{b} {a} {b} {not a place}'), ['b', 'a']);
  });
});
