// Where the servers are, and what the simulators say; the texts equal those of Scenario.java.
const need = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set`);
  return value;
};

export const baseUrl = need('OMNIROUTE_BASE_URL').replace(/\/+$/, '');
export const key = need('OMNIROUTE_KEY');
const routes = JSON.parse(need('OMNIROUTE_ROUTES'));

/** The vendors behind the gateway, by the name of their dialect. */
export const vendors = Object.keys(routes);
/** A model by the route that every harmless question takes. */
export const model = (vendor, scenario) => `${routes[vendor][0]}/${scenario}`;
/** A model by a route nobody used: what damages its account shall not cool down the next question. */
export const fresh = (vendor, scenario) => {
  if (routes[vendor].length === 1) throw new Error(`no more routes to ${vendor}`);
  return `${routes[vendor].pop()}/${scenario}`;
};

export const TEXT = 'Hello from the simulator, in several pieces.';
export const UNICODE = 'Grüße, żółw, 漢字かな, 👩‍👩‍👧‍👦 🏳️‍🌈, e\u0301, שלום, \u2028 line\u2029 and "quotes" \\ / \t tab.';
export const THOUGHT = 'The user wants a number; forty-two is one.';
export const SIGNATURE = 'RXFRQkNnSVlBaElNMWdiY0RhOUdKd1pBMmIzaEdnd3hrbGZ6+w==';
export const REFUSAL = 'I cannot help with that.';
export const STRUCTURED = '{"city":"Oslo","degrees":4}';
export const ERROR = 'Simulated failure, nobody is to blame.';
export const TOOL_ANSWER = 'Oslo has 4 degrees, Lima 19.';
export const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
export const TOKENS = { input: 1203, cached: 1024, output: 57, reasoning: 33 };
export const OSLO = { city: 'Oslo', unit: 'C' };
export const LIMA = { city: 'Lima', unit: 'C' };
export const CALLS = [
  { id: 'call_sim_1', name: 'get_weather', args: OSLO },
  { id: 'call_sim_2', name: 'get_weather', args: LIMA },
];
export const QUESTION = 'What is the weather in Oslo and Lima?';
export const WEATHER = {
  type: 'object',
  properties: { city: { type: 'string' }, unit: { type: 'string' } },
  required: ['city', 'unit'],
  additionalProperties: false,
};
export const PLACE = {
  type: 'object',
  properties: { city: { type: 'string' }, degrees: { type: 'integer' } },
  required: ['city', 'degrees'],
  additionalProperties: false,
};
