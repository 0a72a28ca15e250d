import OpenAI from 'openai';
import { ResponsesToolRunner } from 'openai/helpers/responses-tool-runner';
import { scenarios } from './scenarios.mjs';
import * as wire from './wire.mjs';

const client = new OpenAI({ baseURL: `${wire.baseUrl}/v1`, apiKey: wire.key, maxRetries: 0, timeout: 20_000 });

function input(wants) {
  if (wants.image) {
    return [{ role: 'user', content: [
      { type: 'input_text', text: 'What is this?' },
      { type: 'input_image', detail: 'auto', image_url: `data:image/png;base64,${wire.PIXEL}` },
    ] }];
  }
  if (!wants.results) return wire.QUESTION;
  return [
    { role: 'user', content: wire.QUESTION },
    ...wire.CALLS.map(({ id, name, args }) => (
      { type: 'function_call', call_id: id, name, arguments: JSON.stringify(args) })),
    ...wire.CALLS.map(({ id }) => ({ type: 'function_call_output', call_id: id, output: '4 degrees' })),
  ];
}

function params(model, wants) {
  return {
    model, instructions: 'Be brief.', max_output_tokens: 500, input: input(wants),
    ...(wants.tools && {
      tools: [{ type: 'function', name: 'get_weather', parameters: wire.WEATHER, strict: true }],
    }),
    ...(wants.schema && {
      text: { format: { type: 'json_schema', name: 'place', schema: wire.PLACE, strict: true } },
    }),
    ...(wants.thinking && { reasoning: { effort: 'low', summary: 'auto' } }),
  };
}

function heard(response) {
  if (response.error) throw new Error(response.error.message);
  const of = (type) => response.output.filter((item) => item.type === type);
  const parts = of('message').flatMap((item) => item.content);
  const refusal = parts.filter((part) => part.type === 'refusal').map((part) => part.refusal).join('');
  const calls = of('function_call').map((item) => (
    { id: item.call_id, name: item.name, args: JSON.parse(item.arguments) }));
  const incomplete = { max_output_tokens: 'length', content_filter: 'refused' }[response.incomplete_details?.reason];
  const end = incomplete ?? (refusal ? 'refused' : calls.length ? 'tools' : 'stop');
  return {
    text: response.output_text, refusal, calls, end,
    thought: of('reasoning').flatMap((item) => item.summary).map((part) => part.text).join(''),
    signature: of('reasoning').map((item) => item.encrypted_content).join(''),
    tokens: {
      input: response.usage.input_tokens, cached: response.usage.input_tokens_details.cached_tokens,
      output: response.usage.output_tokens, reasoning: response.usage.output_tokens_details?.reasoning_tokens,
    },
  };
}

scenarios('openai responses', {
  dialect: 'OPENAI_RESPONSES',
  signs: true,
  async ask(model, wants, stream) {
    if (!stream) return heard(await client.responses.create(params(model, wants)));
    const events = client.responses.stream(params(model, wants));
    for await (const event of events) {
      if (event.type === 'response.failed') throw new Error(event.response.error.message);
    }
    return heard(await events.finalResponse());
  },
  async loop(model, weather, stream) {
    const tool = { type: 'function', name: 'get_weather', parameters: wire.WEATHER, strict: true };
    const runner = new ResponsesToolRunner({ functions: [{ tool, execute: weather }] });
    return (await runner.run(client, { ...params(model, { thinking: true }), store: false }, { stream })).output_text;
  },
  async leave(model) {
    const stream = await client.responses.create({ ...params(model, {}), stream: true });
    for await (const _ of stream) break;
  },
});
