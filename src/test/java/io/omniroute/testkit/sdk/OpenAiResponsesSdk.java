package io.omniroute.testkit.sdk;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.Reasoning;
import com.openai.models.ReasoningEffort;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFormatTextJsonSchemaConfig;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputContent;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseInputText;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseTextConfig;
import io.omniroute.testkit.Json;
import io.omniroute.testkit.Scenario;
import io.omniroute.testkit.sdk.Ask.Want;
import io.omniroute.testkit.sdk.Heard.Call;
import io.omniroute.testkit.sdk.Heard.Ear;
import io.omniroute.testkit.sdk.Heard.End;
import io.omniroute.testkit.sdk.Heard.Tokens;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** {@code openai-java}, responses. */
public final class OpenAiResponsesSdk implements Sdk {
    private final OpenAIClient client;

    public OpenAiResponsesSdk(URI baseUrl, String key) {
        client = OpenAiChatSdk.client(baseUrl, key);
    }

    @Override
    public Heard ask(Ask ask, boolean streamed) {
        return OpenAiChatSdk
                .calling(() -> heard(streamed ? streamed(ask) : client.responses().create(params(ask))));
    }

    private Response streamed(Ask ask) {
        var accumulator = ResponseAccumulator.create();
        try (var stream = client.responses().createStreaming(params(ask))) {
            long number = 0;
            for (var event : (Iterable<ResponseStreamEvent>) stream.stream()::iterator) {
                event.validate();
                accumulator.accumulate(event);
                number++;
            }
            if (number == 0) {
                throw new IllegalStateException("a stream without events");
            }
        }
        return accumulator.response();
    }

    private static Heard heard(Response response) {
        response.validate();
        if (response.error().isPresent()) {
            throw new com.openai.errors.OpenAIException(response.error().get().message());
        }
        var ear = new Ear();
        response.output().forEach(item -> hear(ear, item));
        if (response.status().equals(java.util.Optional.of(ResponseStatus.INCOMPLETE))) {
            ear.end = response.incompleteDetails().flatMap(Response.IncompleteDetails::reason)
                    .filter(Response.IncompleteDetails.Reason.CONTENT_FILTER::equals).isPresent()
                            ? End.REFUSED
                            : End.LENGTH;
        } else if (!ear.refusal.isEmpty()) {
            ear.end = End.REFUSED;
        } else if (!ear.calls.isEmpty()) {
            ear.end = End.TOOLS;
        }
        ear.tokens = response.usage()
                .map(usage -> new Tokens(usage.inputTokens(), usage.inputTokensDetails().cachedTokens(),
                        usage.outputTokens(), usage.outputTokensDetails().reasoningTokens()));
        return ear.heard();
    }

    private static void hear(Ear ear, ResponseOutputItem item) {
        if (item.isMessage()) {
            item.asMessage().content().forEach(content -> {
                content.outputText().ifPresent(text -> ear.text.append(text.text()));
                content.refusal().ifPresent(refusal -> ear.refusal.append(refusal.refusal()));
            });
        } else if (item.isReasoning()) {
            item.asReasoning().summary().forEach(summary -> ear.thought.append(summary.text()));
            item.asReasoning().encryptedContent().ifPresent(ear.signature::append);
        } else if (item.isFunctionCall()) {
            var call = item.asFunctionCall();
            ear.calls.add(new Call(call.callId(), call.name(), Json.tree(call.arguments())));
        }
    }

    private static ResponseCreateParams params(Ask ask) {
        var params = ResponseCreateParams.builder().model(ask.model()).instructions("Be brief.").maxOutputTokens(500);
        if (ask.wants(Want.IMAGE)) {
            params.inputOfResponse(List.of(picture()));
        } else if (ask.wants(Want.TOOL_RESULTS)) {
            params.inputOfResponse(results());
        } else {
            params.input(QUESTION);
        }
        if (ask.wants(Want.TOOLS)) {
            params.addTool(FunctionTool.builder().name("get_weather").strict(true)
                    .parameters(JsonValue.from(OpenAiChatSdk.WEATHER).convert(FunctionTool.Parameters.class)).build());
        }
        if (ask.wants(Want.SCHEMA)) {
            params.text(ResponseTextConfig.builder()
                    .format(ResponseFormatTextJsonSchemaConfig.builder().name("place").strict(true)
                            .schema(JsonValue.from(OpenAiChatSdk.PLACE)
                                    .convert(ResponseFormatTextJsonSchemaConfig.Schema.class))
                            .build())
                    .build());
        }
        if (ask.wants(Want.THINKING)) {
            params.reasoning(
                    Reasoning.builder().effort(ReasoningEffort.LOW).summary(Reasoning.Summary.AUTO).build());
        }
        return params.build();
    }

    private static ResponseInputItem picture() {
        return ResponseInputItem.ofMessage(ResponseInputItem.Message.builder().role(ResponseInputItem.Message.Role.USER)
                .addContent(ResponseInputContent.ofInputText(ResponseInputText.builder().text("What is this?").build()))
                .addContent(ResponseInputContent.ofInputImage(
                        ResponseInputImage.builder().detail(ResponseInputImage.Detail.AUTO)
                                .imageUrl("data:image/png;base64," + Scenario.PIXEL).build()))
                .build());
    }

    private static List<ResponseInputItem> results() {
        var items = new ArrayList<ResponseInputItem>();
        items.add(ResponseInputItem.ofMessage(ResponseInputItem.Message.builder()
                .role(ResponseInputItem.Message.Role.USER)
                .addContent(ResponseInputContent.ofInputText(ResponseInputText.builder().text(QUESTION).build()))
                .build()));
        for (var call : CALLS) {
            items.add(ResponseInputItem.ofFunctionCall(ResponseFunctionToolCall.builder().callId(call.id())
                    .name(call.name()).arguments(call.arguments().toString()).build()));
        }
        for (var call : CALLS) {
            items.add(ResponseInputItem.ofFunctionCallOutput(
                    ResponseInputItem.FunctionCallOutput.builder().callId(call.id()).output("4 degrees").build()));
        }
        return items;
    }

    @Override
    public void leaveAfterFirstEvent(Ask ask) {
        try (var stream = client.responses().createStreaming(params(ask))) {
            stream.stream().iterator().next();
        }
    }

    @Override
    public String exceptionFor(int status) {
        return OpenAiChatSdk.typedException(status);
    }

    @Override
    public boolean showsRetryAfter() {
        return true;
    }

    @Override
    public void close() {
        client.close();
    }
}
