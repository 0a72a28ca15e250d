package io.omniroute.testkit.sdk;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.ReasoningEffort;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessageFunctionToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.CompletionUsage;
import io.omniroute.testkit.Json;
import io.omniroute.testkit.Scenario;
import io.omniroute.testkit.sdk.Ask.Want;
import io.omniroute.testkit.sdk.Heard.Call;
import io.omniroute.testkit.sdk.Heard.Ear;
import io.omniroute.testkit.sdk.Heard.End;
import io.omniroute.testkit.sdk.Heard.Tokens;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code openai-java}, chat completions. */
public final class OpenAiChatSdk implements Sdk {
    static final Map<String, Object> WEATHER = Json.obj("type", "object", "properties",
            Json.obj("city", Json.obj("type", "string"), "unit", Json.obj("type", "string")), "required",
            Json.arr("city", "unit"), "additionalProperties", false);
    static final Map<String, Object> PLACE = Json.obj("type", "object", "properties",
            Json.obj("city", Json.obj("type", "string"), "degrees", Json.obj("type", "integer")), "required",
            Json.arr("city", "degrees"), "additionalProperties", false);

    private final OpenAIClient client;

    public OpenAiChatSdk(URI baseUrl, String key) {
        client = client(baseUrl, key);
    }

    static OpenAIClient client(URI baseUrl, String key) {
        return OpenAIOkHttpClient.builder().baseUrl(baseUrl.toString()).apiKey(key).maxRetries(0)
                .timeout(Duration.ofSeconds(20)).build();
    }

    @Override
    public Heard ask(Ask ask, boolean streamed) {
        return calling(() -> streamed ? streamed(ask) : heard(client.chat().completions().create(params(ask))));
    }

    private Heard streamed(Ask ask) {
        var accumulator = ChatCompletionAccumulator.create();
        var thought = new StringBuilder();
        var tokens = Optional.<Tokens>empty();
        try (var stream = client.chat().completions().createStreaming(params(ask, ask.wants(Want.USAGE)))) {
            for (var chunk : (Iterable<com.openai.models.chat.completions.ChatCompletionChunk>) stream
                    .stream()::iterator) {
                accumulator.accumulate(chunk);
                if (chunk.usage().isPresent()) {
                    tokens = chunk.usage().map(OpenAiChatSdk::tokens);
                }
                chunk.choices().forEach(choice -> thought.append(reasoning(choice.delta()._additionalProperties())));
            }
        }
        var heard = heard(accumulator.chatCompletion());
        return new Heard(heard.text(), thought.toString(), "", heard.calls(), heard.refusal(), heard.end(), tokens);
    }

    private static Heard heard(ChatCompletion completion) {
        var ear = new Ear();
        var choice = completion.choices().getFirst();
        var message = choice.message();
        message.content().ifPresent(ear.text::append);
        message.refusal().ifPresent(ear.refusal::append);
        ear.thought.append(reasoning(message._additionalProperties()));
        message.toolCalls().orElse(List.of()).stream().map(call -> call.asFunction())
                .map(call -> new Call(call.id(), call.function().name(), Json.tree(call.function().arguments())))
                .forEach(ear.calls::add);
        ear.end = switch (choice.finishReason().asString()) {
            case "length" -> End.LENGTH;
            case "tool_calls" -> End.TOOLS;
            case "content_filter" -> End.REFUSED;
            default -> ear.refusal.isEmpty() ? End.STOP : End.REFUSED;
        };
        ear.tokens = completion.usage().map(OpenAiChatSdk::tokens);
        return ear.heard();
    }

    private static String reasoning(Map<String, JsonValue> extras) {
        return Optional.ofNullable(extras.get("reasoning_content"))
                .map(value -> String.valueOf(value.asString().orElse(""))).orElse("");
    }

    private static Tokens tokens(CompletionUsage usage) {
        return new Tokens(usage.promptTokens(),
                usage.promptTokensDetails().flatMap(CompletionUsage.PromptTokensDetails::cachedTokens).orElse(-1L),
                usage.completionTokens(), usage.completionTokensDetails()
                        .flatMap(CompletionUsage.CompletionTokensDetails::reasoningTokens).orElse(-1L));
    }

    private static ChatCompletionCreateParams params(Ask ask) {
        return params(ask, false);
    }

    private static ChatCompletionCreateParams params(Ask ask, boolean usage) {
        var params = ChatCompletionCreateParams.builder().model(ask.model()).addSystemMessage("Be brief.");
        if (ask.wants(Want.IMAGE)) {
            params.addUserMessageOfArrayOfContentParts(picture());
        } else {
            params.addUserMessage(QUESTION);
        }
        if (ask.wants(Want.TOOLS)) {
            params.addFunctionTool(FunctionDefinition.builder().name("get_weather").strict(true)
                    .parameters(JsonValue.from(WEATHER).convert(FunctionParameters.class)).build());
        }
        if (ask.wants(Want.TOOL_RESULTS)) {
            addResults(params);
        }
        if (ask.wants(Want.SCHEMA)) {
            params.responseFormat(ResponseFormatJsonSchema.builder()
                    .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder().name("place").strict(true)
                            .schema(JsonValue.from(PLACE).convert(ResponseFormatJsonSchema.JsonSchema.Schema.class))
                            .build())
                    .build());
        }
        if (ask.wants(Want.THINKING)) {
            params.reasoningEffort(ReasoningEffort.LOW);
        }
        if (usage) {
            params.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
        }
        return params.maxCompletionTokens(500).build();
    }

    private static List<ChatCompletionContentPart> picture() {
        return List.of(
                ChatCompletionContentPart
                        .ofText(ChatCompletionContentPartText.builder().text("What is this?").build()),
                ChatCompletionContentPart
                        .ofImageUrl(
                                ChatCompletionContentPartImage.builder()
                                        .imageUrl(ChatCompletionContentPartImage.ImageUrl
                                                .builder().url("data:image/png;base64," + Scenario.PIXEL).build())
                                        .build()));
    }

    private static void addResults(ChatCompletionCreateParams.Builder params) {
        var turn = ChatCompletionAssistantMessageParam.builder();
        for (var call : CALLS) {
            turn.addToolCall(ChatCompletionMessageFunctionToolCall.builder().id(call.id())
                    .function(ChatCompletionMessageFunctionToolCall.Function.builder().name(call.name())
                            .arguments(call.arguments().toString()).build())
                    .build());
        }
        params.addMessage(turn.build());
        for (var call : CALLS) {
            params.addMessage(
                    ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content("4 degrees").build());
        }
    }

    @Override
    public void leaveAfterFirstEvent(Ask ask) {
        try (var stream = client.chat().completions().createStreaming(params(ask))) {
            stream.stream().iterator().next();
        }
    }

    static <T> T calling(java.util.function.Supplier<T> call) {
        try {
            return call.get();
        } catch (OpenAIServiceException e) {
            throw new SdkFailure(e.statusCode(), e,
                    e.headers().values("retry-after").stream().findFirst().orElse(""));
        } catch (OpenAIException e) {
            throw new SdkFailure(0, e, "");
        }
    }

    @Override
    public String exceptionFor(int status) {
        return typedException(status);
    }

    static String typedException(int status) {
        return switch (status) {
            case 400 -> "BadRequestException";
            case 401 -> "UnauthorizedException";
            case 403 -> "PermissionDeniedException";
            case 404 -> "NotFoundException";
            case 429 -> "RateLimitException";
            default -> "InternalServerException";
        };
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
