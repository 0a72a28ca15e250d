package io.omniroute.translation.openai;

import com.fasterxml.jackson.core.JsonGenerator;
import io.omniroute.domain.chat.Annotation;
import io.omniroute.domain.chat.ChatEvent;
import io.omniroute.domain.chat.Media;
import io.omniroute.domain.chat.Signature;
import io.omniroute.domain.chat.Usage;
import io.omniroute.domain.json.Json;
import io.omniroute.domain.stream.ClientEvent;
import io.omniroute.translation.json.JsonBytes;
import io.omniroute.translation.json.JsonText;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the chunks of one stream; all of them say the same about the answer (SO-1).
 *
 * @param nullUsage the client asked for usage: every chunk but the last has a null one (SO-5)
 */
record ChunkWriter(ChatEvent.Started answer, boolean nullUsage) {
    OfChoice of(int choice) {
        return new OfChoice(this, choice);
    }

    /** The last chunk before {@code [DONE]}. */
    ClientEvent usage(Usage usage) {
        return chunk(json -> {
            json.writeArrayFieldStart("choices");
            json.writeEndArray();
            json.writeFieldName("usage");
            JsonText.write(json, UsageJson.write(usage));
        });
    }

    private ClientEvent chunk(JsonBytes.Writing rest) {
        return new ClientEvent(null, JsonBytes.write(json -> {
            json.writeStartObject();
            json.writeStringField("id", ReplyJson.ID_PREFIX + answer.id());
            json.writeStringField("object", "chat.completion.chunk");
            json.writeNumberField("created", answer.createdSeconds());
            json.writeStringField("model", answer.model());
            if (answer.serviceTier().isPresent() && ReplyEncoder.documentedTier(answer.serviceTier().get())) {
                json.writeStringField("service_tier", answer.serviceTier().get());
            }
            rest.to(json);
            json.writeEndObject();
        }));
    }

    /** Writes the chunks of one choice. */
    record OfChoice(ChunkWriter stream, int index) {
        ClientEvent role() {
            return delta(json -> {
                json.writeStringField("role", "assistant");
                json.writeStringField("content", "");
            });
        }

        ClientEvent content(String text) {
            return delta(json -> json.writeStringField("content", text));
        }

        ClientEvent refusal(String text) {
            return delta(json -> json.writeStringField("refusal", text));
        }

        ClientEvent reasoning(String text) {
            return delta(json -> json.writeStringField("reasoning_content", text));
        }

        ClientEvent block(Json.Obj block) {
            return list("thinking_blocks", block);
        }

        ClientEvent image(Media picture) {
            return list("images", MessageWriting.image(picture));
        }

        ClientEvent cite(Annotation source) {
            return list("annotations", MessageWriting.annotation(source));
        }

        ClientEvent mark(Signature signature) {
            return delta(json -> {
                json.writeFieldName("extra_content");
                JsonText.write(json, GoogleSignature.write(signature));
            });
        }

        private ClientEvent list(String name, Json.Obj only) {
            return delta(json -> {
                json.writeFieldName(name);
                JsonText.write(json, new Json.Arr(List.of(only)));
            });
        }

        ClientEvent call(ChatEvent.CallOpened call) {
            String type = call.custom() ? "custom" : "function";
            return call(call.call(), json -> {
                json.writeStringField("id", call.id());
                json.writeStringField("type", type);
                json.writeObjectFieldStart(type);
                json.writeStringField("name", call.name());
                json.writeStringField(call.custom() ? "input" : "arguments", "");
                json.writeEndObject();
                if (call.signature().isPresent()) {
                    json.writeFieldName("extra_content");
                    JsonText.write(json, GoogleSignature.write(call.signature().get()));
                }
            });
        }

        /** @param custom free text of a custom tool */
        ClientEvent arguments(ChatEvent.CallPiece piece, boolean custom) {
            return call(piece.call(), json -> {
                json.writeObjectFieldStart(custom ? "custom" : "function");
                json.writeStringField(custom ? "input" : "arguments", piece.arguments());
                json.writeEndObject();
            });
        }

        private ClientEvent call(int at, JsonBytes.Writing members) {
            return delta(json -> {
                json.writeArrayFieldStart("tool_calls");
                json.writeStartObject();
                json.writeNumberField("index", at);
                members.to(json);
                json.writeEndObject();
                json.writeEndArray();
            });
        }

        ClientEvent weigh(Json.Obj logprobs) {
            return chunk(json -> {
                // nothing new is said
            }, ReplyEncoder.logprobs(logprobs), null);
        }

        ClientEvent finish(String word) {
            return chunk(json -> {
                // all was said before (SO-4)
            }, null, word);
        }

        private ClientEvent delta(JsonBytes.Writing members) {
            return chunk(members, null, null);
        }

        private ClientEvent chunk(JsonBytes.Writing delta, Json.@Nullable Obj logprobs, @Nullable String finish) {
            return stream.chunk(json -> {
                json.writeArrayFieldStart("choices");
                json.writeStartObject();
                json.writeNumberField("index", index);
                json.writeObjectFieldStart("delta");
                delta.to(json);
                json.writeEndObject();
                if (logprobs != null) {
                    json.writeFieldName("logprobs");
                    JsonText.write(json, logprobs);
                }
                finish(json, finish);
                json.writeEndObject();
                json.writeEndArray();
                if (stream.nullUsage) {
                    json.writeNullField("usage");
                }
            });
        }

        private static void finish(JsonGenerator json, @Nullable String word) throws IOException {
            if (word == null) {
                json.writeNullField("finish_reason");
            } else {
                json.writeStringField("finish_reason", word);
            }
        }
    }
}
