// The contract of frameworks that drive a model by themselves: each client answers {text, thought, object, tokens} to
// `ask` and {text, steps} to `loop`, in which the framework calls the tool and asks again.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as wire from './wire.mjs';

const TOKENS = { input: wire.TOKENS.input, output: wire.TOKENS.output };
const PLACE = JSON.parse(wire.STRUCTURED);

export function frameworks(clients) {
  for (const client of clients) {
    for (const vendor of wire.vendors) {
      describe(`${client.name} over ${vendor}`, () => over(client, vendor));
    }
  }
}

function over(client, vendor) {
  for (const stream of [false, true]) {
    const how = stream ? 'streamed' : 'complete';
    const ask = (scenario, wants = {}) => client.ask(wire.model(vendor, scenario), { stream, ...wants });
    const loop = async (scenario, wants = {}) => {
      const calls = [];
      const weather = ({ city, unit }) => {
        calls.push({ city, unit });
        return '4 degrees';
      };
      const text = await client.loop(wire.model(vendor, scenario), { stream, weather, ...wants });
      return { text, calls };
    };

    const check = (name, body) => test(`${how}: ${name}`, {
      skip: client.skips?.(vendor, `${how}: ${name}`),
    }, body);

    check('text and usage', async () => {
      const { text, tokens } = await ask('sim-text');
      assert.equal(text, wire.TEXT);
      const expected = client.tokens ? client.tokens(vendor, stream) : TOKENS;
      if (expected) assert.deepEqual(tokens, expected);
    });
    check('tool loop', async () => {
      assert.deepEqual(await loop('sim-tool'), { text: wire.TOOL_ANSWER, calls: [wire.OSLO] });
    });
    check('tool loop with parallel calls', async () => {
      assert.deepEqual(await loop('sim-parallel'), { text: wire.TOOL_ANSWER, calls: [wire.OSLO, wire.LIMA] });
    });
    check('tool loop with signed thinking', async () => {
      assert.deepEqual(await loop('sim-agent', { thinking: true }), { text: wire.TOOL_ANSWER, calls: [wire.OSLO] });
    });
    check('structured output', async () => {
      assert.deepEqual((await ask('sim-structured', { schema: true })).object, PLACE);
    });
    check('thinking', async () => {
      const { text, thought } = await ask('sim-thinking', { thinking: true });
      assert.equal(text, '42');
      if (client.thinks) assert.equal(thought, wire.THOUGHT);
    });
    check('picture', async () => {
      assert.equal((await ask('sim-image', { image: true })).text, wire.TEXT);
    });
    check('error 400', () => fails(client, ask('sim-e400'), 400));
    check('error 429', () => fails(client, client.ask(wire.fresh(vendor, 'sim-e429'), { stream }), 429));
  }
}

function fails(client, promise, status) {
  return assert.rejects(promise, (error) => {
    assert.equal(client.status(error), status, error.stack);
    assert.match(error.message, new RegExp(wire.ERROR));
    return true;
  });
}
