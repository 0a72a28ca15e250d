# OmniRoute, packaged, with key check and usage accounting on: a target for the project's benchmark harness.
# Build it first: ./mvnw -DskipTests package liberty:create liberty:deploy -DlooseApplication=false
port=${OMNIROUTE_PORT:-18090}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../.." && pwd)
data=$BENCH_TMP/omniroute-data
T_OPENAI_URL=http://127.0.0.1:$port/v1/chat/completions
T_ANTHROPIC_URL=http://127.0.0.1:$port/v1/messages
T_MODEL_OPENAI=mo/%s
T_MODEL_ANTHROPIC=ma/%s
omniroute_call() { # METHOD PATH JSON
  curl -sf -b "$data.cookies" -c "$data.cookies" -X "$1" -H "Origin: http://127.0.0.1:$port" \
    -H 'Content-Type: application/json' -d "$3" "http://127.0.0.1:$port$2"
}
omniroute_node() { # TYPE PREFIX BASE-URL
  local id
  id=$(omniroute_call POST /api/provider-nodes \
    "{\"type\":\"$1\",\"name\":\"$2\",\"prefix\":\"$2\",\"apiType\":\"chat\",\"baseUrl\":\"$3\"}" | jq -r .node.id) &&
    omniroute_call POST /api/providers "{\"provider\":\"$id\",\"apiKey\":\"sk-mock\",\"name\":\"mock\"}" > /dev/null
}
target_start() {
  [ -n "${KEEP:-}" ] || rm -rf "$data" "$data.key"
  mkdir -p "$data"
  PORT=$port DATA_DIR=$data INITIAL_PASSWORD=bench-password REQUIRE_API_KEY=true WLP_OUTPUT_DIR=$BENCH_TMP/omniroute-out \
    "$root/target/liberty/wlp/bin/server" run omniroute > "$BENCH_TMP/omniroute.log" 2>&1 &
  local script=$!
  wait_200 "http://127.0.0.1:$port/health/ready" 90 || return 1
  T_PID=$(pgrep -P "$script" java || echo "$script")
  [ -s "$data.key" ] && return 0
  omniroute_call POST /api/auth/login '{"password":"bench-password"}' > /dev/null &&
    omniroute_node openai-compatible mo "http://127.0.0.1:$MOCK_PORT/v1" &&
    omniroute_node anthropic-compatible ma "http://127.0.0.1:$MOCK_PORT/v1" &&
    omniroute_call POST /api/keys '{"name":"bench"}' | jq -r .key > "$data.key"
}
target_env() { T_KEY=$(cat "$data.key"); }
