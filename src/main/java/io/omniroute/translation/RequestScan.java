package io.omniroute.translation;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.omniroute.domain.Format;
import io.omniroute.domain.failure.Failure;
import io.omniroute.domain.failure.GatewayException;
import io.omniroute.translation.RequestHead.Edit;
import io.omniroute.translation.RequestHead.Places;
import io.omniroute.translation.RequestHead.Span;
import io.omniroute.translation.json.JsonBytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The walk over the top-level members of one request. The last of a repeated key counts, as in most parsers. */
final class RequestScan {
    private final JsonParser json;
    private final Format door;
    private final List<Span> modelSpans = new ArrayList<>(1);
    private final List<Span> emptyStreams = new ArrayList<>(0);
    /** What a Gemini body at the chat door says of model and stream stands in the path towards Gemini. */
    private final ElementCuts ofPath = new ElementCuts();
    private final StreamOptionsScan streamOptions;
    private final MessageScan messages;
    private final SignatureScan signatures;
    private final AskScan ask = new AskScan();
    private @Nullable String model;
    private @Nullable Boolean stream;
    private @Nullable String wronglyTyped;
    private boolean messagesGiven;
    private boolean inputGiven;
    private boolean inputFilled;
    private boolean continued;
    private boolean contentsGiven;
    private boolean contentsFilled;
    private boolean systemGiven;
    private boolean empty = true;
    private int end;

    RequestScan(JsonParser json, Format door) {
        this.json = json;
        this.door = door;
        streamOptions = new StreamOptionsScan(json);
        messages = new MessageScan(json);
        signatures = new SignatureScan(json);
    }

    /** Where the current value begins; byte offsets fit an int because the body is an array. */
    static int from(JsonParser json) {
        return (int) json.currentTokenLocation().getByteOffset();
    }

    /** The current value, read to its end. */
    static Span span(JsonParser json) throws IOException {
        int from = from(json);
        json.skipChildren();
        json.finishToken();
        return new Span(from, (int) json.currentLocation().getByteOffset());
    }

    void read() throws IOException {
        if (door == Format.GEMINI) {
            JsonBytes.members(json, this::geminiMember);
        } else {
            members();
        }
        end = (int) json.currentLocation().getByteOffset() - 1;
    }

    private void members() throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            int from = from(json);
            String name = json.currentName();
            json.nextToken();
            member(name, json);
            json.skipChildren();
            json.finishToken();
            ofPath.element(new Span(from, (int) json.currentLocation().getByteOffset()),
                    !name.equals("model") && !name.equals("stream"));
        }
        ofPath.close();
    }

    private void geminiMember(String name, JsonParser value) throws IOException {
        if (name.equals("contents")) {
            contents();
        } else {
            ask.member(name, value);
        }
    }

    private void member(String name, JsonParser value) throws IOException {
        empty = false;
        boolean given = value.currentToken() != JsonToken.VALUE_NULL;
        switch (name) {
            case "model" -> model();
            case "stream" -> stream();
            case "stream_options" -> streamOptions.read();
            case "messages" -> {
                messagesGiven = given;
                messages.read();
            }
            case "input" -> {
                inputGiven = given;
                inputFilled = input();
            }
            case "contents" -> contents();
            case "request" -> envelope();
            case "system", "anthropic_version" -> systemGiven |= given;
            case "previous_response_id", "prompt", "conversation" -> continued |= given;
            default -> ask.member(name, value);
        }
    }

    private void model() throws IOException {
        boolean given = json.currentToken() != JsonToken.VALUE_NULL;
        model = JsonBytes.text(json);
        if (given && model == null) {
            wronglyTyped = "model must be a string";
        }
        modelSpans.add(span(json));
    }

    private void stream() throws IOException {
        switch (json.currentToken()) {
            case VALUE_TRUE -> stream = true;
            case VALUE_FALSE -> stream = false;
            case VALUE_NULL -> {
                stream = null;
                emptyStreams.add(span(json));
            }
            default -> wronglyTyped = "stream must be a boolean";
        }
    }

    /** Antigravity's envelope holds a Gemini body (AO-1). */
    private void envelope() throws IOException {
        if (door == Format.ANTIGRAVITY) {
            JsonBytes.members(json, this::geminiMember);
        }
    }

    private void contents() throws IOException {
        contentsGiven = json.currentToken() != JsonToken.VALUE_NULL;
        contentsFilled = json.currentToken() == JsonToken.START_ARRAY ? signatures.read() : JsonBytes.filled(json);
    }

    private boolean input() throws IOException {
        return json.currentToken() == JsonToken.START_ARRAY ? signatures.readItems() : JsonBytes.filled(json);
    }

    RequestHead head() {
        if (wronglyTyped != null) {
            String param = wronglyTyped.substring(0, wronglyTyped.indexOf(' '));
            throw new GatewayException(new Failure.Refused(400, "bad_request", wronglyTyped, param, null));
        }
        Format format = format();
        boolean present = switch (format) {
            case GEMINI, ANTIGRAVITY -> contentsFilled;
            case OPENAI_RESPONSES -> inputFilled || continued;
            default -> messages.filled();
        };
        return new RequestHead(format, Optional.ofNullable(model).filter(name -> !name.isEmpty()),
                Optional.ofNullable(stream), streamOptions.includeUsage(), present, messages.traits(),
                places(format), ask.found());
    }

    /** Source: 10 §4.2, first match; a member that is null does not count. */
    private Format format() {
        if (door != Format.OPENAI) {
            return door;
        }
        if (inputGiven && !messagesGiven) {
            return Format.OPENAI_RESPONSES;
        }
        if (contentsGiven) {
            return Format.GEMINI;
        }
        return systemGiven || messages.anthropicParts() ? Format.CLAUDE : Format.OPENAI;
    }

    private Places places(Format format) {
        if (format == Format.ANTIGRAVITY) {
            return new Places(modelSpans, List.of(), List.of());
        }
        if (format == Format.GEMINI) {
            return new Places(List.of(), both(ofPath.edits(), signatures.edits()), List.of());
        }
        List<Edit> always = switch (format) {
            case CLAUDE -> messages.unsignedThinking();
            case OPENAI_RESPONSES -> signatures.edits();
            default -> List.of();
        };
        List<Edit> streaming = new ArrayList<>(2);
        if (stream == null) {
            emptyStreams.forEach(span -> streaming.add(new Edit(span, "true")));
            if (emptyStreams.isEmpty()) {
                streaming.add(append("\"stream\":true"));
            }
        }
        if (format == Format.OPENAI && !streamOptions.includeUsage()) {
            streaming.addAll(streamOptions.given() ? streamOptions.askForUsage()
                    : List.of(append("\"stream_options\":{\"include_usage\":true}")));
        }
        return new Places(modelSpans, always, streaming);
    }

    private static List<Edit> both(List<Edit> some, List<Edit> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    private Edit append(String member) {
        Edit edit = new Edit(new Span(end, end), empty ? member : "," + member);
        empty = false;
        return edit;
    }
}
