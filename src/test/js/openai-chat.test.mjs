import OpenAI from 'openai';
import { scenarios } from './scenarios.mjs';
import * as wire from './wire.mjs';

const client = new OpenAI({ baseURL: `${wire.baseUrl}/v1`, apiKey: wire.key, maxRetries: 0, timeout: 20_000 });
const ENDS = { stop: 'stop', length: 'length', tool_calls: 'tools', content_filter: 'refused' };

function params(model, wants) {
  const messages = [{ role: 'system', content: 'Be brief.' }];
  messages.push({
    role: 'user',
    content: wants.image
      ? [{ type: 'text', text: 'What is this?' },
         { type: 'image_url', image_url: { url: `data:image/png;base64,${wire.PIXEL}` } }]
      : wire.QUESTION,
  });
  if (wants.results) {
    messages.push({
      role: 'assistant',
      tool_calls: wire.CALLS.map(({ id, name, args }) => (
        { id, type: 'function', function: { name, arguments: JSON.stringify(args) } })),
    });
    wire.CALLS.forEach(({ id }) => messages.push({ role: 'tool', tool_call_id: id, content: '4 degrees' }));
  }
  return {
    model, messages, max_completion_tokens: 500,
    ...(wants.tools && {
      tools: [{ type: 'function', function: { name: 'get_weather', parameters: wire.WEATHER, strict: true } }],
    }),
    ...(wants.schema && {
      response_format: { type: 'json_schema', json_schema: { name: 'place', schema: wire.PLACE, strict: true } },
    }),
    ...(wants.thinking && { reasoning_effort: 'low' }),
  };
}

function heard(message, finish, usage, thought) {
  return {
    text: message.content ?? '', thought, refusal: message.refusal ?? '',
    end: message.refusal ? 'refused' : ENDS[finish],
    calls: (message.tool_calls ?? []).map((call) => (
      { id: call.id, name: call.function.name, args: JSON.parse(call.function.arguments) })),
    tokens: usage && {
      input: usage.prompt_tokens, cached: usage.prompt_tokens_details?.cached_tokens,
      output: usage.completion_tokens, reasoning: usage.completion_tokens_details?.reasoning_tokens,
    },
  };
}

async function streamed(model, wants) {
  const message = { content: '', refusal: '', tool_calls: [] };
  let thought = '', finish, usage;
  const stream = await client.chat.completions.create({
    ...params(model, wants), stream: true, ...(wants.usage && { stream_options: { include_usage: true } }),
  });
  for await (const chunk of stream) {
    usage = chunk.usage ?? usage;
    const choice = chunk.choices[0];
    if (!choice) continue;
    message.content += choice.delta.content ?? '';
    message.refusal += choice.delta.refusal ?? '';
    thought += choice.delta.reasoning_content ?? '';
    finish = choice.finish_reason ?? finish;
    for (const call of choice.delta.tool_calls ?? []) {
      message.tool_calls[call.index] ??= { id: call.id, function: { name: call.function.name, arguments: '' } };
      message.tool_calls[call.index].function.arguments += call.function.arguments ?? '';
    }
  }
  // a stream without its finish is a cut one; this SDK leaves that to its users
  if (finish === undefined) throw new Error('the stream ended early');
  return heard(message, finish, usage, thought);
}

scenarios('openai chat', {
  dialect: 'OPENAI_CHAT',
  signs: false,
  async ask(model, wants, stream) {
    if (stream) return streamed(model, wants);
    const { choices: [choice], usage } = await client.chat.completions.create(params(model, wants));
    return heard(choice.message, choice.finish_reason, usage, choice.message.reasoning_content ?? '');
  },
  loop: (model, weather, stream) => client.chat.completions.runTools({
    ...params(model, {}), stream,
    tools: [{ type: 'function', function: {
      name: 'get_weather', description: 'Weather', parameters: wire.WEATHER, parse: JSON.parse, function: weather } }],
  }).finalContent(),
  async leave(model) {
    const stream = await client.chat.completions.create({ ...params(model, {}), stream: true });
    for await (const _ of stream) break;
  },
});
