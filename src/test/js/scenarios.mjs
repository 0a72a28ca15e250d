// The contract that every SDK has to pass; `ask` answers {text, thought, signature, calls, refusal, end, tokens}.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as wire from './wire.mjs';

export function scenarios(name, sdk) {
  describe(name, () => {
    for (const stream of [false, true]) {
      const how = stream ? 'streamed' : 'complete';
      const ask = (scenario, wants = {}) => sdk.ask(wire.model(sdk.dialect, scenario), wants, stream);

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
        if (sdk.signs) assert.equal(heard.signature, wire.SIGNATURE);
      });
      test(`${how}: image`, async () => {
        assert.equal((await ask('sim-image', { image: true })).text, wire.TEXT);
      });
      test(`${how}: structured output`, async () => {
        assert.equal((await ask('sim-structured', { schema: true })).text, wire.STRUCTURED);
      });
      test(`${how}: refusal`, async () => {
        const heard = await ask('sim-refusal');
        assert.equal(heard.refusal, wire.REFUSAL);
        assert.equal(heard.end, 'refused');
      });
      test(`${how}: token limit`, async () => {
        assert.equal((await ask('sim-limit')).end, 'length');
      });
      test(`${how}: usage`, async () => {
        const { reasoning, ...counts } = (await ask('sim-text', { usage: true })).tokens;
        const { reasoning: expected, ...others } = wire.TOKENS;
        assert.deepEqual(counts, others);
        if (reasoning !== undefined) assert.equal(reasoning, expected);
      });
      // 400 and 404 touch no account; what does has its own routes in the Java suite
      for (const status of [400, 404]) {
        test(`${how}: error ${status}`, async () => {
          await assert.rejects(ask(`sim-e${status}`), (error) => {
            assert.equal(error.status, status);
            assert.match(error.message, new RegExp(wire.ERROR));
            return true;
          });
        });
      }
    }

    test('client that leaves', async () => {
      await sdk.leave(wire.model(sdk.dialect, 'sim-endless'));
    });
    // last: these count as failures of the account
    test('streamed: cut', async () => {
      await assert.rejects(sdk.ask(wire.model(sdk.dialect, 'sim-cut'), {}, true));
    });
    test('streamed: error in the middle', async () => {
      await assert.rejects(sdk.ask(wire.model(`${sdk.dialect}_2`, 'sim-midstream-error'), {}, true), (error) => {
        assert.match(`${error.message} ${JSON.stringify(error)}`, new RegExp(wire.ERROR));
        return true;
      });
    });
  });
}
