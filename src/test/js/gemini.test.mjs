import { GoogleGenAI } from '@google/genai';
import { scenarios } from './scenarios.mjs';
import * as wire from './wire.mjs';

const client = new GoogleGenAI({
  apiKey: wire.key, httpOptions: { baseUrl: wire.baseUrl, apiVersion: 'v1beta', timeout: 20_000 },
});
const ENDS = { STOP: 'stop', MAX_TOKENS: 'length', SAFETY: 'refused' };

function params(model, wants) {
  const contents = [{
    role: 'user',
    parts: wants.image
      ? [{ text: 'What is this?' }, { inlineData: { mimeType: 'image/png', data: wire.PIXEL } }]
      : [{ text: wire.QUESTION }],
  }];
  if (wants.results) {
    contents.push(
      { role: 'model', parts: wire.CALLS.map(({ id, name, args }) => (
        { functionCall: { id, name, args }, thoughtSignature: wire.SIGNATURE })) },
      { role: 'user', parts: wire.CALLS.map(({ id, name }) => (
        { functionResponse: { id, name, response: { output: '4 degrees' } } })) },
    );
  }
  return {
    model, contents,
    config: {
      maxOutputTokens: 500, systemInstruction: 'Be brief.',
      ...(wants.tools && { tools: [{ functionDeclarations: [
        { name: 'get_weather', description: 'Weather of a city', parametersJsonSchema: wire.WEATHER }] }] }),
      ...(wants.schema && { responseMimeType: 'application/json', responseJsonSchema: wire.PLACE }),
      ...(wants.thinking && { thinkingConfig: { thinkingBudget: 1024, includeThoughts: true } }),
    },
  };
}

const nothing = () => ({ text: '', thought: '', signature: '', refusal: '', calls: [] });

function hear(heard, response) {
  const [candidate] = response.candidates ?? [];
  for (const part of candidate?.content?.parts ?? []) {
    if (part.text) heard[part.thought ? 'thought' : 'text'] += part.text;
    heard.signature ||= part.thoughtSignature ?? '';
    if (part.functionCall) {
      const { id, name, args } = part.functionCall;
      heard.calls.push({ id, name, args });
    }
  }
  heard.end = ENDS[candidate?.finishReason] ?? heard.end;
  const usage = response.usageMetadata;
  if (usage) {
    heard.tokens = {
      input: usage.promptTokenCount, cached: usage.cachedContentTokenCount,
      output: usage.candidatesTokenCount + (usage.thoughtsTokenCount ?? 0), reasoning: usage.thoughtsTokenCount,
    };
  }
}

scenarios('gemini', {
  dialect: 'GEMINI',
  signs: true,
  async ask(model, wants, stream) {
    const heard = nothing();
    if (stream) {
      for await (const chunk of await client.models.generateContentStream(params(model, wants))) hear(heard, chunk);
    } else {
      hear(heard, await client.models.generateContent(params(model, wants)));
    }
    // a stream without its finish is a cut one; this SDK leaves that to its users
    if (heard.end === undefined) throw new Error('the stream ended early');
    if (heard.end === 'refused') [heard.refusal, heard.text] = [heard.text, ''];
    if (heard.calls.length) heard.end = 'tools';
    return heard;
  },
  async loop(model, weather, stream) {
    const request = params(model, { thinking: true, tools: true });
    const [declared] = request.config.tools;
    request.config.tools = [{
      tool: async () => declared,
      callTool: async (calls) => calls.map(({ id, name, args }) => (
        { functionResponse: { id, name, response: { output: weather(args) } } })),
    }];
    const heard = nothing();
    if (stream) {
      for await (const chunk of await client.models.generateContentStream(request)) hear(heard, chunk);
    } else {
      hear(heard, await client.models.generateContent(request));
    }
    return heard.text;
  },
  async leave(model) {
    const request = params(model, {});
    const left = new AbortController();
    request.config.abortSignal = left.signal;
    for await (const _ of await client.models.generateContentStream(request)) break;
    left.abort(); // to stop reading is not enough for this SDK
  },
});
