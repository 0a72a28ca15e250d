// The contract that every SDK has to pass over every vendor; `ask` answers {text, thought, signature, calls, refusal,
// end, tokens}, `loop` lets the SDK call the tool and ask again until the model is content.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as wire from './wire.mjs';

const HARMLESS = [400, 404];
const HARMFUL = [401, 403, 429, 500, 529];

/** What translation may change: a signature travels wrapped, a refusal as text, 529 is Anthropic's own word. */
function expectations(sdk, vendor) {
  const own = sdk.dialect === vendor;
  return {
    signature: (heard) => own && sdk.signs && assert.equal(heard.signature, wire.SIGNATURE),
    refusal: ({ refusal, text }) => (
      own ? assert.equal(refusal, wire.REFUSAL) : assert.ok((refusal + text).includes(wire.REFUSAL), refusal + text)),
    reasoning: (tokens) => own && tokens !== undefined && assert.equal(tokens, wire.TOKENS.reasoning),
    told: (status) => (status === 529 && !own && sdk.dialect !== 'ANTHROPIC' ? 503 : status),
  };
}

export function scenarios(name, sdk) {
  for (const vendor of wire.vendors) {
    describe(`${name} over ${vendor}`, () => over(sdk, vendor));
  }
}

function over(sdk, vendor) {
  const expected = expectations(sdk, vendor);

  for (const stream of [false, true]) {
    const how = stream ? 'streamed' : 'complete';
    const ask = (scenario, wants = {}) => sdk.ask(wire.model(vendor, scenario), wants, stream);

    test(`${how}: text`, async () => {
      const heard = await ask('sim-text');
      assert.equal(heard.text, wire.TEXT);
      assert.equal(heard.end, 'stop');
    });
    test(`${how}: characters torn over writes`, async () => {
      assert.equal((await ask('sim-unicode')).text, wire.UNICODE);
    });
    test(`${how}: tool call`, async () => {
      const heard = await ask('sim-tool', { tools: true });
      assert.deepEqual(heard.calls, wire.CALLS.slice(0, 1));
      assert.equal(heard.end, 'tools');
    });
    test(`${how}: parallel tool calls`, async () => {
      assert.deepEqual((await ask('sim-parallel', { tools: true })).calls, wire.CALLS);
    });
    test(`${how}: tool results`, async () => {
      assert.equal((await ask('sim-parallel', { tools: true, results: true })).text, wire.TOOL_ANSWER);
    });
    test(`${how}: thinking`, async () => {
      const heard = await ask('sim-thinking', { thinking: true });
      assert.equal(heard.thought, wire.THOUGHT);
      assert.equal(heard.text, '42');
      expected.signature(heard);
    });
    test(`${how}: image`, async () => {
      assert.equal((await ask('sim-image', { image: true })).text, wire.TEXT);
    });
    test(`${how}: structured output`, async () => {
      assert.equal((await ask('sim-structured', { schema: true })).text, wire.STRUCTURED);
    });
    test(`${how}: refusal`, async () => {
      const heard = await ask('sim-refusal');
      expected.refusal(heard);
      assert.equal(heard.end, 'refused');
    });
    test(`${how}: token limit`, async () => {
      assert.equal((await ask('sim-limit')).end, 'length');
    });
    for (const scenario of ['sim-parallel', 'sim-agent']) {
      test(`${how}: tool loop of ${scenario}`, async () => {
        const cities = [];
        const weather = ({ city }) => {
          cities.push(city);
          return '4 degrees';
        };
        const text = await sdk.loop(wire.model(vendor, scenario), weather, stream, vendor);
        assert.equal(text, wire.TOOL_ANSWER);
        assert.deepEqual(cities, scenario === 'sim-agent' ? ['Oslo'] : ['Oslo', 'Lima']);
      });
    }
    test(`${how}: usage`, async () => {
      const { reasoning, ...counts } = (await ask('sim-text', { usage: true })).tokens;
      const { reasoning: _, ...others } = wire.TOKENS;
      assert.deepEqual(counts, others);
      expected.reasoning(reasoning);
    });
    for (const status of HARMLESS) {
      test(`${how}: error ${status}`, () => fails(ask(`sim-e${status}`), status));
    }
  }

  for (const status of HARMFUL) {
    test(`complete: error ${status}`, () => (
      fails(sdk.ask(wire.fresh(vendor, `sim-e${status}`), {}, false), expected.told(status))));
  }
  test('streamed: error 429', () => fails(sdk.ask(wire.fresh(vendor, 'sim-e429'), {}, true), 429));
  test('client that leaves', () => sdk.leave(wire.model(vendor, 'sim-endless')));
  test('streamed: cut', () => assert.rejects(sdk.ask(wire.fresh(vendor, 'sim-cut'), {}, true)));
  test('streamed: error in the middle', () => (
    assert.rejects(sdk.ask(wire.fresh(vendor, 'sim-midstream-error'), {}, true), (error) => {
      assert.match(`${error.message} ${JSON.stringify(error)}`, new RegExp(wire.ERROR));
      return true;
    })));
}

function fails(promise, status) {
  return assert.rejects(promise, (error) => {
    assert.equal(error.status, status);
    assert.match(error.message, new RegExp(wire.ERROR));
    return true;
  });
}
