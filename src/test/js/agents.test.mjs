import { Agent, OpenAIChatCompletionsModel, OpenAIResponsesModel, Runner, tool } from '@openai/agents';
import OpenAI from 'openai';
import { z } from 'zod';
import { frameworks } from './frameworks.mjs';
import * as wire from './wire.mjs';

const api = new OpenAI({ baseURL: `${wire.baseUrl}/v1`, apiKey: wire.key, maxRetries: 0, timeout: 20_000 });
const runner = new Runner({ tracingDisabled: true });

function agent(provider, model, wants) {
  return new Agent({
    name: 'Forecaster', instructions: 'Be brief.', model: new provider.Model(api, model),
    modelSettings: { ...(wants.thinking && { reasoning: { effort: 'low', summary: 'auto' } }), ...provider.settings },
    ...(wants.schema && { outputType: z.object({ city: z.string(), degrees: z.int() }) }),
    ...(wants.weather && {
      tools: [tool({
        name: 'get_weather', description: 'Weather', execute: wants.weather,
        parameters: z.object({ city: z.string(), unit: z.string() }),
      })],
    }),
  });
}

const question = (wants) => (wants.image
  ? [{ role: 'user', content: [
      { type: 'input_text', text: 'What is this?' },
      { type: 'input_image', image: `data:image/png;base64,${wire.PIXEL}` }] }]
  : wire.QUESTION);

async function run(provider, model, wants) {
  const result = await runner.run(agent(provider, model, wants), question(wants), { stream: wants.stream });
  if (wants.stream) {
    for await (const _ of result);
    await result.completed;
  }
  return result;
}

function client(provider) {
  return {
    name: `OpenAI agents, ${provider.name}`,
    thinks: provider.thinks ?? true,
    status: (error) => error.status,
    async ask(model, wants) {
      const result = await run(provider, model, wants);
      const thoughts = result.newItems.filter(({ type }) => type === 'reasoning_item').map(({ rawItem }) => rawItem);
      const { usage } = result.state;
      return {
        text: result.finalOutput, object: result.finalOutput,
        thought: thoughts.flatMap((it) => [...(it.content ?? []), ...(it.rawContent ?? [])])
          .map(({ text }) => text).join(''),
        tokens: { input: usage.inputTokens, output: usage.outputTokens },
      };
    },
    loop: async (model, wants) => (await run(provider, model, wants)).finalOutput,
  };
}

frameworks([
  // reads thoughts from `reasoning`, the gateway writes `reasoning_content`
  { name: 'chat', Model: OpenAIChatCompletionsModel, thinks: false },
  {
    name: 'responses', Model: OpenAIResponsesModel,
    settings: { store: false, providerData: { include: ['reasoning.encrypted_content'] } },
  },
].map(client));
