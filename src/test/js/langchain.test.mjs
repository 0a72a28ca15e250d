import { ChatAnthropic } from '@langchain/anthropic';
import { AIMessage, HumanMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { ChatGoogleGenerativeAI } from '@langchain/google-genai';
import { ChatOpenAI } from '@langchain/openai';
import { createAgent } from 'langchain';
import { frameworks } from './frameworks.mjs';
import * as wire from './wire.mjs';

const PICTURE = {
  type: 'image_url', image_url: { url: `data:image/png;base64,${wire.PIXEL}`, detail: 'auto' },
};

const openai = (more) => ({
  ...more,
  model: (model, wants) => new ChatOpenAI({
    model, apiKey: wire.key, maxRetries: 0, configuration: { baseURL: `${wire.baseUrl}/v1` }, ...more.settings(wants),
  }),
});

const providers = [
  openai({
    name: 'chat',
    settings: (wants) => (wants.thinking ? { reasoning: { effort: 'low' } } : {}),
    skips: (vendor, test) => vendor === 'OPENAI_CHAT' && test.includes('loop')
      && 'the simulator does not take the name that LangChain puts into tool messages',
  }),
  openai({
    name: 'responses',
    skips: (_, test) => test === 'streamed: structured output'
      && 'LangChain cannot read a streamed object out of its own answers of this API',
    settings: (wants) => ({
      useResponsesApi: true, zdrEnabled: true,
      // it knows by their names which models reason, and would not ask the others to
      ...(wants.thinking && { modelKwargs: {
        reasoning: { effort: 'low', summary: 'auto' }, include: ['reasoning.encrypted_content'] } }),
    }),
  }),
  {
    name: 'anthropic',
    // adds up the running totals of a stream, and takes the input from its first event alone
    countsStreams: false,
    model: (model, wants) => new ChatAnthropic({
      model, apiKey: wire.key, anthropicApiUrl: wire.baseUrl, maxRetries: 0, maxTokens: 4000,
      ...(wants.thinking && { thinking: { type: 'enabled', budget_tokens: 2048 } }),
    }),
  },
  {
    name: 'google',
    // leaves the thoughts out of the output; Anthropic does not tell how much they were
    output: (vendor) => wire.TOKENS.output - (vendor === 'ANTHROPIC' ? 0 : wire.TOKENS.reasoning),
    // knows by their names which models see pictures, and looks at `media` alone without asking
    picture: { type: 'media', mimeType: 'image/png', data: wire.PIXEL },
    model: (model, wants) => new ChatGoogleGenerativeAI({
      model, apiKey: wire.key, baseUrl: wire.baseUrl, maxRetries: 0,
      ...(wants.thinking && { thinkingConfig: { thinkingBudget: 1024, includeThoughts: true } }),
    }),
  },
];

const question = (wants, picture = PICTURE) => new HumanMessage({
  content: wants.image ? [{ type: 'text', text: 'What is this?' }, picture] : wire.QUESTION,
});

async function message(model, wants, asked) {
  if (!wants.stream) return model.invoke([asked]);
  let whole;
  for await (const chunk of await model.stream([asked])) whole = whole ? whole.concat(chunk) : chunk;
  return whole;
}

async function structured(model, wants) {
  const asked = model.withStructuredOutput(wire.PLACE, { name: 'place', method: 'jsonSchema' });
  if (!wants.stream) return asked.invoke([question(wants)]);
  let last;
  for await (const piece of await asked.stream([question(wants)])) last = piece;
  return last;
}

function thought(message) {
  const own = message.additional_kwargs.reasoning_content;
  if (own) return own;
  const blocks = Array.isArray(message.content) ? message.content : [];
  const thinking = blocks.filter(({ type }) => type === 'thinking').map((block) => block.thinking);
  return (thinking.length ? thinking
    : message.contentBlocks.filter(({ type }) => type === 'reasoning').map((block) => block.reasoning)).join('');
}

// the simulators' answers share their id, by which an agent takes the second for a correction of the first
const said = (messages) => messages.findLast((message) => AIMessage.isInstance(message)).text;

function client(provider) {
  return {
    name: `LangChain, ${provider.name}`,
    thinks: true,
    tokens: (vendor, stream) => (stream && provider.countsStreams === false ? undefined
      : { input: wire.TOKENS.input, output: provider.output?.(vendor) ?? wire.TOKENS.output }),
    skips: provider.skips,
    status: (error) => error.status,
    async ask(model, wants) {
      if (wants.schema) return { object: await structured(provider.model(model, wants), wants) };
      const heard = await message(provider.model(model, wants), wants, question(wants, provider.picture));
      return {
        text: heard.text, thought: thought(heard),
        tokens: { input: heard.usage_metadata?.input_tokens, output: heard.usage_metadata?.output_tokens },
      };
    },
    async loop(model, wants) {
      const weather = tool(wants.weather, { name: 'get_weather', description: 'Weather', schema: wire.WEATHER });
      const agent = createAgent({ model: provider.model(model, wants), tools: [weather], systemPrompt: 'Be brief.' });
      const asked = { messages: [question(wants)] };
      if (!wants.stream) return said((await agent.invoke(asked)).messages);
      let last;
      for await (const [mode, state] of await agent.stream(asked, { streamMode: ['messages', 'values'] })) {
        if (mode === 'values') last = state.messages;
      }
      return said(last);
    },
  };
}

frameworks(providers.map(client));
