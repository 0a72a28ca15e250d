package io.omniroute.testkit.sdk;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.JsonOutputFormat;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.OutputConfig;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlockParam;
import io.omniroute.testkit.Json;
import io.omniroute.testkit.Scenario;
import io.omniroute.testkit.sdk.Ask.Want;
import io.omniroute.testkit.sdk.Heard.Call;
import io.omniroute.testkit.sdk.Heard.Ear;
import io.omniroute.testkit.sdk.Heard.End;
import io.omniroute.testkit.sdk.Heard.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code anthropic-java}, messages. */
public final class AnthropicSdk implements Sdk {
    private final AnthropicClient client;

    /** @param baseUrl without the version, which this SDK appends itself */
    public AnthropicSdk(URI baseUrl, String key) {
        client = AnthropicOkHttpClient.builder().baseUrl(baseUrl.toString()).apiKey(key).maxRetries(0)
                .timeout(Duration.ofSeconds(20)).build();
    }

    @Override
    public Heard ask(Ask ask, boolean streamed) {
        try {
            return heard(streamed ? streamed(ask) : client.messages().create(params(ask)));
        } catch (AnthropicServiceException e) {
            throw new SdkFailure(e.statusCode(), e,
                    e.headers().values("retry-after").stream().findFirst().orElse(""));
        } catch (AnthropicException e) {
            throw new SdkFailure(0, e, "");
        }
    }

    /** Input tokens of the question as the counting route tells them. */
    public long count(Ask ask) {
        return client.messages()
                .countTokens(MessageCountTokensParams.builder().model(ask.model()).addUserMessage(QUESTION).build())
                .inputTokens();
    }

    private Message streamed(Ask ask) {
        var accumulator = MessageAccumulator.create();
        try (var stream = client.messages().createStreaming(params(ask))) {
            for (var event : (Iterable<RawMessageStreamEvent>) stream.stream()::iterator) {
                event.validate();
                accumulator.accumulate(event);
            }
        }
        return accumulator.message();
    }

    private static Heard heard(Message message) {
        message.validate();
        var ear = new Ear();
        boolean refused = message.stopReason().map(Object::toString).equals(Optional.of("refusal"));
        for (var block : message.content()) {
            block.text().ifPresent(text -> (refused ? ear.refusal : ear.text).append(text.text()));
            block.thinking().ifPresent(it -> {
                ear.thought.append(it.thinking());
                ear.signature.append(it.signature());
            });
            block.toolUse().ifPresent(
                    it -> ear.calls.add(new Call(it.id(), it.name(), Json.tree(Json.line(it._input())))));
        }
        ear.end = switch (message.stopReason().map(Object::toString).orElse("")) {
            case "max_tokens" -> End.LENGTH;
            case "tool_use" -> End.TOOLS;
            case "refusal" -> End.REFUSED;
            default -> End.STOP;
        };
        var usage = message.usage();
        long cached = usage.cacheReadInputTokens().orElse(0L);
        long written = usage.cacheCreationInputTokens().orElse(0L);
        ear.tokens = Optional
                .of(new Tokens(usage.inputTokens() + cached + written, cached, usage.outputTokens(), -1));
        return ear.heard();
    }

    private static MessageCreateParams params(Ask ask) {
        var params = MessageCreateParams.builder().model(ask.model()).maxTokens(4000).system("Be brief.");
        if (ask.wants(Want.IMAGE)) {
            params.addUserMessageOfContentBlockParams(List.of(ContentBlockParam.ofText("What is this?"),
                    ContentBlockParam.ofImage(Base64ImageSource.builder()
                            .mediaType(Base64ImageSource.MediaType.IMAGE_PNG).data(Scenario.PIXEL).build())));
        } else {
            params.addUserMessage(QUESTION);
        }
        if (ask.wants(Want.TOOLS)) {
            params.addTool(Tool.builder().name("get_weather").inputSchema(
                    JsonValue.from(OpenAiChatSdk.WEATHER).convert(Tool.InputSchema.class)).build());
        }
        if (ask.wants(Want.TOOL_RESULTS)) {
            addResults(params);
        }
        if (ask.wants(Want.SCHEMA)) {
            params.outputConfig(OutputConfig.builder().format(JsonOutputFormat.builder()
                    .schema(JsonValue.from(OpenAiChatSdk.PLACE).convert(JsonOutputFormat.Schema.class)).build())
                    .build());
        }
        if (ask.wants(Want.THINKING)) {
            params.enabledThinking(2048);
        }
        return params.build();
    }

    private static void addResults(MessageCreateParams.Builder params) {
        var calls = new ArrayList<ContentBlockParam>();
        var results = new ArrayList<ContentBlockParam>();
        for (var call : CALLS) {
            calls.add(ContentBlockParam.ofToolUse(ToolUseBlockParam.builder().id(call.id()).name(call.name())
                    .input(JsonValue.fromJsonNode(call.arguments()).convert(ToolUseBlockParam.Input.class)).build()));
            results.add(ContentBlockParam.ofToolResult(
                    ToolResultBlockParam.builder().toolUseId(call.id()).content("4 degrees").build()));
        }
        params.addAssistantMessageOfContentBlockParams(calls).addUserMessageOfContentBlockParams(results);
    }

    @Override
    public void leaveAfterFirstEvent(Ask ask) {
        try (var stream = client.messages().createStreaming(params(ask))) {
            stream.stream().iterator().next();
        }
    }

    @Override
    public String exceptionFor(int status) {
        return status == 529 ? "OverloadedException" : OpenAiChatSdk.typedException(status);
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
