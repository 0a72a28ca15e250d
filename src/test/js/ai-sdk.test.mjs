import { createAnthropic } from '@ai-sdk/anthropic';
import { createGoogle } from '@ai-sdk/google';
import { createOpenAI } from '@ai-sdk/openai';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, jsonSchema, Output, stepCountIs, streamText, tool } from 'ai';
import { frameworks } from './frameworks.mjs';
import * as wire from './wire.mjs';

const openai = createOpenAI({ baseURL: `${wire.baseUrl}/v1`, apiKey: wire.key });
const compatible = createOpenAICompatible({
  name: 'omniroute', baseURL: `${wire.baseUrl}/v1`, apiKey: wire.key, includeUsage: true,
  supportsStructuredOutputs: true,
});
const anthropic = createAnthropic({ baseURL: `${wire.baseUrl}/v1`, apiKey: wire.key });
const google = createGoogle({ baseURL: `${wire.baseUrl}/v1beta`, apiKey: wire.key });

const question = (wants) => (wants.image
  ? [{ type: 'text', text: 'What is this?' },
     { type: 'file', data: wire.PIXEL, mediaType: 'image/png', providerOptions: { openai: { imageDetail: 'auto' } } }]
  : wire.QUESTION);

function settings(provider, model, wants) {
  return {
    model: provider.model(model), maxRetries: 0, maxOutputTokens: 4000, instructions: 'Be brief.',
    messages: [{ role: 'user', content: question(wants) }],
    providerOptions: { ...provider.always, ...(wants.thinking && provider.thinking) },
    ...(wants.schema && { output: Output.object({ schema: jsonSchema(wire.PLACE), name: 'place' }) }),
    ...(wants.weather && {
      stopWhen: stepCountIs(4),
      tools: { get_weather: tool({ inputSchema: jsonSchema(wire.WEATHER), execute: wants.weather }) },
    }),
  };
}

async function run(provider, model, wants) {
  if (!wants.stream) return generateText(settings(provider, model, wants));
  let failure;
  const result = streamText({ ...settings(provider, model, wants), onError: ({ error }) => { failure = error; } });
  await result.consumeStream();
  if (failure) throw failure;
  return result;
}

function client(provider) {
  return {
    name: `AI SDK, ${provider.name}`,
    thinks: provider.thinks ?? true,
    status: (error) => error.statusCode,
    async ask(model, wants) {
      const result = await run(provider, model, wants);
      const usage = await result.usage;
      return {
        text: await result.text, thought: await result.reasoningText,
        object: wants.schema && await result.output,
        tokens: { input: usage.inputTokens, output: usage.outputTokens },
      };
    },
    loop: async (model, wants) => (await run(provider, model, wants)).text,
  };
}

frameworks([
  // the chat model of this provider shows no thoughts
  { name: 'chat', model: openai.chat, thinks: false, thinking: { openai: { reasoningEffort: 'low' } } },
  {
    name: 'responses', model: openai.responses, always: { openai: { store: false } },
    thinking: { openai: {
      store: false, forceReasoning: true, reasoningEffort: 'low', reasoningSummary: 'auto',
      include: ['reasoning.encrypted_content'] } },
  },
  {
    name: 'anthropic', model: anthropic,
    always: { anthropic: { structuredOutputMode: 'outputFormat' } },
    thinking: { anthropic: { thinking: { type: 'enabled', budgetTokens: 2048 } } },
  },
  {
    name: 'google', model: google,
    thinking: { google: { thinkingConfig: { thinkingBudget: 1024, includeThoughts: true } } },
  },
  { name: 'compatible', model: compatible, thinking: { omniroute: { reasoningEffort: 'low' } } },
].map(client));
