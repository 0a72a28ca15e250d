import Anthropic from '@anthropic-ai/sdk';
import { betaTool } from '@anthropic-ai/sdk/helpers/beta/json-schema';
import { scenarios } from './scenarios.mjs';
import * as wire from './wire.mjs';

const client = new Anthropic({ baseURL: wire.baseUrl, apiKey: wire.key, maxRetries: 0, timeout: 20_000 });
const ENDS = { end_turn: 'stop', max_tokens: 'length', tool_use: 'tools', refusal: 'refused' };

function params(model, wants) {
  const messages = [{
    role: 'user',
    content: wants.image
      ? [{ type: 'text', text: 'What is this?' },
         { type: 'image', source: { type: 'base64', media_type: 'image/png', data: wire.PIXEL } }]
      : wire.QUESTION,
  }];
  if (wants.results) {
    messages.push(
      { role: 'assistant', content: wire.CALLS.map(({ id, name, args }) => (
        { type: 'tool_use', id, name, input: args })) },
      { role: 'user', content: wire.CALLS.map(({ id }) => (
        { type: 'tool_result', tool_use_id: id, content: '4 degrees' })) },
    );
  }
  return {
    model, max_tokens: 4000, system: 'Be brief.', messages,
    ...(wants.tools && { tools: [{ name: 'get_weather', input_schema: wire.WEATHER }] }),
    ...(wants.schema && { output_config: { format: { type: 'json_schema', schema: wire.PLACE } } }),
    ...(wants.thinking && { thinking: { type: 'enabled', budget_tokens: 2048 } }),
  };
}

function heard(message) {
  const of = (type) => message.content.filter((block) => block.type === type);
  const said = of('text').map((block) => block.text).join('');
  const end = ENDS[message.stop_reason];
  const { usage } = message;
  return {
    text: end === 'refused' ? '' : said, refusal: end === 'refused' ? said : '', end,
    thought: of('thinking').map((block) => block.thinking).join(''),
    signature: of('thinking').map((block) => block.signature).join(''),
    calls: of('tool_use').map(({ id, name, input }) => ({ id, name, args: input })),
    tokens: {
      input: usage.input_tokens + usage.cache_read_input_tokens + (usage.cache_creation_input_tokens ?? 0),
      cached: usage.cache_read_input_tokens, output: usage.output_tokens,
    },
  };
}

scenarios('anthropic', {
  dialect: 'ANTHROPIC',
  signs: true,
  async ask(model, wants, stream) {
    return heard(stream
      ? await client.messages.stream(params(model, wants)).finalMessage()
      : await client.messages.create(params(model, wants)));
  },
  // keeps its thread at Anthropic unless told not to; the simulator has none, elsewhere the SDK has to find out
  async loop(model, weather, stream, vendor) {
    const runner = client.beta.messages.toolRunner({
      ...params(model, { thinking: true }), stream, ...(vendor === 'ANTHROPIC' && { thread: false }),
      tools: [betaTool({ name: 'get_weather', description: 'Weather', inputSchema: wire.WEATHER, run: weather })],
    });
    let last;
    for await (const turn of runner) last = stream ? await turn.finalMessage() : turn;
    return heard(last).text;
  },
  async leave(model) {
    const stream = await client.messages.create({ ...params(model, {}), stream: true });
    for await (const _ of stream) break;
  },
});
