package io.omniroute.translation.openai;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.omniroute.domain.stream.Frame;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;

/**
 * Recognises, on the tokens alone, the chunk most streams consist of: more text, reasoning or arguments of what has
 * begun, with documented members only. Such a chunk needs no repair; of all others nothing is said.
 */
final class ChunkScan {
    private static final long LATEST_SECOND = 99_999_999_999L;

    private final ChunkRepairs state;
    private boolean plain = true;
    private boolean choices;
    private boolean id;
    private boolean object;
    private boolean created;
    private boolean model;
    private int index;
    private boolean says;
    private boolean finish;
    private int call;

    private ChunkScan(ChunkRepairs state) {
        this.state = state;
    }

    static boolean plain(Frame frame, ChunkRepairs state) {
        try (JsonParser json = JsonBytes.parser(frame.data(), frame.dataFrom(), frame.dataTo())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            var scan = new ChunkScan(state);
            while (scan.plain && json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                scan.member(name, json);
            }
            return scan.plain && scan.choices && scan.id && scan.object && scan.created && scan.model
                    && json.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private void member(String name, JsonParser json) throws IOException {
        switch (name) {
            case "id" -> plain &= id = is(json, state.id());
            case "object" -> plain &= object = is(json, "chat.completion.chunk");
            case "created" -> plain &= created = json.currentToken() == JsonToken.VALUE_NUMBER_INT
                    && JsonBytes.count(json) >= 1 && JsonBytes.count(json) <= LATEST_SECOND;
            case "model" -> plain &= model = JsonBytes.hasText(json);
            case "system_fingerprint", "obfuscation" -> plain &= json.currentToken() == JsonToken.VALUE_STRING;
            case "usage" -> plain &= state.sanitiser().includeUsage() && json.currentToken() == JsonToken.VALUE_NULL;
            case "choices" -> {
                plain &= json.currentToken() == JsonToken.START_ARRAY;
                while (plain && json.nextToken() != JsonToken.END_ARRAY) {
                    choices = true;
                    choice(json);
                }
            }
            default -> plain = false;
        }
    }

    private static boolean is(JsonParser json, String text) throws IOException {
        return json.currentToken() == JsonToken.VALUE_STRING && json.getText().equals(text);
    }

    private void choice(JsonParser json) throws IOException {
        plain &= json.currentToken() == JsonToken.START_OBJECT;
        index = -1;
        says = false;
        finish = false;
        call = -1;
        while (plain && json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            choiceMember(name, json);
        }
        plain &= index >= 0 && says && finish && state.running(index) && (call < 0 || state.argued(index, call));
    }

    private void choiceMember(String name, JsonParser json) throws IOException {
        switch (name) {
            case "index" -> index = (int) JsonBytes.count(json);
            case "finish_reason" -> plain &= finish = json.currentToken() == JsonToken.VALUE_NULL;
            case "logprobs" -> plain &= json.currentToken() == JsonToken.VALUE_NULL;
            case "delta" -> {
                plain &= json.currentToken() == JsonToken.START_OBJECT;
                while (plain && json.nextToken() == JsonToken.FIELD_NAME) {
                    String member = json.currentName();
                    json.nextToken();
                    deltaMember(member, json);
                }
            }
            default -> plain = false;
        }
    }

    private void deltaMember(String name, JsonParser json) throws IOException {
        switch (name) {
            case "content", "reasoning_content", "refusal" -> plain &= says = JsonBytes.hasText(json);
            case "tool_calls" -> {
                plain &= call < 0 && json.currentToken() == JsonToken.START_ARRAY
                        && json.nextToken() == JsonToken.START_OBJECT;
                while (plain && json.nextToken() == JsonToken.FIELD_NAME) {
                    String member = json.currentName();
                    json.nextToken();
                    callMember(member, json);
                }
                plain &= call >= 0 && says && json.nextToken() == JsonToken.END_ARRAY;
            }
            default -> plain = false;
        }
    }

    private void callMember(String name, JsonParser json) throws IOException {
        switch (name) {
            case "index" -> call = (int) JsonBytes.count(json);
            case "function" -> {
                plain &= json.currentToken() == JsonToken.START_OBJECT && json.nextToken() == JsonToken.FIELD_NAME
                        && json.currentName().equals("arguments");
                if (plain) {
                    json.nextToken();
                    plain = says = JsonBytes.hasText(json);
                    plain &= json.nextToken() == JsonToken.END_OBJECT;
                }
            }
            default -> plain = false;
        }
    }
}
